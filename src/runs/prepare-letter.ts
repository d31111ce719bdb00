import type { ClosedChannels } from "../core/process/view.ts";
import type { AnyNotice } from "../core/letter/answer.ts";
import type { Language } from "../core/letter/language.ts";
import type { Letter } from "../core/letter/letter.ts";
import type { Finding } from "../core/letter/lint/finding.ts";
import { lintLetter } from "../core/letter/lint/lint.ts";
import { type Notice, notice, waivers } from "../core/letter/notice.ts";
import { closedChannels } from "../core/process/closed-channels.ts";
import { newCharges } from "../core/process/made-charge.ts";
import { type StepRule, versionedName } from "../core/process/procedure.ts";
import type { Day } from "../core/values/day.ts";
import { latest } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import { commonWords } from "../languages/common-words.ts";
import { chooseLanguage } from "../languages/read.ts";
import { compose } from "../letters/compose.ts";
import { jurisdictions } from "../open-folders.ts";
import type { Approval } from "../store/approval-store.ts";
import type { Store } from "../store/database.ts";
import type { MadeWith } from "../store/letter-store.ts";
import { letterItems, newLetterId, type PreparedLetter } from "./claim-letter.ts";
import type { DecidedAccount } from "./decide-accounts.ts";
import { timeIn } from "./clock.ts";
import { type PlannedDelivery, planDeliveries } from "./delivery-plan.ts";
import { compareWithApproval, type Held, personNeeded, wordsChanged } from "./held-letter.ts";
import { type House, loadHouse } from "./house/house.ts";
import { knownOf } from "./lint-known.ts";
import { findingsHeld, isHolding, overriddenIn } from "./overridden-findings.ts";
import { type DunDecision, type LetterParties, letterFacts } from "./letter-facts.ts";
import { quietUntil } from "./quiet-hours.ts";
import { noticeJson, renderDeliveries } from "./render-letter.ts";
import { renderStatementPdf } from "./statement-run.ts";
import { voiceWay } from "./voice-way.ts";

export interface DayOf {
  readonly asOf: Day;
  /** This moment: at night nothing leaves that would arrive at once. */
  readonly instant: Date;
  readonly outDir: string | null;
  /** Asked when the letter is about to be made: null where it may leave now. */
  readonly turn: (creditor: Creditor, planned: readonly Pick<PlannedDelivery, "channel" | "recipient">[]) => Promise<Held | null>;
}

/** A letter in words, with what the linter finds in it. */
export interface ComposedLetter {
  readonly notice: Notice;
  readonly letter: Letter;
  /** In the creditor's own words. */
  readonly language: Language;
  readonly findings: readonly Finding[];
  readonly madeWith: MadeWith;
  /** When the words or the letterhead were last changed by the creditor: an instant, ISO 8601; null: never. */
  readonly changedAt: string | null;
}

/** Notice and wording of a decision: the same for the preview and for what leaves. */
export function composeLetter(
  id: string,
  decided: DecidedAccount & { decision: DunDecision },
  parties: LetterParties,
  sentOn: Day,
  deliveredOn: Day,
  house: House,
): ComposedLetter | { readonly held: Held } {
  const stated = notice(letterFacts(id, decided, parties, sentOn, deliveredOn));
  if ("missing" in stated) return { held: { code: "lint", reason: stated.missing.map(({ message }) => message).join("; ") } };
  // The debtor's language; where there is none of it here, the creditor's.
  const language = house.dress(chooseLanguage([parties.debtor.language, parties.creditor.language]));
  const letter = compose(stated.notice, language, house.letterhead);
  const { findings } = lintLetter(letter, stated.notice, language.lexicon, knownOf(decided), { languages: commonWords() });
  return {
    notice: stated.notice,
    letter,
    language,
    findings,
    madeWith: house.madeWith(stated.notice, language),
    changedAt: house.changedAt(stated.notice, language),
  };
}

/**
 * Makes an approved letter ready: compares today's decision with the approval, plans the channels, composes, checks and
 * renders. Nothing is written. `mark` is what the decision rests on.
 */
