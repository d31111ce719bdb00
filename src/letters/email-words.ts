import type { AnyNotice } from "../core/letter/answer.ts";
import type { Letter, Run } from "../core/letter/letter.ts";
import { elementValue } from "../core/letter/notice.ts";
import { type Bound, bind } from "./binding.ts";
import { readLine, textOf } from "./markdown.ts";
import type { Wording } from "./wording.ts";

const MOST_NAMED = 5;

/** What comes with a mail beside its own text. */
export interface EmailExtras {
  /** The letter as a PDF: attached, or behind an https address; null: neither. */
  readonly page: "attached" | { readonly link: string } | null;
  /** A statement of account is attached. */
  readonly statement: boolean;
  /** Copies of invoices that are attached: each file by the numbers of the invoices that it shows. */
  readonly copies: readonly (readonly string[])[];
  /** An answer to this mail reaches somebody. */
  readonly canReply: boolean;
}

/** What only a mail says, in the letter's language. */
export interface EmailWords {
  /** "Attached: this letter as a PDF." */
  readonly attached: readonly Run[] | null;
  readonly link: Link | null;
  readonly reply: readonly Run[] | null;
  /** The way to the payment page, where the letter names it. */
  readonly button: Link | null;
  /** Stands in a table in place of so many rows, where the whole of it is in the PDF; null: there is no PDF. */
  readonly moreRows: ((count: number) => string) | null;
}

interface Link {
  readonly label: string;
  readonly url: string;
}

export function emailWords(letter: Letter, notice: AnyNotice, wording: Wording, extras: EmailExtras): EmailWords {
  const { page, statement, copies, canReply } = extras;
  const attached = [
    ...(page === "attached" ? [wording.phrase("email.attached-letter")] : []),
    ...(statement ? [wording.phrase("email.attached-statement")] : []),
    ...(copies.length > 0 ? [copiesOf(notice, wording, copies.flat())] : []),
  ];
  const files = (page === "attached" ? 1 : 0) + (statement ? 1 : 0) + copies.length;
  const reference = bind(notice.letter.reference, { says: [], fact: "name" });
  return {
    attached: attached.length > 0 ? readLine(wording.phrase("email.attached", { list: wording.list(attached, "conjunction") }, files).markdown) : null,
    link: page !== null && page !== "attached" ? { label: wording.label("email.linked"), url: page.link } : null,
    reply: canReply ? readLine(wording.phrase("email.reply", { reference }).markdown) : null,
    button: payLink(letter, notice, wording),
    moreRows: page && ((count) => textOf(readLine(wording.phrase("email.more-rows", { count }, count).markdown))),
  };
}

/** Few copies are named; of many it is said how many, and where some had to stay behind, of how many. */
function copiesOf(notice: AnyNotice, wording: Wording, documents: readonly string[]): Bound {
  const count = documents.length;
  if (count <= MOST_NAMED) {
    const named = documents.map((document) => bind(document, { says: [], fact: "document" }));
    return wording.phrase("email.attached-invoices", { documents: wording.list(named, "conjunction") }, count);
  }
  const of = "items" in notice ? new Set(notice.items.map(({ document }) => document)).size : count;
  return of > count ? wording.phrase("email.attached-invoices-part", { count, of }) : wording.phrase("email.attached-invoices-counted", { count });
}

function payLink({ blocks }: Letter, notice: AnyNotice, wording: Wording): Link | null {
  const url = elementValue(notice, "payment-options")?.portalUrl;
  if (!url || !/^https:\/\//i.test(url)) return null;
  const isNamed = blocks.some((block) => block.kind === "paragraph" && block.runs.some(({ href }) => href === url));
  return isNamed ? { label: wording.label("page.link"), url } : null;
}
