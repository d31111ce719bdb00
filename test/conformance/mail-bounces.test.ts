import { appendFileSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import type { FailedRecipient, ReadMail } from "../../src/inbox/contract.ts";
import { readMail } from "../../src/inbox/read-mail.ts";
import { describeShared } from "../support/shared-data.ts";

const SET = "mail-bounces-sisimai";
const read = (bytes: Uint8Array): Promise<ReadMail> => readMail(bytes, { lexicons: [], today: "2026-11-24" });

/** A line of labels-dev.csv: one recipient of one file. */
interface Label {
  readonly file: string;
  readonly decoder: string;
  readonly status: string;
  readonly reason: string;
  readonly isHard: boolean;
}

/** Hard or soft where we say otherwise than the label, each with its ground in what the message itself says. They count as wrong in the table all the same. */
const CONTRADICTED: Readonly<Record<string, string>> = {
  "rfc3464-35.eml": "550 'is not a registered gateway user' is for ever",
  "rfc3464-42.eml": "'The account that you tried to reach does not exist' is for ever",
};
/** What no reading can have: a person who forwards a bounce is a person; two mails in one file are one mail. */
const NO_BOUNCE: Readonly<Record<string, string>> = {
  "lhost-sendmail-14.eml": "a person forwards a bounce, quoted: a reply",
  "rfc3464-28.eml": "a second mail is pasted behind the first: a report that all arrived",
};

function labels(csv: string): Map<string, Label[]> {
  const found = new Map<string, Label[]>();
  for (const line of csv.trim().split(/\r?\n/).slice(1)) {
    const [file, decoder, , status, , reason, hard] = line.split(",") as [string, string, string, string, string, string, string];
    found.set(file, [...(found.get(file) ?? []), { file, decoder, status, reason, isHard: hard === "1" }]);
  }
  return found;
}

/** The data set's own codes (x.0.9yy) stand for a reason where a message has no code: of those only the class can be right. */
function isSameCode({ status }: Label, recipient: FailedRecipient | undefined): boolean {
  if (!recipient?.status) return false;
  return /^\d\.0\.9\d\d$/.test(status) ? recipient.status[0] === status[0] : recipient.status === status;
}

interface Count {
  rows: number;
  recipient: number;
  code: number;
  hard: number;
  kind: number;
}

describeShared(SET, (open) => {
  const counts = new Map<string, Count>();
  const differ: string[] = [];
  const byFile = labels(readFileSync(open("labels-dev.csv"), "utf8"));
  const bounces = [...byFile].filter(([, rows]) => rows[0]!.reason !== "vacation");
  const bsd = (name: string): Uint8Array => readFileSync(open(`maildir/bsd/${name}`));

  function count(rows: readonly Label[], mail: ReadMail): void {
    const left = [...mail.recipients];
    const isCounted = left.length === rows.length;
    for (const row of rows) {
      const of = counts.get(row.decoder) ?? { rows: 0, recipient: 0, code: 0, hard: 0, kind: 0 };
      const best = left.findIndex((each) => isSameCode(row, each) && each.permanent === row.isHard);
      const [recipient] = left.splice(Math.max(0, best === -1 ? left.findIndex((each) => isSameCode(row, each)) : best), 1);
      const isHardRight = recipient?.permanent === row.isHard;
      if (!isHardRight) differ.push(`${row.file}: ${row.reason} ${row.status} is ${row.isHard ? "hard" : "soft"} in the labels`);
      of.rows++;
      of.recipient += isCounted ? 1 : 0;
      of.code += isSameCode(row, recipient) ? 1 : 0;
      of.hard += isHardRight ? 1 : 0;
      of.kind += mail.kind === "bounce" || mail.kind === "delay" || (row.reason === "delivered" && mail.kind === "auto-reply") ? 1 : 0;
      counts.set(row.decoder, of);
    }
  }

  test("recipient, code, hard or soft, and kind of the labelled bounces are right in 98 of 100", async () => {
    for (const [file, labelled] of bounces) count(labelled, await read(bsd(file)));
    const rows = sumOf(counts, "rows");
    expect(rows).toBeGreaterThan(230);
    for (const column of COLUMNS) expect(sumOf(counts, column) / rows, column).toBeGreaterThanOrEqual(0.98);
    // The list of contradictions holds nothing that is right by now.
    const wrong = new Set(differ.map((line) => line.split(":")[0]!));
    expect(Object.keys(CONTRADICTED).filter((file) => !wrong.has(file))).toEqual([]);
    expect([...wrong].filter((file) => !(file in CONTRADICTED) && !(file in NO_BOUNCE))).toEqual([]);
  });

  test("automatic replies are automatic replies", async () => {
    const files = [...byFile].filter(([, rows]) => rows[0]!.reason === "vacation").map(([file]) => file);
    expect(files).toHaveLength(3);
    for (const file of files) expect((await read(bsd(file))).kind).toBe("auto-reply");
  });

  test.for(["dos", "mac"])("the copies with line ends of %s read the same", async (system) => {
    const names = readdirSync(open(`maildir/${system}`)).filter((name) => readdirSync(open("maildir/bsd")).includes(name));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const mail = await read(readFileSync(open(`maildir/${system}/${name}`)));
      const same = await read(bsd(name));
      expect([mail.kind, mail.recipients, mail.references, mail.subject], name).toEqual([same.kind, same.recipients, same.references, same.subject]);
    }
  });

  test("what nobody has labelled is read too, and is a bounce or a warning", async () => {
    const names = readdirSync(open("maildir/bsd")).filter((name) => !byFile.has(name));
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) {
      const mail = await read(bsd(name));
      expect(["bounce", "delay"], name).toContain(mail.kind);
      expect(mail.recipients.length, name).toBeGreaterThan(0);
    }
    expect((await read(readFileSync(open("to-be-debugged-because/something-is-wrong/issue-15-01.eml")))).kind).toBe("bounce");
  });

  afterAll(() => {
    const width = Math.max(...[...counts.keys()].map((name) => name.length), 8);
    const line = (name: string, cells: readonly (string | number)[]): string =>
      [name.padEnd(width), ...cells.map((each) => String(each).padStart(9))].join(" | ");
    const lines = [...counts].sort().map(([name, of]) => line(name, [of.rows, of.recipient, of.code, of.hard, of.kind]));
    const grounds = differ.map((each) => `  ${each}${groundOf(each)}`);
    console.log([line("bounces", ["rows", ...COLUMNS]), ...lines, "otherwise than the labels, with our ground:", ...grounds].join("\n"));
    const file = process.env.FIRMLY_CONFORMANCE_TABLE;
    if (!file) return;
    for (const column of COLUMNS) {
      const right = sumOf(counts, column);
      const row = {
        format: `bounce: ${column === "hard" ? "hard or soft" : column}`,
        folder: SET,
        read: right,
        refused: 0,
        wrong: sumOf(counts, "rows") - right,
      };
      appendFileSync(file, `${JSON.stringify(row)}\n`);
    }
  });
});

