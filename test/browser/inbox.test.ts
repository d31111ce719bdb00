/// <reference lib="dom" />
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bounceMail } from "../support/bounce-mail.ts";
import type { RunningServer } from "../../src/cli/server.ts";
import { importFiles } from "../../src/runs/import-run.ts";
import { takeMail } from "../../src/runs/inbox/take-mail.ts";
import { applySettings } from "../../src/runs/settings.ts";
import type { Store } from "../../src/store/database.ts";
import { findChromium, type OpenFirmly, openFirmly } from "./browser.ts";

const chromium = findChromium();
if (!chromium) console.warn("Skipped: the browser test of the inbox, because no Chromium is installed (Debian: apt install chromium).");

const TODAY = "2026-06-01";
let firmly: OpenFirmly;
let server: RunningServer;
let page: Page;
const troubles: string[] = [];
/** Chromium writes every refusal of the server into its console. */
let expectRefusal = false;

/** Two debtors; a promise, a dispute that names no invoice and a question of theirs, a stranger's question, and a bounce that nothing proves. */
async function fill(store: Store, data: string): Promise<void> {
  await applySettings(store, [{ id: "own", name: "Own Ltd", country: "GB", timeZone: "Europe/London", language: "en", currency: "GBP", clock: TODAY }]);
  const ledger = join(data, "ledger.csv");
  writeFileSync(
    ledger,
    [
      "type,debtor,name,document,issued,due,amount,currency,email,debtorType,country",
      'invoice,D1,"Weir Pumps Ltd",INV-1001,2026-03-01,2026-04-01,1200.00,GBP,pat@weir.example,company,GB',
      'invoice,D2,"<b>Brook</b> & Daughters Ltd",INV-1002,2026-03-01,2026-04-01,80.00,GBP,ap@brook.example,company,GB',
      'invoice,D2,"<b>Brook</b> & Daughters Ltd",INV-1003,2026-03-01,2026-04-01,90.50,GBP,ap@brook.example,company,GB',
      "",
    ].join("\n"),
  );
  const { refused } = await importFiles(store, { files: [ledger], asOf: TODAY, creditor: "own" });
  expect(refused).toBe(false);
  const take = (text: string) => takeMail(store, { creditor: "own", bytes: Buffer.from(text.replaceAll("\n", "\r\n")), today: TODAY });
  await take(BOUNCE);
  await take(written("stranger@else.example", "A question", "Hello,\n\nwhat is this letter about?\n\nSam"));
  await take(written("ap@brook.example", "Your letter", "The goods arrived damaged, so we dispute the invoice.\n\n<img src=x onerror=alert(1)>", ATTACHED));
  await take(written("pat@weir.example", "Re: INV-1001", "Hello,\n\nwe will pay GBP 1,200.00 on 4 June 2026.\n\nKind regards\nPat Weir"));
}

const ATTACHED = ["photo <1>.html", "<script>alert(1)</script>"] as const;

function written(from: string, subject: string, text: string, attached?: readonly [string, string]): string {
  const head = `From: ${from.split("@")[0]} <${from}>\nTo: ar@own.example\nSubject: ${subject}\nDate: Mon, 1 Jun 2026 08:00:00 +0000\nMessage-ID: <${from}>\nMIME-Version: 1.0\n`;
  if (!attached) return `${head}Content-Type: text/plain; charset=utf-8\n\n${text}\n`;
  const [name, content] = attached;
  return `${head}Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n${text}\n--b\nContent-Type: text/html\nContent-Disposition: attachment; filename="${name}"\n\n${content}\n--b--\n`;
}

const BOUNCE = bounceMail({ to: "ar@own.example", recipient: "pat@weir.example" });

beforeAll(async () => {
  if (!chromium) return;
  firmly = await openFirmly(chromium, { fill, say: (message) => troubles.push(message) });
  ({ server, page } = firmly);
  page.setDefaultTimeout(10_000);
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !expectRefusal) troubles.push(message.text());
  });
}, 180_000);

afterAll(async () => {
  await firmly?.close();
}, 30_000);

const isThere = (shown: Locator) =>
  shown.waitFor({ timeout: 2_000 }).then(
    () => true,
    () => false,
  );
const list = () => page.getByRole("region", { name: "Messages" });
const message = (subject: string) => page.getByRole("region", { name: subject });
const look = async (name: string) => {
  const folder = process.env["FIRMLY_SHOTS"];
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};

test.skipIf(!chromium)("a promise by mail is recorded with one click, and is on the account with its message", { timeout: 60_000 }, async () => {
  await page.goto(await server.createLink());
  const places = page.getByRole("navigation", { name: "Places" });
  await places.getByRole("link", { name: /Inbox\s*4/ }).click();
  const shown = message("Re: INV-1001");
  await shown.locator("mark", { hasText: "we will pay GBP 1,200.00 on 4 June 2026" }).waitFor();
  await look("waiting");
  await shown.getByRole("button", { name: "Record promise: GBP 1,200.00 by Thu 4 Jun for INV-1001" }).click();
  await page.getByText("Recorded for Weir Pumps Ltd: promise to pay.").waitFor();
  await places.getByRole("link", { name: /Inbox\s*3/ }).waitFor();
  await look("recorded");
  await page.getByRole("link", { name: "Look at the account" }).click();
  await page.getByRole("region", { name: "What happened" }).getByText("Promise to pay").waitFor();
  await look("account");
  await page.getByRole("link", { name: "Message M4" }).first().click();
  await message("Re: INV-1001")
    .getByText(/Recorded: promise to pay, by/)
    .waitFor();
});

