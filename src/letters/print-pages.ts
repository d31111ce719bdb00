import type { Enclosures } from "../core/letter/enclosures.ts";
import { alwaysVisible, type WindowProfile } from "../core/letter/window-profiles.ts";
import type { Day } from "../core/values/day.ts";
import type { PageData } from "./pdf-data.ts";
import type { EnvelopeClass } from "./print-batch.ts";
import { breakable } from "./pdf-data.ts";
import type { Wording } from "./wording.ts";

/** What the cover of a print batch tells those who fold and post it. */
export interface PrintCover {
  readonly wording: Wording;
  readonly day: Day;
  readonly creditor: string;
  readonly envelope: EnvelopeClass;
  readonly letters: readonly {
    readonly recipient: string;
    readonly reference: string;
    /** In this file, from 1. */
    readonly fromPage: number;
    readonly pages: number;
    readonly sheets: number;
    readonly enclosures: Enclosures | null;
  }[];
}

const MOST_COPIES = 3;

export function coverPage({ wording, day, creditor, envelope, letters }: PrintCover): PageData {
  const label = (key: string): string => wording.label(`print.${key}`);
  const counted = (key: string, count: number): string => wording.phrase(`print.${key}`, {}, count).markdown;
  const sum = (of: "pages" | "sheets"): number => letters.reduce((all, letter) => all + letter[of], 0);
  const title = wording.label("print.title", { day: wording.longDay(day) });
  const data = {
    ...basics(wording, title, creditor, day),
    paper: envelope.startsWith("us") ? "us-letter" : "a4",
    facts: [
      wording.label("print.envelope", { envelope: label(`envelope-${envelope}`) }),
      [counted("letters", letters.length), counted("pages", sum("pages")), counted("sheets", sum("sheets"))].join("  ·  "),
    ],
    note: label("note"),
    list: label("list"),
    columns: ["number", "recipient", "reference", "from-page", "page-count", "enclosed"].map(label),
    rows: letters.map(({ recipient, reference, fromPage, pages, enclosures }, index) => [
      String(index + 1),
      breakable(recipient, 40),
      reference,
      String(fromPage),
      String(pages),
      enclosures ? enclosed(enclosures, wording).join(", ") : "",
    ]),
    pageOf: wording.label("frame.page-of"),
  };
  return { json: JSON.stringify(data), files: [], template: "print-cover" };
}

function enclosed({ returnEnvelope, invoiceCopies }: Enclosures, wording: Wording): string[] {
  const copies = invoiceCopies.map((document) => wording.label("enclosure.invoice-copy", { document }));
  const named = copies.length > MOST_COPIES ? [...copies.slice(0, MOST_COPIES - 1), `… (${copies.length})`] : copies;
  return [...(returnEnvelope ? [wording.label("enclosure.return-envelope")] : []), ...named];
}

/** The frames of what a window always shows, the fold marks, and how to try them. */
export function testPage(profile: WindowProfile, wording: Wording): PageData {
  const title = wording.label("print.test-title", { profile: profile.title });
  const data = {
    ...basics(wording, title, "Firmly", "2026-01-01"),
    profile,
    visible: alwaysVisible(profile, profile.window),
    returnVisible: profile.returnWindow && alwaysVisible(profile, profile.returnWindow),
    text: wording.label("print.test-text"),
    recipient: wording.label("print.test-recipient"),
    sender: wording.label("print.test-return"),
  };
  return { json: JSON.stringify(data), files: [], template: "test-print" };
}

function basics(wording: Wording, title: string, author: string, day: Day): Record<string, unknown> {
  const [lang, region] = wording.locale.split("-");
  return { title, author, lang, region: region ?? null, date: day.split("-").map(Number) };
}
