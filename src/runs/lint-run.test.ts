import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Step } from "../core/process/procedure.ts";
import { lintFile } from "./lint-run.ts";

const folder = mkdtempSync(join(tmpdir(), "firmly-lint-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function write(content: string, ending: string): string {
  const file = join(folder, `letter-${++files}.${ending}`);
  writeFileSync(file, content);
  return file;
}

async function lint(content: string, step: Step, ending = "txt", data: unknown = null) {
  return lintFile({ file: write(content, ending), step, language: "en", dataFile: data === null ? null : write(JSON.stringify(data), "json"), window: null });
}

const checksOf = (report: { findings: readonly { check: string; severity: string }[] }, severity = "E") => [
  ...new Set(report.findings.filter((finding) => finding.severity === severity).map(({ check }) => check)),
];

const GOOD_SECOND = `23 November 2026

Dear Ms Okafor,

We are still without payment of invoice 88214 for £4,310.00. It was due on 15 October 2026 and is now 39 days past due.
We wrote to you on 30 October 2026 and called you on 9 November 2026.

Please send us your payment of £4,310.00 by Monday 7 December 2026. You can pay by card over the phone or by bank transfer to
IBAN GB33 BUKB 2020 1555 5555 55.

If you are unable to pay in full by then, please call me, and we will work out a payment plan together.
Paying on time keeps your credit terms with us as they are. If you have already paid, please disregard this letter.

Kind regards
Lena Hart
Phone +44 20 7946 0018
lena.hart@larkfield.example
`;

const FACTS = {
  currency: "GBP",
  sentOn: "2026-11-23",
  deliveredOn: "2026-11-23",
  payBy: "2026-12-07",
  total: "4310.00",
  items: [{ document: "88214", due: "2026-10-15", overdueDays: 39, amount: "4310.00", open: "4310.00" }],
};

describe("a good letter from elsewhere", () => {
  test("passes, alone and against its facts", async () => {
    expect((await lint(GOOD_SECOND, "second")).findings).toEqual([]);
    const report = await lint(GOOD_SECOND, "second", "txt", FACTS);
    expect(report.findings).toEqual([]);
    // Customary in a second letter, required by none.
    expect(report.elements.missing).toEqual(["thanks"]);
  });

  test("reads the same as Markdown, HTML and mail", async () => {
    const html = `<html><body>${GOOD_SECOND.split("\n\n")
      .map((part) => `<p>${part.replaceAll("\n", "<br>")}</p>`)
      .join("")}</body></html>`;
    expect((await lint(GOOD_SECOND.replace("£4,310.00 by", "**£4,310.00** by"), "second", "md", FACTS)).findings).toEqual([]);
    expect((await lint(html, "second", "html", FACTS)).findings).toEqual([]);
    const mail = `From: Lena <lena.hart@larkfield.example>\r\nSubject: Second reminder\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${GOOD_SECOND.replaceAll("\n", "\r\n")}`;
    expect((await lint(mail, "second", "eml", FACTS)).findings).toEqual([]);
  });
});

// Each takes one thing from the good letter, or puts one wrong thing in.
const DEFECTS: readonly (readonly [string, string | RegExp, string, string])[] = [
  ["an amount that was never filled in", "£4,310.00 by", "£ by", "L02"],
  ["a name that was never filled in", "Ms Okafor", "", "L02"],
  ["a contact that was never filled in", "please call me, and", "please contact me at so", "L02"],
  ["a placeholder", "invoice 88214", "invoice {{ number }}", "L02"],
  ["a bracketed placeholder", "Ms Okafor", "[Customer Name]", "L02"],
  ["a piece of HTML", "Kind regards", "div>Kind regards", "L02"],
  ["a cut-off date", "by Monday 7 December 2026", "by De if you can", "L02"],
  ["a weekday that does not fit", "Monday 7 December", "Tuesday 7 December", "L03"],
  ["a day that does not exist", "Monday 7 December", "31 November", "L03"],
  ["a pay-by day on a weekend", "Monday 7 December", "Saturday 5 December", "L03"],
  ["a pay-by day long past", "Monday 7 December 2026", "Thursday 16 April 2015", "L03"],
  ["a pay-by day too soon", "Monday 7 December", "Tuesday 24 November", "L03"],
  ["a vague deadline", "by Monday 7 December 2026", "as soon as possible", "L04"],
  ["another vague deadline", "by Monday 7 December 2026", "within 7 business days", "L04"],
  ["a threat", "Kind regards", "Otherwise we will call the police.\n\nKind regards", "L09"],
  ["a reproach", "Kind regards", "You ignored all our letters.\n\nKind regards", "L19"],
  ["a warning before its step", "Kind regards", "We will hand you over to a collection agency.\n\nKind regards", "L09"],
  ["a wrong IBAN", "GB33 BUKB", "GB34 BUKB", "L13"],
  ["no phone number", "Phone +44 20 7946 0018\n", "", "L13"],
  ["no e-mail address", "lena.hart@larkfield.example\n", "", "L13"],
  ["no days past due", " and is now 39 days past due", "", "L01"],
  ["no earlier contact", "We wrote to you on 30 October 2026 and called you on 9 November 2026.\n", "", "L01"],
  ["no due date", "It was due on 15 October 2026 and is now", "It is now", "L01"],
  ["no hint at the terms", "Paying on time keeps your credit terms with us as they are. ", "", "L01"],
  ["no invoice number", "of invoice 88214 for", "of", "L01"],
];

describe("a letter with one defect", () => {
  test.each(DEFECTS)("%s", async (_name, from, to, check) => {
    const spoiled = GOOD_SECOND.replace(from, to);
    expect(spoiled).not.toBe(GOOD_SECOND);
    const report = await lint(spoiled, "second");
    expect(checksOf(report)).toContain(check);
    expect(report.passed).toBe(false);
    const finding = report.findings.find((each) => each.check === check)!;
    expect(finding.suggestion).not.toBe("");
    expect(finding.line).toBeGreaterThanOrEqual(1);
  });

  test.each([
    ["another amount", "£4,310.00 by", "£4,301.00 by", "L05"],
    ["another currency", "£4,310.00 by", "€4,310.00 by", "L05"],
    ["other days past due", "39 days", "29 days", "L06"],
    ["another pay-by day", "Monday 7 December", "Tuesday 8 December", "L03"],
  ])("against the facts: %s", async (_name, from, to, check) => {
    expect(checksOf(await lint(GOOD_SECOND.replace(from, to), "second", "txt", FACTS))).toEqual([check]);
  });

  test.each([
    ["shouting", "Please send us", "PLEASE send us", "L16"],
    ["exclamation marks", "by then, please call me", "by then!! please call me", "L16"],
    ["nothing for those who have paid", " If you have already paid, please disregard this letter.", "", "L21"],
    ["too long", "Kind regards", `${"We hope that this finds you well. ".repeat(40)}\n\nKind regards`, "L15"],
  ])("only worth a reason: %s", async (_name, from, to, check) => {
    const report = await lint(GOOD_SECOND.replace(from, to), "second");
    expect(checksOf(report, "W")).toContain(check);
    expect(report.passed).toBe(true);
  });
});

test("consequences that are not enabled are found", async () => {
  const third = GOOD_SECOND.replace(
    "Paying on time keeps your credit terms with us as they are.",
    "Unless this happens by that date, we will have to refer the invoice to a collection agency. Please get in touch with me.",
  );
  expect(checksOf(await lint(third, "third", "txt", { ...FACTS, consequences: { agency: "Ashdown Recoveries" } }))).toEqual([]);
  expect(checksOf(await lint(third, "third", "txt", { ...FACTS, consequences: { creditTerms: true } }))).toEqual(["L09"]);
});

test("a letter made of empty slots fails in many ways, with the place of each", async () => {
  const report = await lint(
    "Dear ,\n\nYour account is now days past due and you owe a total of $.\nPlease contact me at so we can settle this by Ap if you can.\n\nSincerely,\n",
    "first",
  );
  expect(report.findings.filter(({ check }) => check === "L02").map(({ line }) => line)).toEqual([1, 3, 3, 4, 4]);
  expect(report.elements.missing).toEqual(expect.arrayContaining(["days-past-due", "amount-due", "payment-date", "contact-details"]));
});

test("what is wrong with the call is said", async () => {
  const file = write(GOOD_SECOND, "txt");
  await expect(lintFile({ file, step: "fourth", language: "en", dataFile: null, window: null })).rejects.toThrow(/Choose one of: reminder/);
  await expect(lintFile({ file, step: "first", language: "tlh", dataFile: null, window: null })).rejects.toThrow(/Choose one of: .*\ben\b/);
  await expect(lintFile({ file: join(folder, "none.txt"), step: "first", language: "en", dataFile: null, window: null })).rejects.toThrow(/does not exist/);
  await expect(lintFile({ file, step: "first", language: "en", dataFile: write("{", "json"), window: null })).rejects.toThrow(/is no JSON/);
  await expect(lintFile({ file, step: "first", language: "en", dataFile: write('{"payBy":"soon"}', "json"), window: null })).rejects.toThrow(/payBy/);
});

test("what is no letter is refused, and not gone through", async () => {
  await expect(lint("  \n ", "first")).rejects.toMatchObject({ code: "letter-empty" });
  await expect(lint("Dear all. ".repeat(7000), "first")).rejects.toMatchObject({ code: "letter-too-long" });
  for (const text of ["a".repeat(3000), `Dear${"\n".repeat(2000)}all`]) await expect(lint(text, "first")).rejects.toMatchObject({ code: "letter-format" });
});

describe("facts from a whole proposal", () => {
  const other = { ...FACTS, account: { id: "A9" }, items: [{ ...FACTS.items[0]!, document: "70001" }] };
  const { sentOn, ...decision } = FACTS;
  const proposal = { run: "R1", asOf: sentOn, decisions: [other, { account: { id: "A8" }, items: [] }, decision] };

  test("the letter's own decision is taken", async () => {
    expect(checksOf(await lint(GOOD_SECOND, "second", "txt", proposal))).toEqual([]);
    expect(checksOf(await lint(GOOD_SECOND.replace("£4,310.00 by", "£4,301.00 by"), "second", "txt", proposal))).toEqual(["L05"]);
  });

  test("where none or several fit, it is said", async () => {
    await expect(lint(GOOD_SECOND, "second", "txt", { decisions: [other] })).rejects.toThrow(/None of the 1 decisions/);
    await expect(lint(GOOD_SECOND, "second", "txt", { decisions: [decision, decision] })).rejects.toThrow(/names documents of 2 decisions/);
    await expect(lint(GOOD_SECOND, "second", "txt", { nonsense: true })).rejects.toThrow(/nothing that a letter can be compared with/);
  });
});

test("a PDF is not passed off as a letter without words", async () => {
  for (const [file, code] of [
    [write(GOOD_SECOND, "pdf"), "letter-pdf"],
    [write("%PDF-1.7 ...", "txt"), "letter-pdf"],
    [write("PK\u0000", "docx"), "letter-format"],
  ] as const)
    await expect(lintFile({ file, step: "second", language: "en", dataFile: null, window: null })).rejects.toMatchObject({ code });
});
