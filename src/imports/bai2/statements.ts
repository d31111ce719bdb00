import { type Day, parseDay } from "../../core/values/day.ts";
import { Refusal } from "../refusal/refusal.ts";
import type { StatementStream } from "../bank/statement-stream.ts";
import type { ReadStatement } from "../contract.ts";
import { isCurrency } from "../bank/currency.ts";
import { amountOf, type Bai2Record, dayTextOf, fieldsOf, fundsFields } from "./records.ts";
import { readTransaction } from "./transaction.ts";

/** What a trailer adds up: the amounts, the records with their continuations, the parts one level below. */
interface Control {
  sum: bigint;
  records: number;
  parts: number;
}

interface Group {
  readonly day: Day;
  readonly currency: string;
  readonly kind: ReadStatement["kind"];
}

const OPENING = "010";
const CLOSING = "015";
const DEFAULT_CURRENCY = "USD";
const SAME_DAY = "3";

/** Puts records together to statements, one for each account of each group, and checks every trailer's totals. */
export class Accounts {
  readonly #out: StatementStream;
  #file: Control | null = null;
  #group: (Group & Control) | null = null;
  #account: (Control & { readonly day: Day; readonly closing: bigint | null }) | null = null;
  #files = 0;

  constructor(out: StatementStream) {
    this.#out = out;
  }