const COLUMNS = ["recipient", "code", "hard", "kind"] as const;

function sumOf(counts: ReadonlyMap<string, Count>, column: keyof Count): number {
  return [...counts.values()].reduce((sum, each) => sum + each[column], 0);
}

function groundOf(line: string): string {
  const file = line.split(":")[0]!;
  const ground = CONTRADICTED[file] ?? NO_BOUNCE[file];
  return ground === undefined ? "" : `; ${ground}`;
}

describeShared("mail-mime-zbateson", (open) => {
  test("every mail of the torture set is read, and none is a bounce", async () => {
    const files = readdirSync(open("emails"), { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    expect(files.length).toBeGreaterThan(50);
    const kinds = await Promise.all(files.map(async (each) => [each.name, (await read(readFileSync(`${each.parentPath}/${each.name}`))).kind] as const));
    expect(kinds.filter(([, kind]) => kind === "bounce" || kind === "delay")).toEqual([]);
  });
});

describe("replies of people", () => {
  const HEAD =
    "From: Anna <anna@customer.example>\r\nTo: accounts@books.example\r\nSubject: Re: Your invoice\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n";

  for (const folder of ["mail-reply-crisp", "mail-reply-github", "mail-reply-willdurand", "mail-reply-zapier"]) {
    describeShared(folder, (open) => {
      test("none is a bounce, with headers or without", async () => {
        const files = readdirSync(open("."), { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
        expect(files.length).toBeGreaterThan(10);
        for (const each of files) {
          const bytes = readFileSync(`${each.parentPath}/${each.name}`);
          const mails = [bytes, Buffer.concat([Buffer.from(HEAD), bytes])];
          for (const mail of mails) expect(["reply", "auto-reply"], each.name).toContain((await read(mail)).kind);
          expect((await read(mails[1]!)).kind, each.name).toBe("reply");
        }
      });
    });
  }
});
