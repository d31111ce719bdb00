import type { LetterForm } from "../channels/contract.ts";
import type { AnyNotice, LetterKind, SentNotice } from "../core/letter/answer.ts";
import type { Letter } from "../core/letter/letter.ts";
import type { ClosedChannels } from "../core/process/view.ts";
import type { Day } from "../core/values/day.ts";
import { jsonText } from "../core/values/json-text.ts";
import { renderEmail } from "../letters/email.ts";
import { renderPdf } from "../letters/pdf.ts";
import type { PreparedDelivery } from "./claim-letter.ts";
import type { PlannedDelivery } from "./delivery-plan.ts";
import { keptDocument } from "./kept-document.ts";
import type { LetterParties } from "./letter-facts.ts";
import { mailHead } from "./letter-mail.ts";

/** A letter in words, with what it was made from. */
interface Worded {
  readonly notice: SentNotice;
  readonly letter: Letter;
}

/** The bytes of a letter for each way that it will go. */
export async function renderDeliveries(
  id: string,
  worded: Worded,
  planned: readonly PlannedDelivery[],
  parties: LetterParties,
  sentOn: Day,
  closed: ClosedChannels,
): Promise<PreparedDelivery[]> {
  const needsPage = isFiled(worded.notice.step) || planned.some(({ channel }) => channel.carries.includes("pdf"));
  const page = needsPage ? await renderPdf(worded.letter, worded.notice) : null;
  const deliveries: PreparedDelivery[] = [];
  for (const { channel, recipient } of planned) {
    const delivery = `${id}-${channel.name}`;
    const files: PreparedDelivery["files"][number][] = [];
    for (const form of channel.carries)
      files.push(form === "pdf" ? file(form, page!) : file(form, await mailOf(worded, mailHead(delivery, parties, sentOn, closed), page)));
    deliveries.push({ id: delivery, channel: channel.name, recipient, files });
  }
  return deliveries;
}

/** The notice as it is kept with the letter. */
export function noticeJson(notice: AnyNotice): string {
  return jsonText(notice);
}

/** What is filed and forwarded is the letter itself: the mail carries the page. Notes around the due date do without. */
function isFiled(step: LetterKind): boolean {
  return step !== "reminder" && step !== "past-due";
}

function mailOf({ letter, notice }: Worded, head: ReturnType<typeof mailHead>, page: Uint8Array | null): Promise<Uint8Array> {
  return renderEmail(letter, notice, { ...head, pdf: isFiled(notice.step) ? page : null });
}

const FORMS: Record<LetterForm, { ending: string; mediaType: string }> = {
  pdf: { ending: ".pdf", mediaType: "application/pdf" },
  email: { ending: ".eml", mediaType: "message/rfc822" },
};

function file(form: LetterForm, bytes: Uint8Array): PreparedDelivery["files"][number] {
  return { ending: FORMS[form].ending, ...keptDocument(FORMS[form].mediaType, bytes) };
}
