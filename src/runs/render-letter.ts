import { signMail } from "../channels/email/dkim.ts";
import type { LetterForm } from "../channels/contract.ts";
import type { AnyNotice, LetterKind, SentNotice } from "../core/letter/answer.ts";
import { isAnswerKind } from "../core/letter/answer.ts";
import type { Language } from "../core/letter/language.ts";
import type { Letter } from "../core/letter/letter.ts";
import { stepRank } from "../core/process/procedure.ts";
import type { ClosedChannels } from "../core/process/view.ts";
import { addDays, type Day } from "../core/values/day.ts";
import { jsonText } from "../core/values/json-text.ts";
import type { Creditor } from "../core/values/party.ts";
import { type EmailOptions, type InvoiceFile, renderEmail } from "../letters/email.ts";
import { isLong } from "../letters/email-rows.ts";
import type { EmailExtras } from "../letters/email-words.ts";
import { renderPdf } from "../letters/pdf.ts";
import { renderVoice } from "../letters/voice.ts";
import type { Store } from "../store/database.ts";
import { type Document, readDocument } from "../store/letter-store.ts";
import { mailKey } from "../store/secret-store.ts";
import type { PreparedDelivery } from "./claim-letter.ts";
import { dayIn, now } from "./clock.ts";
import type { PlannedDelivery } from "./delivery-plan.ts";
import { type ChosenCopy, chooseCopies } from "./invoice-copies.ts";
import { keptDocument } from "./kept-document.ts";
import type { LetterParties } from "./letter-facts.ts";
import { mailHead, senderHead } from "./letter-mail.ts";
import { earlierMessageIds } from "./mail-thread.ts";
import { linkPath } from "./mail-token.ts";
import { spokenOf } from "./voice-way.ts";

/** A link to a letter is good for so long, from the day on which the mail is made. */
const LINK_DAYS = 90;

/** A letter in words, with what it was made from. */
export interface Worded {
  readonly notice: SentNotice;
  readonly letter: Letter;
  /** In the creditor's own words. */
  readonly language: Language;
}

export interface ToRender extends Worded {
  readonly id: string;
  readonly account: number;
  readonly planned: readonly PlannedDelivery[];
  readonly parties: LetterParties;
  readonly sentOn: Day;
  readonly closed: ClosedChannels;
  /** Makes the account's statement, which goes with some letters; null where none can be written. */
  readonly statement: () => Promise<Uint8Array | null>;
}

/** The bytes of a letter for each way that it will go. */
export async function renderDeliveries(store: Store, letter: ToRender): Promise<PreparedDelivery[]> {
  const { id, planned } = letter;
  const needsPage = isWithPage(letter) || planned.some(({ channel }) => channel.carries.includes("pdf"));
  const page = needsPage ? await renderPdf(letter.letter, letter.notice) : null;
  const mail = planned.some(({ channel }) => channel.carries.includes("email")) ? await prepareMail(store, letter, page) : null;
  const deliveries: PreparedDelivery[] = [];
  for (const { channel, recipient } of planned) {
    const delivery = `${id}-${channel.name}`;
    const files: PreparedDelivery["files"][number][] = [];
    for (const form of channel.carries) {
      const render = { pdf: () => page!, email: () => mail!.render(delivery), voice: () => speak(letter, delivery, recipient) };
      files.push(file(form, await render[form]()));
    }
    deliveries.push({ id: delivery, channel: channel.name, recipient, files, kept: channel.carries.includes("email") ? mail!.kept : [] });
  }
  return deliveries;
}

/** What is said once is said of a demand; answers are given in writing. */
async function speak({ notice, language, parties, sentOn }: ToRender, delivery: string, phone: string): Promise<Uint8Array> {
  if ("answer" in notice) throw new Error(`a ${notice.step} is never spoken`);
  return renderVoice(await spokenOf({ notice, language }, { delivery, phone }, parties, sentOn));
}

/** The notice as it is kept with the letter. */
export function noticeJson(notice: AnyNotice): string {
  return jsonText(notice);
}

