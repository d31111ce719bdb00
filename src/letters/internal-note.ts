import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import type { Language } from "../core/letter/language.ts";
import type { Step } from "../core/process/procedure.ts";
import type { Day } from "../core/values/day.ts";
import { wordingOf } from "./wording.ts";

/** What a colleague is told of a letter that has left. */
export interface InternalNote {
  readonly step: Step;
  readonly debtor: { readonly id: string; readonly name: string };
  readonly sentOn: Day;
  readonly payBy: Day | null;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly items: readonly { readonly document: string; readonly due: Day; readonly openMinor: bigint }[];
}

export interface NoteHead {
  /** Without angle brackets; stable, so that a note sent again after a crash is the same one. */
  readonly messageId: string;
  readonly from: string | null;
  readonly to: string;
  /** RFC 3339. */
  readonly date: string;
}

/** The finished mail (RFC 5322 bytes), plain text, in the creditor's language. */
export async function renderInternalNote(note: InternalNote, language: Language, country: string | null, head: NoteHead): Promise<Uint8Array> {
  const wording = wordingOf(language, country);
  const values = {
    letter: wording.label(`internal-note.letter.${note.step}`),
    name: note.debtor.name,
    id: note.debtor.id,
    total: wording.money(note.totalMinor, note.currency),
    day: wording.weekdayDay(note.sentOn),
    payBy: note.payBy === null ? "" : wording.weekdayDay(note.payBy),
  };
  const line = (item: InternalNote["items"][number]) => {
    return wording.label("internal-note.item", { document: item.document, due: wording.longDay(item.due), open: wording.money(item.openMinor, note.currency) });
  };
  const asks = note.payBy === null ? [] : [wording.label("internal-note.asks", values), ""];
  const text = [wording.label("internal-note.sent", values), "", ...note.items.map(line), "", ...asks, wording.label("internal-note.closing"), ""].join("\n");
  return plainMail(wording.label("internal-note.subject", values), text, wording.locale, head);
}

/** A plain-text mail to a colleague; the same arguments give the same bytes. */
export async function plainMail(subject: string, text: string, locale: string, head: NoteHead): Promise<Uint8Array> {
  const mail = new MailComposer({
    from: head.from ?? undefined,
    to: head.to,
    subject,
    messageId: `<${head.messageId}>`,
    date: new Date(head.date),
    headers: { "Auto-Submitted": "auto-generated", "Content-Language": locale },
    text,
    baseBoundary: createHash("sha256").update(head.messageId).digest("hex").slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: "\r\n",
  });
  return new Uint8Array(await mail.compile().build());
}
