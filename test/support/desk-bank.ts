import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { addDays, type Day } from "../../src/core/values/day.ts";
import { acceptCash, dismissCash, undoCash } from "../../src/runs/cash-desk.ts";
import { listCash } from "../../src/runs/cash-list.ts";
import { importFiles } from "../../src/runs/import-run.ts";
import type { Store } from "../../src/store/database.ts";

/** What a story's bank needs of the desk. */
interface BankDesk {
  readonly store: Store;
  readonly folder: string;
  day: Day;
  seen: string[];
  bank: Bank;
}

/** The bank's own book: its statements follow each other, each of one day. */
export interface Bank {
  balance: number;
  number: number;
  closed: Day | null;
  last: string;
}

export const newBank = (): Bank => ({ balance: 100_000, number: 0, closed: null, last: "" });

const IBAN = "GB29NWBK60161331926819";
const OTHER = "GB94BARC10201530093459";

type Do = (words: RegExpExecArray, desk: BankDesk) => Promise<void>;

export const BANK_SENTENCES: readonly (readonly [RegExp, Do])[] = [
  [/^the bank shows nothing$/, (_, d) => statement(d, [])],
  [/^the bank shows (.+ from .+)$/, (w, d) => statement(d, w[1]!.split(" and ").map(readMovement))],
  [/^a statement of ([\d.]+) from .+ is lost$/, async (w, d) => move(d.bank, d.day, cents(w[1]!))],
  [/^the same statement again$/, (_, d) => importStatement(d)],
  [/^accept (T\d+)(?: for (\S+) of (\S+))?$/, (w, d) => accept(d, w[1]!, w[3], w[2])],
  [/^undo (T\d+)$/, async (w, d) => void (await undoCash(d.store, { id: w[1]!, by: "Ann", asOf: d.day }))],
  [/^dismiss (T\d+): (.+)$/, async (w, d) => void (await dismissCash(d.store, { id: w[1]!, reason: w[2]!, by: "Ann", asOf: d.day }))],
  [/^what waits$/, waits],
];

interface Movement {
  readonly amount: number;
  readonly name: string;
  readonly iban: string;
  readonly text: string;
  readonly isReturn: boolean;
}

/** "120.00 from Debtor D Ltd: invoice A"; "120.00 back from ..." is money of a debtor's that the bank took back. */
function readMovement(words: string): Movement {
  const match = /^([\d.]+)( back)? from ([^:]+?)(?: \((\S+)\))?(?:: (.*))?$/.exec(words.trim());
  if (!match) throw new Error(`a story's bank has no movement "${words}"`);
  return { amount: cents(match[1]!), isReturn: match[2] !== undefined, name: match[3]!, iban: match[4] ?? OTHER, text: match[5] ?? "" };
}

function cents(amount: string): number {
  return Math.round(Number(amount) * 100);
}

function money(minor: number): string {
  return (minor / 100).toFixed(2).replace(".", ",");
}

function short(day: Day): string {
  return day.slice(2).replaceAll("-", "");
}

function move(bank: Bank, day: Day, amount: number): void {
  Object.assign(bank, { balance: bank.balance + amount, number: bank.number + 1, closed: day });
}

/** Writes the day's statement as MT940, as a bank does, and imports it. */
async function statement(desk: BankDesk, movements: readonly Movement[]): Promise<void> {
  const { bank, day } = desk;
  const opened = bank.closed ?? addDays(day, -1);
  const lines = [`:20:STORY`, `:25:${IBAN}`, `:28C:${bank.number + 1}/1`, `:60F:C${short(opened)}GBP${money(bank.balance)}`];
  for (const { amount, name, iban, text, isReturn } of movements) {
    lines.push(`:61:${short(day)}${isReturn ? "RC" : "C"}${money(amount)}NTRFNONREF`, `:86:166?00TRANSFER?20SVWZ+${text}?31${iban}?32${name}`);
  }
  move(
    bank,
    day,
    movements.reduce((sum, { amount, isReturn }) => sum + (isReturn ? -amount : amount), 0),
  );
  bank.last = `${[...lines, `:62F:C${short(day)}GBP${money(bank.balance)}`, "-"].join("\n")}\n`;
  await importStatement(desk);
}

async function importStatement({ store, folder, day, seen, bank }: BankDesk): Promise<void> {
  const path = join(folder, "statement.sta");
  writeFileSync(path, bank.last);
  const report = await importFiles(store, { files: [path], asOf: day, creditor: "default" });
  const [file] = report.files;
  seen.push(`new ${file!.new}, known ${file!.known}`, `matched ${file!.matched}, proposed ${file!.proposed}, unapplied ${file!.unapplied}`);
  seen.push(...file!.problems.map(({ code }) => `problem ${code}`));
}

async function accept({ store, day, seen }: BankDesk, id: string, account: string | undefined, documents: string | undefined): Promise<void> {
  const accepted = await acceptCash(store, { id, by: "Ann", asOf: day, ...(account !== undefined && { account, documents: documents!.split("+") }) });
  seen.push(
    `booked ${accepted.rule}: ${accepted.allocations.map(({ document, amount }) => `${document} ${amount}`).join(", ")}`,
    `on account ${accepted.onAccount}`,
  );
}

async function waits(_words: RegExpExecArray, { store, day, seen }: BankDesk): Promise<void> {
  const { proposed, unapplied } = await listCash(store, { creditor: "default", asOf: day, limit: 100 });
  for (const { id, proposals } of proposed) {
    const [{ account: _account, debtor, rule, allocations }] = proposals as [(typeof proposals)[number]];
    seen.push(`${id} for ${debtor.id} by ${rule}${allocations.map(({ document }) => ` ${document}`).join("")}`);
  }
  seen.push(...unapplied.map(({ id }) => `${id} of nobody`));
  if (proposed.length + unapplied.length === 0) seen.push("nothing waits");
}
