/// <reference lib="dom" />
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../../src/cli/server.ts";
import { applySettings } from "../../src/runs/settings.ts";
import { findChromium, type OpenFirmly, openFirmly } from "./browser.ts";

const chromium = findChromium();
if (!chromium) console.warn("Skipped: the browser test of imports and cash, because no Chromium is installed (Debian: apt install chromium).");

let firmly: OpenFirmly;
let server: RunningServer;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  if (!chromium) return;
  firmly = await openFirmly(chromium, {
    fill: async (store) =>
      void (await applySettings(store, [
        { id: "own", name: "Own Ltd", country: "DE", currency: "EUR", clock: "2026-06-01", bankAccounts: [{ id: "main", iban: "DE89370400440532013000" }] },
      ])),
    say: (message) => troubles.push(message),
  });
  ({ server, page } = firmly);
  page.setDefaultTimeout(10_000);
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(message.text());
  });
}, 180_000);

afterAll(async () => {
  await firmly?.close();
}, 30_000);

const HEADINGS = "Wer;Schild;Zettel;Tag;Bis;Geld";
const ledger = (...rows: string[]) => [HEADINGS, ...rows, ""].join("\n");
const LINDNER = "4711;Lindner Holzbau GmbH;RE-20931;03.02.2026;05.03.2026;1.249,90";
const BROOK = "4712;Brook & Daughters Ltd;RE-20932;04.02.2026;06.03.2026;80,00";
const WEIR = "4713;Weir Pumps Ltd;RE-20933;05.02.2026;07.03.2026;310,00";
const FIELDS = {
  Wer: "Customer number",
  Schild: "Customer name",
  Zettel: "Document number",
  Tag: "Document date",
  Bis: "Due date",
  Geld: "Amount",
};
const STATEMENT = `:20:X
:25:37040044/0532013000
:28C:1/1
:60F:C260528EUR100,00
:61:2605290529C1249,90NTRFNONREF
:86:166?00CREDIT?20SVWZ+Invoice RE-20931?32Lindner Holzbau GmbH
:61:2605290529C50,00NTRFNONREF
:86:166?00CREDIT?20SVWZ+RE-20932 part?32Brook & Daughters Ltd
:61:2605290529C77,77NTRFNONREF
:86:166?00CREDIT?20SVWZ+refund?32Tax Office
:62F:C260529EUR1477,67
-
`;

async function choose(name: string, text: string): Promise<void> {
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await page.getByRole("heading", { name, exact: true }).waitFor();
}

const importIt = () => page.getByRole("button", { name: "Import", exact: true });
const probably = () => page.getByRole("list", { name: "Probably a debtor’s" }).getByRole("listitem", { name: /from/ });

test.skipIf(!chromium)(
  "headings that nobody knows are confirmed once, and the next file needs no question",
  async () => {
    await page.goto(await server.createLink());
    await page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Import" }).click();
    await choose("odd.csv", ledger(LINDNER, BROOK));
    await page.getByText("Say below what the columns hold").waitFor();
    expect(await importIt().isDisabled()).toBe(true);
    for (const [heading, label] of Object.entries(FIELDS)) {
      const select = page.getByLabel(`What “${heading}” holds`);
      await select.selectOption({ label });
      await expect.poll(() => page.locator(".mapping").getAttribute("aria-busy")).toBe("false");
      await expect.poll(() => select.locator("option:checked").textContent()).toBe(label);
    }
    await page.getByRole("cell", { name: "Invoice RE-20931 of 4711, EUR 1,249.90, due 5 Mar 2026" }).waitFor();
    await importIt().click();
    await page.getByText("2 rows read: 2 new.").waitFor();
    await page.getByRole("button", { name: "Another file" }).click();
    await choose("next.csv", ledger(LINDNER, BROOK, WEIR));
    await page.getByText(/^Read as .* confirmed it on 1 Jun 2026\.$/).waitFor();
    expect(await page.getByLabel("What “Wer” holds").count()).toBe(0);
    await importIt().click();
    await page.getByText("3 rows read: 1 new, 2 known already.").waitFor();
  },
  60_000,
);

test.skipIf(!chromium)(
  "lines that cannot be read are left out only where the person says so",
  async () => {
    await page.getByRole("button", { name: "Another file" }).click();
    await choose("broken.csv", ledger("4714;Halm Ltd;RE-20934;05.02.2026;07.03.2026;12,00", "4715;Stroh Ltd;RE-20935;05.02.2026;07.03.2026;many"));
    await page.getByText("1 line cannot be read.").waitFor();
    await page
      .getByRole("region", { name: /What is wrong/ })
      .getByText("Line 3")
      .waitFor();
    await page.getByRole("button", { name: "Leave 1 line out, import the rest" }).click();
    await page.getByText(/1 new, 1 line left out/).waitFor();
  },
  30_000,
);