test.skipIf(!chromium)("what a message leaves out is filled in by a person; its text and files stay harmless", { timeout: 60_000 }, async () => {
  await page.getByRole("link", { name: "Waiting", exact: true }).click();
  await list()
    .getByRole("link", { name: /Brook.*damaged/s })
    .click();
  const shown = message("Your letter");
  await shown.getByText("<img src=x onerror=alert(1)>").waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), shown.getByRole("link", { name: /photo/ }).click()]);
  expect(download.suggestedFilename()).not.toContain("<");
  await shown.getByRole("button", { name: "Record dispute…" }).click();
  const form = shown.getByRole("form", { name: "Dispute" });
  await form.getByLabel("Document").selectOption("INV-1003");
  expect(await form.getByLabel("Why").inputValue()).toBe("quality");
  await look("dispute");
  await form.getByRole("button", { name: "Record the dispute" }).click();
  await page.getByText("Recorded for <b>Brook</b> & Daughters Ltd: dispute.").waitFor();
});

test.skipIf(!chromium)("whom a message is about is found by name, and what nothing proves is put aside", { timeout: 60_000 }, async () => {
  await list()
    .getByRole("link", { name: /A question/ })
    .click();
  const shown = message("A question");
  await shown.getByRole("searchbox", { name: "Debtor" }).fill("weir");
  await shown.getByRole("button", { name: /Weir Pumps Ltd/ }).click();
  await shown.getByText("a person says so").waitFor();
  await look("assigned");
  await shown.getByRole("button", { name: "It is read" }).click();
  await page.getByText("The message of Weir Pumps Ltd is read.").waitFor();
  const bounce = message("Undelivered mail");
  await bounce.getByText("it may be forged").waitFor();
  await look("bounce");
  await bounce.getByRole("button", { name: "It says nothing to us" }).click();
  await page.getByText("No message waits for you").first().waitFor();
  await page.getByRole("link", { name: "Put aside" }).click();
  await list()
    .getByRole("link", { name: /Undelivered mail/ })
    .waitFor();
});

test.skipIf(!chromium)("a mailbox is set up beside the channels; where it cannot be read, every page says so", { timeout: 120_000 }, async () => {
  await page.getByRole("link", { name: "Waiting", exact: true }).click();
  await page.getByRole("link", { name: "Letters, Channels" }).click();
  const places = page.getByRole("navigation", { name: "Places" });
  await expect.poll(() => places.getByRole("link", { name: "Letters" }).getAttribute("aria-current")).toBe("page");
  const answers = page.getByRole("region", { name: "Answers" });
  const save = () => answers.getByRole("button", { name: "Save" }).click();
  await answers.getByRole("button", { name: "Set up Answers" }).click();
  await answers.getByLabel("Mail server").fill("127.0.0.1");
  await answers.getByLabel("Port").fill("1");
  await answers.getByLabel("User name").fill("ar");
  expectRefusal = true;
  await save();
  await answers.getByText("Nothing was saved yet").waitFor();
  expectRefusal = false;
  const password = answers.getByRole("textbox", { name: "Password" });
  await expect.poll(() => password.evaluate((field) => field === document.activeElement)).toBe(true);
  await password.fill("first");
  await answers.getByLabel("TLS from the start").uncheck();
  await save();
  await answers.getByText("Set up", { exact: true }).waitFor();
  // What is typed takes the place of "(kept)" and does not stand behind it.
  await answers.getByRole("button", { name: "Change Answers" }).click();
  await password.focus();
  await page.keyboard.type("second");
  await expect.poll(() => password.inputValue()).toBe("second");
  await save();
  await answers.getByRole("button", { name: "Change Answers" }).waitFor();
  const notRead = page.getByText(/^Answers and bounces are not being read\./);
  await expect.poll(async () => (await page.reload(), isThere(notRead)), { timeout: 60_000 }).toBe(true);
  await look("not-read");
  await answers.getByRole("button", { name: "Change Answers" }).click();
  await answers.getByRole("button", { name: "Take it away…" }).click();
  await answers.getByRole("button", { name: "Take it away, with its passwords" }).click();
  await answers.getByText("Not set up").waitFor();
});

test.skipIf(!chromium)("the schedule is set up by ticking its days", { timeout: 60_000 }, async () => {
  const schedule = page.getByRole("region", { name: "Daily schedule" });
  await schedule.getByRole("button", { name: "Set up Daily schedule" }).click();
  await schedule.getByLabel("Time of day").fill("07:30");
  for (const day of ["Friday", "Monday"]) await schedule.getByRole("checkbox", { name: day }).check();
  await schedule.getByRole("button", { name: "Save" }).click();
  await schedule.getByText("Set up: at 07:30").waitFor();
  await page.reload();
  await schedule.getByRole("button", { name: "Change Daily schedule" }).click();
  const ticked = () => schedule.getByRole("checkbox", { checked: true }).evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value));
  await expect.poll(ticked).toEqual(["mon", "fri"]);
  await look("schedule");
  await page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Inbox" }).click();
});

test.skipIf(!chromium)("on a phone the list comes first, then the message; nothing is cut off", { timeout: 60_000 }, async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("link", { name: "Done", exact: true }).click();
  await list()
    .getByRole("link", { name: /INV-1001/ })
    .waitFor();
  await look("phone-list");
  await list()
    .getByRole("link", { name: /INV-1001/ })
    .click();
  await message("Re: INV-1001").locator("mark").waitFor();
  expect(await list().isVisible()).toBe(false);
  await look("phone-message");
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await page.getByRole("link", { name: "← All messages" }).click();
  await list().waitFor();
  expect(troubles).toEqual([]);
});
