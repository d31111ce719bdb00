import type { ClaimLaw, Source } from "../core/claim/claim-law.ts";
import { withContractRate } from "../core/claim/contract-rate.ts";
import { type InterestRequest, type InterestSegment, lateInterest } from "../core/claim/interest.ts";
import { lawfulDue } from "../core/claim/lawful-due.ts";
import { lumpSum } from "../core/claim/lump-sum.ts";
import { usedRates } from "../core/claim/rate-on.ts";
import { type DocumentEntry, isDocument } from "../core/ledger/entry.ts";
import { contextOf } from "../core/process/context.ts";
import { interestFree } from "../core/process/interest-free.ts";
import { UserError } from "../core/user-error.ts";
import type { IsBusinessDay } from "../core/values/business-days.ts";
import type { Day } from "../core/values/day.ts";
import { parseDecimal } from "../core/values/decimal.ts";
import { formatMinor, parseMinor, sumMinor } from "../core/values/money.ts";
import type { DebtorType } from "../core/values/party.ts";
import { businessDays } from "../jurisdictions/calendar.ts";
import { claimLaw } from "../jurisdictions/claim-law.ts";
import type { Jurisdiction } from "../jurisdictions/contract.ts";
import { lawOf } from "../jurisdictions/in-force.ts";
import { resolveCountry } from "../jurisdictions/region.ts";
import { jurisdictions } from "../open-folders.ts";
import { findAccounts, resolveAccount } from "../store/account-store.ts";
import type { Store } from "../store/database.ts";
import { findAccountsOfDocument } from "../store/document-store.ts";
import { loadCreditor } from "../store/settings-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { decideBesideOthers } from "./decide-accounts.ts";

/** What `firmly interest --json` prints; amounts are major units. */
export interface InterestDocument {
  readonly total: string;
  readonly segments: readonly {
    readonly from: Day;
    readonly to: Day;
    readonly days: number;
    readonly rate: string;
    readonly amount: string;
    readonly source: string;
    /** The amount that it runs on. */
    readonly principal: string;
  }[];
  readonly currency: string;
  readonly jurisdiction: string;
  readonly debtorType: DebtorType;
  /** What must be true for interest to start on this day; null: nothing is known of it. */
  readonly start: string | null;
  /** Null: there is none, or not in this currency. */
  readonly lumpSum: { readonly amount: string; readonly source: string } | null;
  /** The statute, and where the rates come from. */
  readonly sources: readonly Source[];
}

/** What the caller asks for beside the debt itself; `rate` is the contract's, percent a year. */
export interface LawAsked {
  readonly jurisdiction: string | undefined;
  readonly debtorType: string | undefined;
  readonly rate: string | undefined;
}

export interface AmountAsked extends LawAsked {
  readonly amount: string;
  readonly due: Day;
  readonly payments: readonly { readonly day: Day; readonly amount: string }[];
  readonly currency: string | null;
  readonly asOf: Day;
}

export interface DocumentAsked extends LawAsked {
  readonly document: string;
  readonly account: string | undefined;
  /** The day of the creditor who owns the account. */
  readonly asOf: (creditor: string) => Promise<Day>;
}

/** `due` is the printed day. */
type Debt = Pick<InterestRequest, "due" | "amountMinor" | "payments" | "free">;
type Loaded = Awaited<ReturnType<typeof decideBesideOthers>>;

const DEBTOR_TYPES: readonly DebtorType[] = ["company", "sole-trader", "consumer", "public", "unknown"];

/** Interest on an amount that no ledger knows. @throws UserError for what cannot be read, and where interest is refused */
export async function interestOnAmount(asked: AmountAsked): Promise<InterestDocument> {
  const { jurisdiction } = asked;
  if (jurisdiction === undefined) throw new UserError("jurisdiction-missing", "Name the law that governs the claim: --jurisdiction de.");
  const laws = await jurisdictions();
  const currency = asked.currency ?? lawOf(laws, jurisdiction)?.currency ?? "EUR";
  const minor = (option: string, text: string) => {
    const amount = parseMinor(text, currency);
    if (amount !== null && amount > 0n) return amount;
    throw new UserError("amount-invalid", `${option} "${text}" is no amount in ${currency}. Write it like 1234.50.`);
  };
  const payments = asked.payments.map(({ day, amount }) => ({ day, amountMinor: minor("--payment", amount) }));
  const debt = { due: asked.due, amountMinor: minor("--amount", asked.amount), payments };
  const isBusinessDay = businessDays(lawOf(laws, jurisdiction)?.country ?? jurisdiction, null);
  return present([debt], { ...asked, jurisdiction, debtorType: asked.debtorType ?? "company", isBusinessDay }, currency, asked.asOf, laws);
}

/**
 * Interest on a document of the ledger, over its part payments, as a letter of the day charges it: at the rate of the contract where the
 * account's procedure names one and no other law is asked for, and none on what is in dispute, or under a plan that waives it.
 * @throws UserError as above; `document-unknown`, `document-ambiguous`
 */