test.skipIf(!chromium)(
  "a statement is imported: what is certain is booked, and the rest waits",
  async () => {
    await page.getByRole("button", { name: "Another file" }).click();
    await choose("statement.sta", STATEMENT);
    const shown = page.getByRole("region", { name: /^Statement 1/ });
    await shown.getByRole("row").filter({ hasText: "Lindner Holzbau GmbH" }).waitFor();
    await importIt().click();
    await page.getByRole("heading", { name: "statement.sta is imported" }).waitFor();
    await page.getByRole("link", { name: "Go to Cash" }).click();
    await page.getByText("2 payments wait for you.").waitFor();
    await expect.poll(() => probably().count()).toBe(1);
    await probably().getByText("short by 30.00").waitFor();
    expect(await probably().locator("mark").allTextContents()).toContain("RE-20932");
    const matched = page.getByRole("region", { name: "Matched lately" }).getByRole("row").filter({ hasText: "Lindner" });
    await matched.getByText("By invoice number RE-20931.").waitFor();
  },
  30_000,
);

test.skipIf(!chromium)(
  "Enter accepts what is likeliest, and undo brings it back",
  async () => {
    await probably().focus();
    await page.keyboard.press("Enter");
    const done = page.getByRole("status").filter({ hasText: "is booked on the account of Brook & Daughters Ltd" });
    await done.waitFor();
    await page.getByText("1 payment waits for you.").waitFor();
    await done.getByRole("button", { name: "Undo" }).click();
    await page.getByText("2 payments wait for you.").waitFor();
    await probably().getByText("this match was taken back before").waitFor();
  },
  30_000,
);

test.skipIf(!chromium)(
  "the account shows money that may belong to it, and why a payment was booked",
  async () => {
    await probably().getByRole("link", { name: "Brook & Daughters Ltd" }).click();
    const card = page.getByRole("region", { name: /Money that may belong here/ });
    await card.getByRole("button", { name: "Accept" }).click();
    const entry = page.getByRole("region", { name: "What happened" }).getByRole("listitem").filter({ hasText: "Matched by" });
    await entry.getByText(/By invoice number RE-20932\./).waitFor();
    expect(await card.count()).toBe(0);
    await entry.getByRole("button", { name: /^Undo/ }).click();
    await card.waitFor();
  },
  30_000,
);

test.skipIf(!chromium)(
  "money is given to a debtor by name, or put aside with a reason",
  async () => {
    await page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Cash" }).click();
    await page.getByRole("list", { name: "Nobody’s yet" }).getByRole("button", { name: "None of our debtors’…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Tax refund" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Put aside" }).click();
    await page.getByRole("region", { name: "Matched lately" }).getByRole("row").filter({ hasText: "“Tax refund”" }).waitFor();
    await probably().getByRole("button", { name: "Belongs to…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("searchbox", { name: "Debtor" }).fill("weir");
    await dialog.getByRole("button", { name: /Weir Pumps Ltd/ }).click();
    await dialog.getByRole("checkbox", { name: /RE-20933/ }).check();
    await dialog.getByText("The money is short by EUR 260.00").waitFor();
    await dialog.getByRole("button", { name: "Book it" }).click();
    await page.getByRole("status").filter({ hasText: "is booked on the account of Weir Pumps Ltd" }).waitFor();
    await page.getByText("No bank money waits for you").waitFor();
  },
  30_000,
);

test.skipIf(!chromium)(
  "every control has a name, and nothing went wrong on the way",
  async () => {
    const nameless = () =>
      page
        .locator("button, a, input:not([hidden]), select")
        .evaluateAll(
          (all) => all.filter((each) => !each.textContent?.trim() && !each.getAttribute("aria-label") && !(each as HTMLInputElement).labels?.length).length,
        );
    expect(await nameless()).toBe(0);
    await page.getByRole("button", { name: "Next business day" }).click();
    await page.getByRole("link", { name: "Today" }).click();
    await page.getByRole("heading", { name: "Tuesday, 2 June 2026" }).waitFor();
    expect(await nameless()).toBe(0);
    expect(troubles).toEqual([]);
  },
  30_000,
);
