import { UserError } from "../core/user-error.ts";
import type { Step } from "../core/process/procedure.ts";
import type { Creditor } from "../core/values/party.ts";
import { type Day, latest } from "../core/values/day.ts";
import { waivers } from "../core/letter/notice.ts";
import { renderEmailHtml } from "../letters/email-shell.ts";
import { emailWords } from "../letters/email-words.ts";
import { type Picture, renderPdf, renderPicture } from "../letters/pdf.ts";
import { wordingOf } from "../letters/wording.ts";
import { resolveAccount } from "../store/account-store.ts";
import type { Store } from "../store/database.ts";
import type { MadeWith } from "../store/letter-store.ts";
import { loadCreditor, loadDebtors } from "../store/settings-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { type DecidedAccount, decideBesideOthers } from "./decide-accounts.ts";
import { closedChannels } from "../core/process/closed-channels.ts";
import { planDeliveries } from "./delivery-plan.ts";
import { type House, loadHouse } from "./house/house.ts";
import { type ChosenCopy, chooseCopies } from "./invoice-copies.ts";
import { type ComposedLetter, composeLetter } from "./prepare-letter.ts";
import type { PlannedDelivery } from "./delivery-plan.ts";
import type { LetterParties } from "./letter-facts.ts";
import { previewExtras } from "./render-letter.ts";
import { voiceWay } from "./voice-way.ts";

/** The letter as it would leave. */
export interface LetterPreview {
  readonly step: Step;
  /** The ways by which it will leave. */
  readonly channels: string[];
  readonly subject: string;
  readonly text: string;
  /** The e-mail: a whole HTML document. */
  readonly html: string;
  readonly pdf: Uint8Array;
  /** The pages of the PDF as drawings. */
  readonly picture: Picture;
  readonly findings: readonly { readonly code: string; readonly severity: "E" | "W"; readonly message: string }[];
  readonly madeWith: MadeWith;
  /** What the letter does without, and why. */
  readonly waived: readonly { readonly element: string; readonly reason: string }[];
}

/** Stands where the letter's own id will: as long, so that the page breaks where it will. */
const PREVIEW_ID = "LPREVIEWXXX";

/** The words of the letter that an account would get on a day, and the ways that it would go; null where none would leave. `house`: a draft in the place of the creditor's own. */
export async function composePreview(
  store: Store,
  account: string,
  asOf: Day,
  house: House | null = null,
): Promise<{
  readonly step: Step;
  readonly composed: ComposedLetter;
  readonly planned: readonly PlannedDelivery[];
  readonly creditor: Creditor;
  readonly copies: readonly ChosenCopy[];
  readonly decided: DecidedAccount;
  readonly parties: LetterParties;
} | null> {
  const decided = await inTransaction(store, async (client) => decideBesideOthers(client, await resolveAccount(client, `account:${account}`), asOf));
  const { decision, account: row, procedure, rules, view } = decided;
  if (decision.kind !== "dun") return null;
  const creditor = await loadCreditor(store, row.creditor);
  const [debtor] = await loadDebtors(store, [row.debtor]);
  const parties = { creditor, debtor: debtor! };
  const planned = await planDeliveries(store, {
    ...parties,
    rule: procedure.steps[decision.step],
    closed: (await voiceWay(procedure.steps[decision.step], decided, parties, closedChannels(view, asOf), asOf)).closed,
    isBusinessDay: rules.isBusinessDay,
    day: asOf,
    outDir: null,
  });
  const deliveredOn = latest(decision.deliveredOn, ...planned.map((each) => each.deliveredOn))!;
  const composed = composeLetter(PREVIEW_ID, { ...decided, decision }, parties, asOf, deliveredOn, house ?? (await loadHouse(store.pool, creditor.id, asOf)));
  if ("held" in composed) throw new UserError("letter-incomplete", `The letter cannot be written: ${composed.held.reason}.`);
  const copies = await chooseCopies(store, row.id, composed.notice, creditor);
  return { step: decision.step, composed, planned, creditor, copies, decided, parties };
}

/**
 * The letter that an account would get on a day, by the same way as the one that leaves; nothing is stored. Null where
 * none would leave.
 * @throws UserError `letter-incomplete` where it cannot be written, saying what is missing
 */
export async function previewLetter(store: Store, account: string, asOf: Day): Promise<LetterPreview | null> {
  const made = await composePreview(store, account, asOf);
  if (!made) return null;
  const { step, composed, planned } = made;
  const { letter, notice } = composed;
  const findings = composed.findings.map(({ check, severity, message }) => ({ code: check, severity, message }));
  const [pdf, picture] = await Promise.all([renderPdf(letter, notice), renderPicture(letter, notice)]);
  return {
    step,
    channels: planned.map(({ channel }) => channel.name),
    subject: letter.subject,
    text: letter.text,
    html: mailOf(composed, made.creditor, made.copies),
    pdf,
    picture,
    findings,
    madeWith: composed.madeWith,
    waived: waivers(notice),
  };
}

/** The HTML as the mail will have it. */
function mailOf(composed: ComposedLetter, creditor: Creditor, copies: readonly ChosenCopy[]): string {
  const { letter, notice, language } = composed;
  return renderEmailHtml(letter, emailWords(letter, notice, wordingOf(language, notice.debtor.country), previewExtras(composed, creditor, copies)));
}
