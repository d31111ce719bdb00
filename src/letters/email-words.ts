import type { AnyNotice } from "../core/letter/answer.ts";
import type { Letter, Run } from "../core/letter/letter.ts";
import { elementValue } from "../core/letter/notice.ts";
import { bind } from "./binding.ts";
import { readLine, textOf } from "./markdown.ts";
import type { Wording } from "./wording.ts";

/** What comes with a mail beside its own text. */
export interface EmailExtras {
  /** The letter as a PDF: attached, or behind an https address; null: neither. */
  readonly page: "attached" | { readonly link: string } | null;
  /** A statement of account is attached. */
  readonly statement: boolean;
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

export function emailWords(letter: Letter, notice: AnyNotice, wording: Wording, { page, statement, canReply }: EmailExtras): EmailWords {
  const attached = [
    ...(page === "attached" ? [wording.phrase("email.attached-letter")] : []),
    ...(statement ? [wording.phrase("email.attached-statement")] : []),
  ];
  const reference = bind(notice.letter.reference, { says: [], fact: "name" });
  return {
    attached:
      attached.length > 0 ? readLine(wording.phrase("email.attached", { list: wording.list(attached, "conjunction") }, attached.length).markdown) : null,
    link: page !== null && page !== "attached" ? { label: wording.label("email.linked"), url: page.link } : null,
    reply: canReply ? readLine(wording.phrase("email.reply", { reference }).markdown) : null,
    button: payLink(letter, notice, wording),
    moreRows: page && ((count) => textOf(readLine(wording.phrase("email.more-rows", { count }, count).markdown))),
  };
}

function payLink({ blocks }: Letter, notice: AnyNotice, wording: Wording): Link | null {
  const url = elementValue(notice, "payment-options")?.portalUrl;
  if (!url || !/^https:\/\//i.test(url)) return null;
  const isNamed = blocks.some((block) => block.kind === "paragraph" && block.runs.some(({ href }) => href === url));
  return isNamed ? { label: wording.label("page.link"), url } : null;
}
