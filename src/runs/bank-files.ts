import type { Creditor } from "../core/values/party.ts";
import type { Problem, ReadBatch } from "../imports/contract.ts";
import type { StagedStatement } from "../store/bank-store.ts";
import type { StagedTransaction } from "../store/ledger-stage.ts";

/** Collects the statements of one file, while their transactions pass on to the stage, with the account that they are of. */
export class BankFile {
  readonly #file: number;
  readonly #creditor: Creditor;
  readonly #named: string | null;
  readonly #statements = new Map<number, StagedStatement>();
  readonly #unknown = new Map<string, number>();

  /** @param named the account that the user says the file is of, where the file does not say */
  constructor(file: number, creditor: Creditor, named: string | null) {
    this.#file = file;
    this.#creditor = creditor;
    this.#named = named;
  }

  take({ statements = [] }: ReadBatch): StagedTransaction[] {
    return statements.flatMap((piece) => {
      const { ordinal, line, currency, kind, number, opening, closing, transactions } = piece;
      const before = this.#statements.get(ordinal);
      const account = before?.account ?? this.#accountOf(piece.account, currency, line);
      this.#statements.set(ordinal, {
        file: this.#file,
        line: before?.line ?? line,
        ordinal,
        account,
        currency,
        kind,
        number: number ?? before?.number,
        opening: before?.opening ?? opening,
        closing: closing ?? before?.closing,
        transactions: (before?.transactions ?? 0) + transactions.length,
      });
      return transactions.map((transaction) => ({ ...transaction, statement: ordinal, account, currency }));
    });
  }

  get statements(): StagedStatement[] {
    return [...this.#statements.values()];
  }

  /** Accounts that the settings do not have: what is paid into them is applied all the same, but they tell no day (R25). */
  get problems(): Problem[] {
    return [...this.#unknown].map(([account, line]) => ({
      line,
      code: "bank-account-unknown",
      severity: "warning",
      message: account
        ? `The creditor's settings have no bank account ${account}. Its money is applied, but its closing day does not count. Add it under bankAccounts if it is yours.`
        : "The file does not say which bank account it is of, so that its closing day does not count. Name it with --bank-account.",
    }));
  }

  /**
   * The id in the settings of the account with this IBAN, or of which this is the number; else what the file says. One number
   * may stand for an account in each of several currencies, and the closing days of one tell nothing of the others.
   */
  #accountOf(told: string, currency: string, line: number): string {
    const { bankAccounts } = this.#creditor;
    const said = told === "" ? (this.#named ?? onlyOne(bankAccounts, currency)) : told;
    const plain = digits(said);
    const own = bankAccounts.filter((account) => account.currency === currency);
    const found = own.find(({ id, iban }) => id === said || (plain !== "" && (digits(iban) === plain || isNumberOf(plain, digits(iban)))));
    if (found) return found.id;
    if (bankAccounts.length > 0 || said === "") this.#unknown.set(said, this.#unknown.get(said) ?? line);
    return said;
  }
}

function onlyOne(accounts: Creditor["bankAccounts"], currency: string): string {
  const own = accounts.filter((account) => account.currency === currency);
  return own.length === 1 ? own[0]!.id : "";
}

function digits(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, "").toUpperCase();
}

/** MT940 names an account by bank code and number ("10020030/1234567"): all of it stands in the IBAN's end, with zeros between. */
function isNumberOf(plain: string, iban: string): boolean {
  const number = plain.replace(/(EUR|CHF|USD|GBP)$/, "").replace(/^0+/, "");
  if (number.length < 6 || !/^\d+$/.test(number)) return false;
  if (iban.endsWith(number)) return true;
  // The bank code in front, the number with leading zeros behind.
  for (let split = 4; split <= number.length - 4; split++) {
    const tail = iban.slice(4);
    if (tail.startsWith(number.slice(0, split)) && tail.slice(split).replace(/^0+/, "") === number.slice(split).replace(/^0+/, "")) return true;
  }
  return false;
}
