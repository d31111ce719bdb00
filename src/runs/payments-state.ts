import type { ClientBase } from "pg";
import { businessDayBefore } from "../core/values/business-days.ts";
import { addDays, type Day } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import { bankDays } from "../jurisdictions/calendar.ts";
import { loadClosings, loadPostedThrough } from "../store/decision-store.ts";
import { loadProcedureBook } from "./procedure-book.ts";

/** Up to when a creditor's payments are posted, and what would have to be imported before firm letters leave (R25). */
export interface PaymentsState {
  readonly through: Day | null;
  /** What tells it: the closings of bank accounts, or the newest import of the ledger. */
  readonly by: "bank" | "ledger";
  /** Second letters and what follows them need payments up to this day. */
  readonly needed: Day;
  /** Where bank accounts tell it: each of them. */
  readonly accounts: readonly AccountState[];
}

export interface AccountState {
  readonly id: string;
  readonly iban: string | null;
  readonly through: Day | null;
  /** It lacks a statement: second letters wait for it. */
  readonly lags: boolean;
}

export async function paymentsState(client: Pick<ClientBase, "query">, creditor: Creditor, asOf: Day): Promise<PaymentsState> {
  const known = (await loadPostedThrough(client, asOf)).get(creditor.id) ?? { through: null, by: "ledger" };
  const { through, by } = known;
  if (by === "ledger") {
    const { freshness } = (await loadProcedureBook(client, asOf)).find(creditor.procedures["*"] ?? "standard");
    return { through, by, needed: addDays(asOf, -freshness.ledgerAgeDays), accounts: [] };
  }
  const needed = businessDayBefore(bankDays(creditor.country, creditor.region), asOf);
  const closings = await loadClosings(client, creditor.id, asOf);
  const own = creditor.bankAccounts.map(({ id, iban }) => ({ id, iban: iban as string | null }));
  const accounts = own.length > 0 ? own : [...closings.keys()].map((id) => ({ id, iban: null }));
  return {
    through,
    by,
    needed,
    accounts: accounts.map(({ id, iban }) => {
      const own = closings.get(id) ?? null;
      return { id, iban, through: own, lags: own === null || own < needed };
    }),
  };
}

/** What has to be imported, or stated, before second letters leave; `bankAccount` null: the ledger. */
export interface ToImport {
  readonly bankAccount: string | null;
  readonly through: Day | null;
  readonly needed: Day;
}

export function toImport({ through, by, needed, accounts }: PaymentsState): ToImport[] {
  if (by === "ledger") return through !== null && through >= needed ? [] : [{ bankAccount: null, through, needed }];
  return accounts.filter(({ lags }) => lags).map((each) => ({ bankAccount: each.id, through: each.through, needed }));
}
