import { statementNotice, type StatementNotice } from "../core/letter/statement.ts";
import type { Letter } from "../core/letter/letter.ts";
import { type DisputeState, disputeStates } from "../core/process/dispute.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { formatMinor } from "../core/values/money.ts";
import { chooseLanguage, readLanguage } from "../languages/read.ts";
import { composeStatement } from "../letters/compose.ts";
import { renderPdf } from "../letters/pdf.ts";
import { resolveAccount } from "../store/account-store.ts";
import type { Store } from "../store/database.ts";
import { loadCreditor, loadDebtors } from "../store/settings-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { type DecidedAccount, decideBesideOthers } from "./decide-accounts.ts";
import { type House, loadHouse } from "./house/house.ts";
import type { LetterParties } from "./letter-facts.ts";

/** A statement of account, in words and as values; amounts in major units, as text. */
export interface StatementDocument {
  readonly account: string;
  readonly currency: string;
  readonly asOf: Day;
  readonly language: string;
  readonly items: readonly {
    readonly document: string;
    readonly instalment: number | null;
    readonly charge: string | null;
    readonly issued: Day;
    readonly due: Day;
    readonly overdueDays: number;
    readonly amount: string;
    readonly open: string;
    readonly disputed: string;
    readonly toBeCredited: string;
    /** Its payment is promised or planned. */
    readonly agreed: boolean;
  }[];
  readonly credits: readonly { readonly kind: string; readonly document: string; readonly day: Day; readonly open: string }[];
  readonly overdue: string;
  readonly disputed: string;
  readonly balance: string;
  readonly subject: string;
  readonly text: string;
}

interface Worded {
  readonly notice: StatementNotice;
  readonly letter: Letter;
}

export interface StatementRequest {
  /** An account's id, or a debtor's where that has one account. */
  readonly account: string;
  readonly asOf: Day;
  /** BCP 47; null: as the debtor's letters. */
  readonly language: string | null;
}

/** What is open on an account as of a day. Nothing is stored. */
export async function makeStatement(store: Store, request: StatementRequest): Promise<StatementDocument> {
  const { notice, letter } = await wordStatement(store, request);
  const money = (minor: bigint): string => formatMinor(minor, notice.currency);
  return {
    account: notice.letter.reference,
    currency: notice.currency,
    asOf: request.asOf,
    language: letter.locale,
    items: notice.items.map(({ amountMinor, openMinor, disputedMinor, toBeCreditedMinor, isAgreed, charge, ...item }) => ({
      ...item,
      charge: charge?.kind ?? null,
      amount: money(amountMinor),
      open: money(openMinor),
      disputed: money(disputedMinor),
      toBeCredited: money(toBeCreditedMinor),
      agreed: isAgreed,
    })),
    credits: notice.credits.map(({ openMinor, ...credit }) => ({ ...credit, open: money(openMinor) })),
    overdue: money(notice.overdueMinor),
    disputed: money(notice.disputedMinor),
    balance: money(notice.totalMinor),
    subject: letter.subject,
    text: letter.text,
  };
}

/** The same on paper. */
export async function printStatement(store: Store, request: StatementRequest): Promise<Uint8Array> {
  const { letter, notice } = await wordStatement(store, request);
  return renderPdf(letter, notice);
}

/** On paper, for a letter that leaves on the same day: it goes into its envelope or mail. Null where none can be written. */
export async function renderStatementPdf(decided: DecidedAccount, parties: LetterParties, sentOn: Day, house: House) {
  const worded = word(decided, parties, sentOn, house, null);
  return "missing" in worded ? null : renderPdf(worded.letter, worded.notice);
}

async function wordStatement(store: Store, { account: name, asOf, language }: StatementRequest): Promise<Worded> {
  return inTransaction(store, async (client) => {
    const decided = await decideBesideOthers(client, await resolveAccount(client, name), asOf);
    const { account } = decided;
    const creditor = await loadCreditor(store, account.creditor);
    const [debtor] = await loadDebtors(store, [account.debtor]);
    const house = await loadHouse(client, creditor.id, asOf);
    const worded = word(decided, { creditor, debtor: debtor! }, asOf, house, language);
    if ("missing" in worded) throw new UserError("statement-incomplete", `The statement cannot be written: ${worded.missing.join("; ")}.`);
    return worded;
  });
}

function word(
  { account, view, decision }: DecidedAccount,
  parties: LetterParties,
  sentOn: Day,
  house: House,
  language: string | null,
): Worded | { readonly missing: readonly string[] } {
  const excluded = (state: DisputeState["state"]) =>
    new Map([...disputeStates(view)].flatMap(([item, dispute]) => (dispute.state === state ? [[item, dispute.excludedMinor] as const] : [])));
  const agreed = new Set(decision.left.flatMap(({ item, block }) => (block === "promised" || block === "planned" ? [item.item] : [])));
  const reference = `A${account.id}`;
  const made = statementNotice({
    letter: { id: reference, reference },
    ...parties,
    currency: account.currency,
    sentOn,
    ledger: view.ledger,
    disputed: excluded("open"),
    toBeCredited: excluded("credit-expected"),
    agreed,
  });
  if ("missing" in made) return made;
  const words = house.dress(language === null ? chooseLanguage([parties.debtor.language, parties.creditor.language]) : readLanguage(language));
  return { notice: made.notice, letter: composeStatement(made.notice, words, house.letterhead) };
}
