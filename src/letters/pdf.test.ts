import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { SAMPLE_CREDITOR, SAMPLE_DEBTOR, sampleFacts, sampleItem, type SampleOptions } from "../core/letter/letter-facts.sample.ts";
import { type Notice, notice } from "../core/letter/notice.ts";
import { type Step, STEPS } from "../core/process/procedure.ts";
import { readLanguage } from "../languages/read.ts";
import type { Letter } from "../core/letter/letter.ts";
import { compose } from "./compose.ts";
import { closePdf, configurePdf, renderPdf, renderPdfs } from "./pdf.ts";

const folder = mkdtempSync(join(tmpdir(), "firmly-pdf-"));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await closePdf();
});

function letterOf(step: Step, options: SampleOptions = {}): { notice: Notice; letter: Letter } {
  const made = notice(sampleFacts(step, options));
  if ("missing" in made) throw new Error(made.missing[0]!.message);
  return { notice: made.notice, letter: compose(made.notice, readLanguage("en")) };
}

async function pageOf(step: Step, options: SampleOptions = {}): Promise<string> {
  const { letter, notice: said } = letterOf(step, options);
  const file = join(folder, `${step}.pdf`);
  writeFileSync(file, await renderPdf(letter, said));
  return file;
}

const poppler = spawnSync("pdftotext", ["-v"]).error === undefined;
if (!poppler) console.log("skipped: pdf text and address window (pdftotext is missing; install poppler-utils)");

const US_DEBTOR = {
  ...SAMPLE_DEBTOR,
  name: "Harbor Point Office Supply, Inc.",
  country: "US",
  contactName: "Maria Lopez",
  address: { street: "1200 Commerce Blvd, Suite 310", city: "Springfield", region: "IL", postalCode: "62701", country: "US" },
};
const DE_DEBTOR = {
  ...SAMPLE_DEBTOR,
  name: "Möwenblick Bürobedarf GmbH",
  country: "DE",
  address: { street: "Hafenstraße 12", city: "Hamburg", postalCode: "20457", country: "DE" },
};