export async function interestOnDocument(store: Store, asked: DocumentAsked): Promise<InterestDocument> {
  const { decided, asOf } = await inTransaction(store, async (client) => {
    const named = asked.account === undefined ? null : await resolveAccount(client, asked.account);
    const holders = named === null ? await findAccountsOfDocument(client, asked.document) : [named];
    if (holders.length > 1) {
      const list = holders.map((id) => `A${id}`).join(", ");
      throw new UserError("document-ambiguous", `${holders.length} accounts have a document "${asked.document}": name one with --account (${list}).`);
    }
    const [found] = await findAccounts(client, holders);
    if (!found) throw new UserError("document-unknown", `No account has a document "${asked.document}".`);
    const day = await asked.asOf(found.creditor);
    return { decided: await decideBesideOthers(client, found.id, day), asOf: day };
  });
  const { account, procedure, rules } = decided;
  const debts = debtsOf(decided, asked.document, asOf);
  if (debts.length === 0) throw new UserError("document-unknown", `Account A${account.id} has no document "${asked.document}" on ${asOf}.`);
  const creditor = await loadCreditor(store, account.creditor);
  const jurisdiction = asked.jurisdiction ?? creditor.claimLaw ?? creditor.country;
  if (jurisdiction === null) {
    throw new UserError(
      "jurisdiction-missing",
      `Creditor "${account.creditor}" has no country: name the law with --jurisdiction, or set it with \`firmly settings set country\`.`,
    );
  }
  const { interest } = procedure.charges;
  const agreed = asked.jurisdiction === undefined && typeof interest === "object" ? interest.rate : undefined;
  const governed = { jurisdiction, rate: asked.rate ?? agreed, debtorType: asked.debtorType ?? account.type, isBusinessDay: rules.isBusinessDay };
  return present(debts, governed, account.currency, asOf, await jurisdictions());
}

/** A document's items, each with what was paid of it and when; one that is paid in instalments has several. */
function debtsOf({ entries, view, procedure, rules }: Loaded, document: string, asOf: Day): Debt[] {
  const newest = new Map<number, DocumentEntry>();
  for (const entry of entries) {
    if (!isDocument(entry) || entry.document !== document || entry.knownOn > asOf) continue;
    if ((entry.kind === "invoice" || entry.kind === "fee") && entry.id >= (newest.get(entry.item)?.id ?? 0)) newest.set(entry.item, entry);
  }
  const { allocated, items } = view.ledger;
  const context = contextOf(view, procedure, rules, asOf);
  return [...newest.values()].map(({ item, due, issued, amountMinor }) => {
    const parts = allocated.filter((part) => part.item === item);
    // What a credit memo takes off was never owed.
    const remitted = sumMinor(parts.filter(({ isRemission }) => isRemission).map((part) => part.amountMinor));
    const paid = parts.filter(({ isRemission }) => !isRemission);
    const payments = paid.map((part) => ({ day: part.bookedOn, amountMinor: part.amountMinor }));
    const open = items.find((each) => each.item === item);
    return { due: due ?? issued, amountMinor: amountMinor - remitted, payments, free: open ? interestFree(open, context) : [] };
  });
}

type Governed = Pick<LawAsked, "rate"> & { readonly jurisdiction: string; readonly debtorType: string; readonly isBusinessDay: IsBusinessDay };

function present(debts: readonly Debt[], asked: Governed, currency: string, to: Day, laws: ReadonlyMap<string, Jurisdiction>): InterestDocument {
  const debtorType = typeOf(asked.debtorType);
  const law = governing(asked, debtorType, to, laws);
  const segments: InterestSegment[] = [];
  const sources: Source[] = [law.interest.source];
  for (const debt of debts) {
    const due = lawfulDue(law, debt.due, asked.isBusinessDay);
    const answer = lateInterest({ law, ...debt, due, from: null, to });
    if ("refused" in answer) throw new UserError(answer.refused, `No interest under the law of "${law.jurisdiction}": ${answer.detail}.`);
    segments.push(...answer.segments);
    sources.push(...(law.closedDueDay && due !== debt.due ? [law.closedDueDay] : []), ...usedRates(law, due, answer.segments).flatMap((row) => row.sources));
  }
  const sum = lumpSum(law, sumMinor(debts.map(({ amountMinor }) => amountMinor)), currency);
  const money = (minor: bigint) => formatMinor(minor, currency);
  return {
    total: money(sumMinor(segments.map(({ amountMinor }) => amountMinor))),
    segments: segments.map(({ from, to: last, days, rate, amountMinor, source, principalMinor }) => ({
      from,
      to: last,
      days,
      rate,
      amount: money(amountMinor),
      source,
      principal: money(principalMinor),
    })),
    currency,
    jurisdiction: law.jurisdiction,
    debtorType,
    start: law.startNote ?? null,
    // What is not late, or never was, owes none.
    lumpSum: "refused" in sum || segments.length === 0 ? null : { amount: money(sum.amountMinor), source: sum.source.title },
    sources: [...new Map(sources.map((source) => [source.url, source])).values()],
  };
}

function typeOf(named: string): DebtorType {
  const found = DEBTOR_TYPES.find((type) => type === named);
  if (found) return found;
  throw new UserError("debtor-type-unknown", `--debtor-type "${named}" is none of ${DEBTOR_TYPES.join(", ")}.`);
}

function governing({ jurisdiction, rate }: Governed, type: DebtorType, day: Day, laws: ReadonlyMap<string, Jurisdiction>): ClaimLaw {
  const law = claimLaw(laws, jurisdiction, type, day);
  if (rate !== undefined) {
    const percent = parseDecimal(rate);
    if (!percent || percent.digits < 0n) throw new UserError("rate-invalid", `--rate "${rate}" is no rate. Write it as percent a year, such as 9 or 8.5.`);
    return withContractRate(law, rate);
  }
  if (law) return law;
  const known = [...laws.keys()].join(", ");
  const file = lawOf(laws, jurisdiction);
  if (file) throw new UserError("law-missing", `The law of ${file.name} is not on file for ${day}.`);
  const named = resolveCountry(jurisdiction) === null ? `--jurisdiction "${jurisdiction}" is not known.` : `No law of "${jurisdiction}" is on file.`;
  throw new UserError("jurisdiction-unknown", `${named} On file: ${known}. With a rate of the contract: --rate PERCENT.`);
}