/** What every mail of a letter has besides its own head, and what is to be kept for those who follow its link. */
async function prepareMail(
  store: Store,
  letter: ToRender,
  page: Uint8Array | null,
): Promise<{ readonly render: (delivery: string) => Promise<Uint8Array>; readonly kept: readonly Document[] }> {
  const { parties, sentOn, closed, notice } = letter;
  const key = await mailKey(store.pool);
  const references = await earlierMessageIds(store, letter.account, notice);
  const enclosed = isWithPage(letter) ? page : null;
  const { parts, kept } = pageOf(enclosed, parties.creditor, key);
  const statement = hasStatement(notice.step, parties.creditor) ? await letter.statement() : null;
  const copies = await readCopies(store, await chooseCopies(store, letter.account, notice, parties.creditor));
  return {
    render: async (delivery) => {
      const head = mailHead(delivery, parties, sentOn, closed, key);
      const mail = await renderEmail(letter.letter, notice, { ...head, ...parts, statement, copies, references, language: letter.language });
      // Signed before it is kept: what is kept are the bytes that leave.
      const dkim = head.from === null ? undefined : parties.creditor.channels.email?.dkim;
      return dkim ? signMail(mail, dkim) : mail;
    },
    kept,
  };
}

async function readCopies(store: Store, chosen: readonly ChosenCopy[]): Promise<InvoiceFile[]> {
  const files: InvoiceFile[] = [];
  for (const { hash, documents } of chosen) {
    const kept = await readDocument(store.pool, hash);
    if (kept) files.push({ documents, bytes: kept.bytes });
  }
  return files;
}

/** What a letter's mail will have beside its own text: for a preview, whose link leads nowhere. */
export function previewExtras(worded: Worded, creditor: Creditor, copies: readonly ChosenCopy[]): EmailExtras {
  const { email } = creditor.channels;
  const page = email?.pdf === "linked" ? { link: `${email.linkBase ?? ""}/letter-files/` } : "attached";
  return {
    page: isWithPage(worded) ? page : null,
    statement: hasStatement(worded.notice.step, creditor),
    copies: copies.map(({ documents }) => documents),
    canReply: senderHead(creditor, worded.notice.sentOn).from !== null,
  };
}

/** What is filed and forwarded is the letter itself: the mail carries the page. Notes around the due date do without, if a mail can show all of them. */
function isWithPage({ notice: { step }, letter }: Worded): boolean {
  return (step !== "reminder" && step !== "past-due") || isLong(letter);
}

/** The page attached, or a link to it, as the creditor has set. */
function pageOf(
  page: Uint8Array | null,
  { channels: { email } }: Creditor,
  key: Uint8Array,
): { readonly parts: Pick<EmailOptions, "pdf" | "link">; readonly kept: readonly Document[] } {
  if (!page || email?.pdf !== "linked" || !email.linkBase) return { parts: { pdf: page }, kept: [] };
  const document = keptDocument(FORMS.pdf.mediaType, page);
  // A link lives in the world outside, also where the creditor's own calendar is played through.
  const until = addDays(dayIn("UTC", now()), LINK_DAYS);
  return { parts: { pdf: null, link: `${email.linkBase}/${linkPath(key, document.hash, until)}` }, kept: [document] };
}

/** Answers speak of one thing; a statement beside them would ask for another. */
function hasStatement(kind: LetterKind, { channels: { email } }: Creditor): boolean {
  if (isAnswerKind(kind)) return false;
  const which = email?.statement ?? "from-second";
  return which === "always" || (which === "from-second" && stepRank(kind) >= stepRank("second"));
}

const FORMS: Record<LetterForm, { ending: string; mediaType: string }> = {
  pdf: { ending: ".pdf", mediaType: "application/pdf" },
  email: { ending: ".eml", mediaType: "message/rfc822" },
  voice: { ending: ".json", mediaType: "application/json" },
};

function file(form: LetterForm, bytes: Uint8Array): PreparedDelivery["files"][number] {
  return { ending: FORMS[form].ending, ...keptDocument(FORMS[form].mediaType, bytes) };
}