describe.skipIf(!poppler)("the page (pdftotext)", () => {
  const textOf = (file: string): string => execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  const MM = 72 / 25.4;

  /** Where words stand, in mm from the top left of the paper. */
  function wordsOf(file: string): { text: string; left: number; top: number; right: number; bottom: number }[] {
    const xml = execFileSync("pdftotext", ["-bbox", "-l", "1", file, "-"], { encoding: "utf8" });
    return [...xml.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g)].map(([, left, top, right, bottom, text]) => ({
      text: text!,
      left: +left! / MM,
      top: +top! / MM,
      right: +right! / MM,
      bottom: +bottom! / MM,
    }));
  }

  test.each(STEPS)("%s: says the amount and the dates, and numbers its pages", async (step) => {
    const text = textOf(await pageOf(step)).replace(/\s+/g, " ");
    expect(text).toContain("£1,240.50");
    if (step !== "final") expect(text).toMatch(/by \w+day \d{1,2} \w+ 202\d/);
    expect(text).toContain("Page 1 of 1");
    expect(text).toContain("registered in England and Wales, no. 01234567");
  });

  test("a day stands in one line, also where another as long needs less room", async () => {
    const items = (["2026-02-20", "2026-03-13"] as const).map((due, index) => sampleItem(index + 1, { due }));
    const text = textOf(await pageOf("first", { items, sentOn: "2026-03-16" }));
    for (const day of ["20 Feb 2026", "13 Mar 2026"]) expect(text.split("\n").filter((line) => line.includes("INV-") && line.includes(day))).toHaveLength(1);
  });

  test.each([
    // DIN 5008 form B; and what both slacks leave visible of the lower window of a No. 10 envelope.
    ["A4", DE_DEBTOR, ["Möwenblick", "Hafenstraße", "20457", "GERMANY"], { left: 20, top: 45, right: 105, bottom: 90 }],
    ["US Letter", US_DEBTOR, ["Harbor", "Commerce", "62701", "STATES"], { left: 15.9, top: 54, right: 92.1, bottom: 67.7 }],
  ] as const)("%s: the address stands in the window", async (_paper, debtor, expected, window) => {
    const words = wordsOf(await pageOf("first", { debtor, currency: debtor.country === "US" ? "USD" : "EUR" }));
    for (const text of expected) {
      const word = words.find((each) => each.text === text && each.top < 95);
      expect(word, text).toBeDefined();
      expect(word!.left).toBeGreaterThanOrEqual(window.left);
      expect(word!.right).toBeLessThanOrEqual(window.right);
      // A word's box has room for accents and descenders that the letters themselves do not use.
      expect(word!.top).toBeGreaterThanOrEqual(window.top - 1);
      expect(word!.bottom).toBeLessThanOrEqual(window.bottom + 0.5);
    }
    const inside = words.filter(
      (word) =>
        word.left >= window.left && word.right <= window.right && word.top >= window.top + (debtor.country === "US" ? 0 : 18) && word.bottom <= window.bottom,
    );
    expect(inside.map((word) => word.text).join(" ")).not.toContain("Dear");
  });

  const ZONE = { bottom: 68.2, right: 92.1 };
  const inZone = (file: string) => wordsOf(file).filter(({ left, top, bottom, right }) => left < ZONE.right && right < 110 && top > 53 && bottom < 76);

  test.each([
    ["four lines keep the person", { creditor: { ...SAMPLE_CREDITOR, country: "US" } }, ["Lopez", "62701"], ["STATES"]],
    ["five do without", {}, ["62701", "STATES"], ["Lopez"]],
    [
      "street lines are joined",
      { debtor: { ...US_DEBTOR, address: { lines: ["Attn. Receiving", "Building 4", "1200 Commerce Blvd", "Suite 310", "Springfield, IL 62701"] } } },
      ["Receiving,", "310", "62701"],
      ["Lopez"],
    ],
    [
      "a name of any length is cut rather than printed below the window",
      { debtor: { ...US_DEBTOR, name: "Harbor Point Office Supply and Stationery Wholesale of the Middle West and All Adjoining States Incorporated" } },
      ["Harbor", "62701", "STATES"],
      ["Incorporated"],
    ],
  ] as const)("US Letter: %s, at 8 pt or more", async (_name, options, there, gone) => {
    const words = inZone(await pageOf("first", { debtor: US_DEBTOR, currency: "USD", ...options }));
    const texts = words.map((word) => word.text);
    for (const text of there) expect(texts).toContain(text);
    for (const text of gone) expect(texts).not.toContain(text);
    for (const word of words) {
      expect(word.bottom).toBeLessThanOrEqual(ZONE.bottom);
      // The box of a word is the font's full height: 1.36 em of Noto Sans.
      expect((word.bottom - word.top) * MM).toBeGreaterThanOrEqual(8 * 1.36 - 0.1);
    }
  });

  test("the sender's address stands once on US Letter, and with its country where the letter leaves it", async () => {
    const abroad = textOf(await pageOf("first", { debtor: US_DEBTOR, currency: "USD" }));
    expect(abroad.replace(/Registered office.*/g, "").match(/14 Mill Lane/g)).toHaveLength(1);
    expect(abroad).toContain("UNITED KINGDOM");
    const german = textOf(await pageOf("first", { debtor: DE_DEBTOR, currency: "EUR" }));
    expect(german).toContain("LS1 4DT, UNITED KINGDOM");
    expect(textOf(await pageOf("first"))).not.toContain("UNITED KINGDOM");
  });

  test("addresses can be copied: in one piece, without characters that nobody sees", async () => {
    const portalUrl = "https://pay.northgate-paper.example/account/invoices/2026";
    const email = "accounts-receivable@northgate-paper.example";
    const creditor = { ...SAMPLE_CREDITOR, paymentOptions: { portalUrl }, contact: { ...SAMPLE_CREDITOR.contact!, email } };
    const text = textOf(await pageOf("second", { creditor, items: [sampleItem(1, { document: `N${"7".repeat(70)}` })] }));
    expect(text).toContain(portalUrl);
    expect(text.split(email)).toHaveLength(2);
    expect(text).not.toMatch(/[\u00AD\u200B-\u200F\u2060\uFEFF]/);
  });

  test("a long word is hyphenated in the address only where no line has room for it", async () => {
    const named = async (name: string): Promise<string> => textOf(await pageOf("first", { debtor: { ...DE_DEBTOR, name }, currency: "EUR" }));
    expect(await named("Instandhaltungsgenossenschaft Norddeutscher Wohnungseigentümer")).toMatch(/^ *Instandhaltungsgenossenschaft\b/m);
    const split = await named("Instandhaltungsgenossenschaftsverwaltungsgesellschaft mbH");
    expect(split).toMatch(/^ *Instandhaltungs\w*[-\u00AD]/m);
  });

  test("a ledger of 90 items breaks over pages, each with its head and number", async () => {
    const file = await pageOf("second", { items: Array.from({ length: 90 }, (_, index) => sampleItem(index + 1)) });
    const pages = textOf(file)
      .split("\f")
      .filter((page) => page.trim() !== "");
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((page, index) => expect(page).toContain(`Page ${index + 1} of ${pages.length}`));
    for (const page of pages.slice(0, 2)) expect(page).toMatch(/Invoice\s+Issued\s+Due\s+Days past due/);
    expect(pages.join("").match(/INV-\d+\s+14 Oct 2026/g)).toHaveLength(90);
    expect(pages.at(-1)).toContain("£111,645.00");
  });

  test("names that look like Typst, Markdown or HTML are printed as they are", async () => {
    const name = '#import "@preview/x:1.0.0": * $a$ *b* <c> @d \\ #read("/etc/passwd")';
    const text = textOf(await pageOf("first", { debtor: { ...SAMPLE_DEBTOR, name } })).replace(/\s+/g, "");
    expect(text).toContain(name.replace(/\s+/g, ""));
  });

  test("the payment code is there for euros only", async () => {
    expect(textOf(await pageOf("first", { debtor: DE_DEBTOR, currency: "EUR" }))).toContain("Scan to pay");
    expect(textOf(await pageOf("first"))).not.toContain("Scan to pay");
  });
});

