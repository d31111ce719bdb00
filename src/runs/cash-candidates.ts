import type { ClientBase } from "pg";
import { documentKey } from "../core/ledger/cash/document-number.ts";
import { numberKeys } from "../core/ledger/cash/number-keys.ts";
import { nameKeys } from "../core/ledger/cash/payer-name.ts";
import { referenceKey, referenceKeys } from "../core/ledger/cash/reference-key.ts";
import { letterReferences } from "../core/values/reference.ts";
import { readDebtorNames, readDocumentNames, readLetterReferences, readPayerNames, readPayers } from "../store/cash-candidates.ts";
import type { OpenTransaction } from "../store/cash-store.ts";
import { hashOf, KeyIndex, THINGS } from "./key-index.ts";

/** A key that leads to more accounts than this tells nothing ("1000"), and is dropped. */
const MOST_ACCOUNTS = 20;
/** So many accounts are looked at for one transaction. */
const MOST_CANDIDATES = 24;

/**
 * Finds the accounts that transactions may belong to: those whose documents, references or letters they name, whose debtor
 * has the payer's name, or for which the payer's IBAN has paid before. Broad on purpose; the pure match decides.
 * The ledger is read once, however many transactions there are, and of them only their keys are kept in memory.
 */
export class CandidateSearch {
  readonly #creditor: string;
  readonly #ids: number[] = [];
  readonly #places = new Map<number, number>();
  readonly #currencies: string[] = [];
  readonly #numbers = new KeyIndex();
  readonly #references = new KeyIndex();
  readonly #names = new KeyIndex();
  /** The accounts of each transaction, by its place. */
  readonly #found: (number[] | undefined)[] = [];
  /** The accounts that a key leads to, by kind, currency and hash: what leads to too many is dropped. */
  /** An account in another currency, one of whose documents a transaction names. */
  readonly #abroad = new Map<number, number>();
  readonly #hits = new Map<string, { readonly holders: readonly number[]; readonly accounts: number[] }>();

  constructor(creditor: string) {
    this.#creditor = creditor;
  }

  add(transaction: OpenTransaction): void {
    const { id, currency, payerName, ultimatePayer } = transaction;
    const place = this.#ids.length;
    if (place >= THINGS) return;
    this.#ids.push(id);
    this.#places.set(id, place);
    this.#currencies.push(currency);
    for (const key of numberKeys(transaction)) this.#numbers.add(key, place);
    for (const key of referenceKeys(transaction)) this.#references.add(key, place);
    for (const key of new Set([payerName, ultimatePayer].flatMap((name) => (name === null ? [] : nameKeys(name))))) this.#names.add(key, place);
  }

  get transactions(): readonly number[] {
    return this.#ids;
  }

  get size(): number {
    return this.#ids.length;
  }

  /** Reads the ledger once, and settles which accounts each transaction may belong to. */
  async search(client: ClientBase): Promise<void> {
    await readDocumentNames(client, this.#creditor, (account, currency, document, references) => {
      this.#hit("number", this.#numbers, documentKey(document), account, currency);
      for (const reference of references) this.#hit("reference", this.#references, referenceKey(reference), account, currency);
    });
    await readLetterReferences(client, this.#creditor, (account, currency, reference) => {
      for (const text of letterReferences(reference)) this.#hit("reference", this.#references, referenceKey(text), account, currency);
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
    await readPayers(client, this.#creditor, (transaction, account) => {
      const place = this.#places.get(transaction);
      if (place !== undefined) this.#note(place, account);
    });
  }

  candidatesOf(transaction: number): readonly number[] {
    return this.#found[this.#places.get(transaction) ?? -1] ?? [];
  }

  /** The account of another currency that a transaction names, where nothing in its own currency may be meant. */
  abroadOf(transaction: number): number | undefined {
    const place = this.#places.get(transaction);
    return place === undefined || this.#found[place] !== undefined ? undefined : this.#abroad.get(place);
  }

  #hit(kind: string, index: KeyIndex, key: string, account: number, currency: string): void {
    if (key === "") return;
    const holders = index.find(key);
    if (holders.length === 0) return;
    const hit = `${kind} ${currency} ${hashOf(key)}`;
    const known = this.#hits.get(hit);
    if (known === undefined) this.#hits.set(hit, { holders, accounts: [account] });
    else if (known.accounts.length <= MOST_ACCOUNTS && !known.accounts.includes(account)) known.accounts.push(account);
  }

  #settle(): void {
    // They are large, and done with.
    for (const each of [this.#numbers, this.#references, this.#names]) each.clear();
    for (const [hit, { holders, accounts }] of this.#hits) {
      if (accounts.length > MOST_ACCOUNTS) continue;
      const [kind, currency] = hit.split(" ", 2);
      for (const place of holders) {
        if (this.#currencies[place] === currency) for (const account of accounts) this.#note(place, account);
        else if (kind !== "name" && accounts.length === 1) this.#abroad.set(place, accounts[0]!);
      }
    }
    this.#hits.clear();
  }

  #note(place: number, account: number): void {
    const before = this.#found[place];
    if (before === undefined) this.#found[place] = [account];
    else if (before.length < MOST_CANDIDATES && !before.includes(account)) before.push(account);
  }
}
