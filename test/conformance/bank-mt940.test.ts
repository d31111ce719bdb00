import { existsSync, readFileSync } from "node:fs";
import { expect } from "vitest";
import { parseDocument } from "yaml";
import { expectSound, readBankFile, type WholeStatement } from "../support/bank-files.ts";
import { conformFiles, type Verdict } from "../support/conformance-table.ts";

/** What is no statement: licences, expected values, pictures. */
const isStatement = (name: string) => !/\.(yml|json|bmp)$|licen[sc]e|requirements/i.test(name);

/** What the lines of a file say, read in the plainest way: an oracle of its own. */
interface Plain {
  readonly movements: bigint[];
  /** Of each message: what is missing for it to add up; undefined where it lacks one of its balances. */
  readonly gaps: (bigint | undefined)[];
  readonly strays: boolean;
  readonly isReport: boolean;
}

function centsOf(text: string): bigint {
  const [whole = "0", fraction = ""] = text.split(",");
  return BigInt(whole + fraction.padEnd(2, "0"));
}

function readPlainly(text: string): Plain {
  const messages = text.split(/^(?:\{.*\{4:\s*)?(?=:20:)/m);
  const strays = /^:\d\d[A-Z]?:/m.test(messages[0]!) && !messages[0]!.startsWith(":20:");
  const all: bigint[] = [];
  const gaps = messages
    .filter((message) => message.startsWith(":20:"))
    .map((message) => {
      const balance = (tag: string) => {
        const match = new RegExp(`^:${tag}[FM]?:([CD])\\d{6}(?:[A-Z]{3})?([\\d,]+)\\s*$`, "m").exec(message);
        return match ? centsOf(match[2]!) * (match[1] === "C" ? 1n : -1n) : undefined;
      };
      const moved = [...message.matchAll(/^:61:\d{6}(?:\d{4}| {4})?\s*(R?)([CD])[A-Z]?\s*(\d[\d,]*)/gm)].map(
        ([, back, side, amount]) => centsOf(amount!) * ((side === "C") === (back === "") ? 1n : -1n),
      );
      all.push(...moved);
      const [opening, closing] = [balance("60"), balance("62")];
      return opening === undefined || closing === undefined ? undefined : closing - opening - moved.reduce((sum, each) => sum + each, 0n);
    });
  return { movements: all.filter((amount) => amount !== 0n), gaps, strays, isReport: /^:34F:/m.test(text) };
}

/** Why a refusal is right. What is named here must hold of the file's own lines. */
const REASONS: Record<string, (plain: Plain, text: string) => boolean> = {
  "statement-unbalanced": ({ gaps }) => gaps.some((gap) => gap !== undefined && gap !== 0n),
  "mt940-closing-missing": ({ gaps }) => gaps.some((gap) => gap === undefined),
  "mt940-opening-missing": ({ gaps }) => gaps.some((gap) => gap === undefined),
  "mt940-field-outside": ({ strays }, text) => strays || /^-\s*\n(?:.*\n)?:61:/m.test(text) || /^:NS:\s*$/.test(text),
  "mt940-empty": ({ movements }) => movements.length === 0,
  "mt940-movement-unreadable": (_, text) => /^:61:\d{2}(?:1[3-9]|[2-9]\d)/m.test(text),
  "mt940-field-order": (_, text) => /^:61:[^\n]*\n:25:/m.test(text),
  "statement-totals-differ": (_, text) => /^:90D:1EUR2,30/m.test(text) && /^:61:\d{10}D0,42/m.test(text),
  // A list of numbers without one field: the format of tables says so.
  "heading-unknown": (_, text) => !/^:\d\d/m.test(text),
};

async function check(path: string, expected: (statements: readonly WholeStatement[]) => void): Promise<Verdict> {
  const text = readFileSync(path, "latin1").replace(/\r\n?/g, "\n").replaceAll("\x1a", "");
  const plain = readPlainly(text);
  const { format, statements, refused, problems } = await readBankFile(path);
  if (refused !== null) {
    const [problem] = problems.filter(({ severity }) => severity !== "warning");
    expect(problem!.message).toMatch(/\.$/);
    expect(REASONS[refused], `no reason is known for ${refused}`).toBeDefined();
    expect(REASONS[refused]!(plain, text), `${refused}: ${problem!.message}`).toBe(true);
    return "refused";
  }
  expect(format).toBe("mt940");
  expectSound(statements);
  expect(statements.flatMap(({ transactions }) => transactions.map(({ amountMinor }) => amountMinor))).toEqual(plain.movements);
  expect(plain.isReport || plain.gaps.every((gap) => gap === 0n)).toBe(true);
  expected(statements);
  return "read";
}

interface Expected {
  readonly amountMinor: bigint;
  readonly value: string;
  readonly booked?: string | undefined;
  readonly bankReference?: string | undefined;
  readonly name?: string | undefined;
}

function compare(statements: readonly WholeStatement[], expected: readonly Expected[]): void {
  const read = statements.flatMap(({ transactions }) => transactions);
  expect(read.map(({ amountMinor, value }) => [amountMinor, value])).toEqual(expected.map(({ amountMinor, value }) => [amountMinor, value]));
  for (const [at, { booked, bankReference, name }] of expected.entries()) {
    if (booked) expect(read[at]!.booked).toBe(booked);
    if (bankReference) expect(read[at]!.bankReference).toBe(bankReference);
    if (name) expect((read[at]!.payer.name ?? "").replace(/\s/g, "")).toBe(name.replace(/\s/g, ""));
  }
}

/** wolph: Python objects; a day is four bytes. */
function wolph(path: string): Expected[] {
  const document = parseDocument(readFileSync(path, "utf8"), { schema: "yaml-1.1", logLevel: "silent" });
  const { transactions } = document.toJS({ maxAliasCount: 10_000 }) as { transactions: { data: Record<string, unknown> }[] };
  return transactions.flatMap(({ data }) => {
    const amount = (data.amount as { amount: [string] } | undefined)?.amount[0];
    if (amount === undefined || Number(amount) === 0) return [];
    const reference = data.bank_reference;
    const bank = typeof reference === "string" && !/^(NONREF)?$/.test(reference) ? reference : undefined;
    // Its own sign takes no account of reversals: RC is a debit.
    const sign = /^(C|RD)$/.test(String(data.status)) ? 1 : -1;
    return [
      { amountMinor: BigInt(sign * Math.round(Math.abs(Number(amount)) * 100)), value: day(data.date)!, booked: day(data.entry_date), bankReference: bank },
    ];
  });
}

function day(value: unknown): string | undefined {
  const [bytes] = Array.isArray(value) ? value : [];
  if (!(bytes instanceof Uint8Array)) return undefined;
  const [high, low, month, date] = [...bytes] as [number, number, number, number];
  return `${high * 256 + low}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

/** betterplace: Ruby objects, a line and what stands below it. */
function betterplace(path: string): Expected[] {
  const document = parseDocument(readFileSync(path, "utf8"), { logLevel: "silent" });
  const fields = (document.toJS() as Record<string, unknown>[][]).flat();
  const found: Expected[] = [];
  for (const field of fields) {
    if ("funds_code" in field && "amount" in field) {
      const sign = /^:(credit|return_debit)$/.test(String(field.funds_code)) ? 1n : -1n;
      found.push({
        amountMinor: sign * BigInt(String(field.amount)),
        value: String(field.date),
        booked: typeof field.entry_date === "string" ? field.entry_date : undefined,
      });
    } else if ("account_holder" in field && found.length > 0) {
      found[found.length - 1] = { ...found.at(-1)!, name: String(field.account_holder) || undefined };
    }
  }
  return found;
}

function webschik(path: string): Expected[] {
  const statements = JSON.parse(readFileSync(path, "utf8")) as {
    transactions: { amount: number; isCredit: boolean; valueDate: string; entryDate: string; bankReference: string }[];
  }[];
  return statements.flatMap(({ transactions }) =>
    transactions.map(({ amount, isCredit, valueDate, entryDate, bankReference }) => ({
      amountMinor: BigInt(Math.round(amount * 100)) * (isCredit ? 1n : -1n),
      value: valueDate,
      booked: entryDate || undefined,
      bankReference: bankReference || undefined,
    })),
  );
}

function withExpected(ending: string, read: (path: string) => Expected[]) {
  return (path: string): Promise<Verdict> => {
    const beside = path.replace(/\.[A-Za-z0-9]+$/, ending);
    return check(path, (statements) => {
      // Some of them hold a message's head only.
      const expected = existsSync(beside) ? read(beside) : [];
      if (expected.length > 0) compare(statements, expected);
    });
  };
}

const alone = (path: string): Promise<Verdict> => check(path, () => {});

conformFiles("mt940", "bank-mt940-wolph", isStatement, withExpected(".yml", wolph));
conformFiles("mt940", "bank-mt940-betterplace", isStatement, withExpected(".yml", betterplace));
conformFiles("mt940", "bank-mt940-webschik", isStatement, withExpected(".json", webschik));
conformFiles("mt940", "bank-mt940-cmxl", isStatement, alone);
conformFiles("mt940", "bank-mt940-jejik", isStatement, alone);
conformFiles("mt940", "bank-mt940-tryton", isStatement, alone);
conformFiles("mt940", "bank-mt940-zilverline", isStatement, alone);
