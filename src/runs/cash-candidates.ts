import type { ClientBase } from "pg";
import { documentKey } from "../core/ledger/cash/document-number.ts";
import { numberKeys } from "../core/ledger/cash/number-keys.ts";
import { nameKeys } from "../core/ledger/cash/payer-name.ts";
import { referenceKey, referenceKeys } from "../core/ledger/cash/reference-key.ts";
import { creditorReference } from "../core/values/reference.ts";
import { loadPayers, readDebtorNames, readDocumentNames, readLetterReferences, readPayerNames } from "../store/cash-candidates.ts";
import type { OpenTransaction } from "../store/cash-store.ts";

/** A key that leads to more accounts than this tells nothing ("1000"), and is dropped. */
const MOST_ACCOUNTS = 20;
/** So many accounts are looked at for one transaction. */
const MOST_CANDIDATES = 24;

/** Which transactions hold a key. Most keys are held by one, which then needs no list. */
class Holders {
  readonly #of = new Map<string, number | number[]>();

  add(key: string, transaction: number): void {
    const before = this.#of.get(key);
    if (before === undefined) this.#of.set(key, transaction);
    else if (typeof before === "number") this.#of.set(key, [before, transaction]);
    else before.push(transaction);
  }

  get(key: string): number | number[] | undefined {
    return this.#of.get(key);
  }

  clear(): void {
    this.#of.clear();
  }

  get keys(): IterableIterator<string> {
    return this.#of.keys();
  }
}

/**
 * Finds the accounts that transactions may belong to: those whose documents, references or letters they name, whose debtor
 * has the payer's name, or for which the payer's IBAN has paid before. Broad on purpose; the pure match decides.
 * The ledger is read once, however many transactions there are, and only their keys are kept in memory.
 */
export class CandidateSearch {
  readonly #creditor: string;
  readonly #currencies = new Map<number, string>();
  readonly #numbers = new Holders();
  readonly #references = new Holders();
  readonly #names = new Holders();
  readonly #ibans = new Holders();
  /** By transaction; by key first, because what leads to too many accounts is dropped. */
  readonly #found = new Map<number, number[]>();
  readonly #hits = new Map<string, number[]>();

  constructor(creditor: string) {
    this.#creditor = creditor;
  }

  add(transaction: OpenTransaction): void {
    const { id, currency, payerName, ultimatePayer, payerIban } = transaction;
    this.#currencies.set(id, currency);
    for (const key of numberKeys(transaction)) this.#numbers.add(key, id);
    for (const key of referenceKeys(transaction)) this.#references.add(key, id);
    for (const key of new Set([payerName, ultimatePayer].flatMap((name) => (name === null ? [] : nameKeys(name))))) this.#names.add(key, id);
    if (payerIban !== null) this.#ibans.add(payerIban, id);
  }

  get transactions(): number[] {
    return [...this.#currencies.keys()];
  }

  get size(): number {
    return this.#currencies.size;
  }

  /** Reads the ledger once, and settles which accounts each transaction may belong to. */
  async search(client: ClientBase): Promise<void> {
    await readDocumentNames(client, this.#creditor, (account, currency, document, references) => {
      this.#hit("number", this.#numbers, documentKey(document), account, currency);
      for (const reference of references) this.#hit("reference", this.#references, referenceKey(reference), account, currency);
    });
    await readLetterReferences(client, this.#creditor, (account, currency, reference) => {
      for (const text of [reference, creditorReference(reference)]) this.#hit("reference", this.#references, referenceKey(text), account, currency);
    });
    const hitName = (account: number, currency: string, name: string) => {
      for (const key of nameKeys(name)) this.#hit("name", this.#names, key, account, currency);
    };
    await readDebtorNames(client, this.#creditor, hitName);
    await readPayerNames(client, this.#creditor, hitName);
    this.#settle();
    await this.searchPayers(client);
  }

  /** Finds the accounts that the payers' IBANs have paid for by now; it may be called again when more is posted. */
  async searchPayers(client: ClientBase): Promise<void> {
    for (const { iban, account } of await loadPayers(client, this.#creditor, [...this.#ibans.keys])) {
      for (const transaction of listOf(this.#ibans.get(iban))) this.#note(transaction, account);
    }
  }

  candidatesOf(transaction: number): readonly number[] {
    return this.#found.get(transaction) ?? [];
  }

  #hit(kind: string, holders: Holders, key: string, account: number, currency: string): void {
    if (key === "") return;
    const transactions = holders.get(key);
    if (transactions === undefined) return;
    const place = `${kind} ${currency} ${key}`;
    const accounts = this.#hits.get(place);
    if (accounts === undefined) this.#hits.set(place, [account]);
    else if (accounts.length <= MOST_ACCOUNTS && !accounts.includes(account)) accounts.push(account);
  }

  #settle(): void {
    const all: Record<string, Holders> = { number: this.#numbers, reference: this.#references, name: this.#names };
    for (const [place, accounts] of this.#hits) {
      if (accounts.length > MOST_ACCOUNTS) continue;
      const [kind, currency] = place.split(" ", 2) as [string, string];
      for (const transaction of listOf(all[kind]!.get(place.slice(kind.length + currency.length + 2)))) {
        if (this.#currencies.get(transaction) !== currency) continue;
        for (const account of accounts) this.#note(transaction, account);
      }
    }
    // They are large, and done with.
    for (const each of [this.#numbers, this.#references, this.#names]) each.clear();
    this.#hits.clear();
  }

  #note(transaction: number, account: number): void {
    const before = this.#found.get(transaction);
    if (before === undefined) this.#found.set(transaction, [account]);
    else if (before.length < MOST_CANDIDATES && !before.includes(account)) before.push(account);
  }
}

function listOf(found: number | number[] | undefined): readonly number[] {
  return found === undefined ? [] : typeof found === "number" ? [found] : found;
}