  /** @throws Refusal where records are out of order, or a total is not what was read */
  push(record: Bai2Record): void {
    const { code, line } = record;
    const open = this.#account ?? this.#group ?? this.#file;
    if (code === "01") {
      if (open) throw outOfOrder(line, code);
      this.#file = noControl();
      this.#files++;
    } else if (code === "02") {
      if (!this.#file || this.#group) throw outOfOrder(line, code);
      this.#group = { ...readGroup(record), ...noControl() };
    } else if (code === "03") {
      if (!this.#group || this.#account) throw outOfOrder(line, code);
      this.#openAccount(record, this.#group);
    } else if (code === "16") {
      if (!this.#account) throw outOfOrder(line, code);
      const { amountMinor, transaction } = readTransaction(record, this.#account.day);
      this.#account.sum += amountMinor;
      if (transaction) this.#out.add(transaction);
    } else this.#trailer(record);
    const counted = code === "01" ? this.#file : code === "02" ? this.#group : code === "03" || code === "16" ? this.#account : null;
    if (counted) counted.records += record.parts.length;
  }

  finish(line: number): void {
    if (this.#file) throw new Refusal("bai2-trailer-missing", line, "The file ends without its trailer (99): it is cut off. Fetch the whole file again.");
    if (this.#files === 0) throw new Refusal("bai2-empty", 1, "The file holds no BAI2 record. Fetch it again.");
  }

  #openAccount(record: Bai2Record, group: Group): void {
    const { line } = record;
    const [account = "", currency = "", ...rest] = fieldsOf(record);
    if (account === "") throw new Refusal("bai2-account-missing", line, "The record 03 names no account. Fetch the file again.");
    const code = (currency || group.currency).toUpperCase();
    if (!isCurrency(code)) throw new Refusal("bai2-currency-unreadable", line, `"${code.slice(0, 10)}" is no currency. Fetch the file again.`);
    const { balances, sum } = readSummaries(rest, line);
    const opening = balances.get(OPENING);
    this.#account = { ...noControl(), sum, day: group.day, closing: balances.get(CLOSING) ?? null };
    this.#out.begin({ line, account, currency: code, kind: group.kind, opening: opening === undefined ? undefined : { day: group.day, amountMinor: opening } });
  }

  #trailer(record: Bai2Record): void {
    const { code, line } = record;
    const [total = "", ...counts] = fieldsOf(record);
    if (code === "49") {
      if (!this.#account) throw outOfOrder(line, code);
      this.#account.records += record.parts.length;
      check(record, this.#account, total, [["records", counts[0]]]);
      const { closing, day } = this.#account;
      this.#out.end(closing === null ? undefined : { day, amountMinor: closing });
      addTo(this.#group!, this.#account);
      this.#account = null;
    } else if (code === "98") {
      if (!this.#group || this.#account) throw outOfOrder(line, code);
      this.#group.records += record.parts.length;
      check(record, this.#group, total, [
        ["parts", counts[0]],
        ["records", counts[1]],
      ]);
      addTo(this.#file!, this.#group);
      this.#group = null;
    } else {
      if (!this.#file || this.#group) throw outOfOrder(line, code);
      this.#file.records += record.parts.length;
      check(record, this.#file, total, [
        ["parts", counts[0]],
        ["records", counts[1]],
      ]);
      this.#file = null;
    }
  }
}

function noControl(): Control {
  return { sum: 0n, records: 0, parts: 0 };
}

function addTo(whole: Control, part: Control): void {
  whole.sum += part.sum;
  whole.records += part.records;
  whole.parts++;
}

/** Totals that a trailer leaves empty are not told. */
function check({ line, code }: Bai2Record, read: Control, total: string, counts: readonly (readonly ["records" | "parts", string | undefined])[]): void {
  if (total !== "" && amountOf(total, line) !== read.sum) {
    throw new Refusal(
      "bai2-total-differs",
      line,
      `The trailer ${code} says that the amounts above it sum to ${total}, and they sum to ${read.sum}. Fetch the file again: it is incomplete, or was changed.`,
    );
  }
  for (const [what, told] of counts) {
    if (!told || Number(told) === read[what]) continue;
    const name = what === "records" ? "records" : code === "98" ? "accounts" : "groups";
    throw new Refusal(
      "bai2-count-differs",
      line,
      `The trailer ${code} counts ${told.slice(0, 20)} ${name}, and there are ${read[what]}. Fetch the file again: it is incomplete, or was changed.`,
    );
  }
}

function readGroup(record: Bai2Record): Group {
  const { line } = record;
  const [, , status = "", asOf, , currency = "", modifier = ""] = fieldsOf(record);
  if (status === "4") throw new Refusal("bai2-test", line, "The bank marked this group as a test (status 4). Fetch the real file.");
  if (status === "2")
    throw new Refusal(
      "bai2-deletion",
      line,
      "The bank takes an earlier group back (status 2): there is nothing to import. Undo the import of the earlier file.",
    );
  const day = parseDay(dayTextOf(asOf));
  if (!day)
    throw new Refusal(
      "bai2-date-unreadable",
      line,
      `"${(asOf ?? "").slice(0, 20)}" is no day: the record 02 needs the day that it is of (261231). Fetch the file again.`,
    );
  return { day, currency: currency || DEFAULT_CURRENCY, kind: modifier === SAME_DAY ? "report" : "statement" };
}

/** Balances and summaries of a 03: type, amount, number of items, funds type, again and again. All amounts count for the total. */
function readSummaries(fields: readonly string[], line: number): { balances: Map<string, bigint>; sum: bigint } {
  const balances = new Map<string, bigint>();
  let sum = 0n;
  for (let at = 0; at < fields.length; ) {
    const type = fields[at]!;
    // Many banks write a comma too many at a line's end.
    if (type === "") {
      at++;
      continue;
    }
    if (!/^\d{3}$/.test(type))
      throw new Refusal(
        "bai2-summary-unreadable",
        line,
        `"${type.slice(0, 20)}" stands where the type of a balance should (three digits). Fetch the file again.`,
      );
    const amount = amountOf(fields[at + 1] ?? "", line);
    if (fields[at + 1]) balances.set(type, amount);
    sum += amount;
    const funds = fields[at + 3] ?? "";
    at += 4 + fundsFields(funds, fields[at + 4]);
  }
  return { balances, sum };
}

function outOfOrder(line: number, code: string): Error {
  return new Refusal(
    "bai2-record-order",
    line,
    `The record ${code} stands where none may: headers (01, 02, 03) and trailers (49, 98, 99) do not match. Fetch the file again.`,
  );
}