export async function prepareLetter(
  store: Store,
  approval: Approval,
  decided: DecidedAccount,
  parties: LetterParties,
  day: DayOf,
  mark: string,
): Promise<PreparedLetter | { held: Held }> {
  const { decision, view, account, procedure } = decided;
  const held = compareWithApproval(approval, decision, view.ledger.items, account.currency) ?? personNeeded(approval, decided, day.asOf);
  if (held) return { held };
  const dun = { ...decided, decision: decision as DunDecision };
  const ways = await planWays(store, procedure.steps[dun.decision.step], decided, parties, day);
  if ("held" in ways) return ways;
  const { planned } = ways;
  const id = newLetterId();
  const deliveredOn = latest(...planned.map((each) => each.deliveredOn))!;
  const house = await loadHouse(store.pool, parties.creditor.id, day.asOf);
  const composed = composeLetter(id, dun, parties, day.asOf, deliveredOn, house);
  if ("held" in composed) return composed;
  const wrong = findFault(composed, planned) ?? wordsChanged(approval, composed.changedAt) ?? findingsHeld(composed.findings, overriddenIn(view, approval.run));
  if (wrong) return { held: wrong };
  const letter = {
    id,
    account: account.id,
    run: approval.run,
    step: decision.kind === "dun" ? decision.step : approval.step,
    sentOn: day.asOf,
    deliveredOn,
    payBy: payByOf(composed.notice),
    language: composed.letter.locale,
    procedure: versionedName(procedure),
    madeWith: composed.madeWith,
    tell: [...new Set(procedure.steps[dun.decision.step].tell)],
    totalMinor: decision.totalMinor,
    notice: noticeJson(composed.notice),
    answers: null,
    items: letterItems(dun),
    charges: newCharges(id, decision.charges),
  };
  return {
    approval,
    debtor: account.debtor,
    currency: account.currency,
    letter,
    deliveries: await renderDeliveries(store, {
      ...composed,
      id,
      account: account.id,
      planned,
      parties,
      sentOn: day.asOf,
      closed: ways.closed,
      statement: () => renderStatementPdf(decided, parties, day.asOf, house),
    }),
    mark,
  };
}

function payByOf({ elements }: Notice): Day | null {
  const stated = "payment-date" in elements ? elements["payment-date"] : null;
  return stated && "value" in stated ? stated.value : null;
}

/** The ways on which a letter reaches the debtor now, or why it does not leave. */
export async function planWays(
  store: Store,
  rule: Pick<StepRule, "channels" | "also"> & Partial<Pick<StepRule, "step">>,
  decided: DecidedAccount,
  parties: LetterParties,
  { asOf, outDir, instant, turn }: DayOf,
): Promise<{ readonly planned: readonly PlannedDelivery[]; readonly closed: ClosedChannels } | { readonly held: Held }> {
  const { view, account, procedure, rules } = decided;
  const { closed, unspoken } = await voiceWay(rule, decided, parties, closedChannels(view, asOf), asOf);
  const planned = await planDeliveries(store, { ...parties, rule, closed, isBusinessDay: rules.isBusinessDay, day: asOf, outDir });
  if (planned.length === 0)
    return {
      held: { code: "address", reason: ["no channel reaches the debtor: add an e-mail or postal address, and set up the channel", ...unspoken].join("; ") },
    };
  const quiet = planned.some(({ channel }) => channel.arrivesAtOnce)
    ? quietUntil({ creditor: parties.creditor, debtor: account, hours: procedure.contactHours, laws: await jurisdictions(), day: asOf, instant })
    : null;
  if (quiet) return { held: { code: "postponed", reason: `quiet hours at the debtor: leaves from ${timeIn(parties.creditor.timeZone, quiet)} on` } };
  const waits = await turn(parties.creditor, planned);
  return waits ? { held: waits } : { planned, closed };
}

/** What keeps a letter in words from leaving; null: nothing. */
export function findFault(
  { notice: said, findings }: { readonly notice: AnyNotice; readonly findings: readonly Finding[] },
  planned: readonly PlannedDelivery[],
): Held | null {
  // A letter that names nobody to ask may be tried in the outbox, but never leaves (docs/decisions/0006).
  const leaves = planned.some(({ channel }) => channel.name !== "outbox");
  if (leaves && waivers(said).some(({ element }) => element === "contact-details")) {
    return { code: "lint", reason: "the creditor's contact is not set: add it with `firmly settings apply FILE` before letters leave" };
  }
  const errors = findings.filter((finding) => finding.severity === "E" && isHolding(finding));
  return errors.length > 0 ? { code: "lint", reason: errors.map(({ check, message }) => `${check} ${message}`).join("; ") } : null;
}