test("the page is tagged, titled and in the letter's language", async () => {
  const { letter, notice: said } = letterOf("first");
  const raw = Buffer.from(await renderPdf(letter, said)).toString("latin1");
  expect(raw).toContain("/MarkInfo");
  expect(raw).toMatch(/\/Lang ?\(en-GB\)/);
  expect(raw).toContain("pdfuaid:part");
});

test("scripts without a shipped font do not keep a letter from leaving", async () => {
  const { letter, notice: said } = letterOf("first", { debtor: { ...SAMPLE_DEBTOR, name: "株式会社 مثال 🙂" } });
  expect(
    Buffer.from(await renderPdf(letter, said))
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
});

test("the same letter gives the same bytes", async () => {
  const { letter, notice: said } = letterOf("third");
  const [a, b] = await renderPdfs([
    { letter, notice: said },
    { letter, notice: said },
  ]);
  expect(Buffer.from(a!).equals(Buffer.from(b!))).toBe(true);
});

describe("a worker that hangs", () => {
  afterEach(() => configurePdf({ timeoutMs: 60_000 }));
  test("is ended, and letters are set again afterwards", async () => {
    await closePdf();
    configurePdf({ timeoutMs: 1 });
    const { letter, notice: said } = letterOf("first", { items: Array.from({ length: 2000 }, (_, index) => sampleItem(index + 1)) });
    await expect(renderPdf(letter, said)).rejects.toThrow(/not set within 1 ms/);
    configurePdf({ timeoutMs: 60_000 });
    const plain = letterOf("first");
    expect((await renderPdf(plain.letter, plain.notice)).length).toBeGreaterThan(1000);
  });
});
