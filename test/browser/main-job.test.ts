/// <reference lib="dom" />
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../../src/cli/server.ts";
import { closePdf } from "../../src/letters/pdf.ts";
import { findChromium, type OpenFirmly, openFirmly } from "./browser.ts";

const chromium = findChromium();
if (!chromium) console.warn("Skipped: the browser test of the main job, because no Chromium is installed (Debian: apt install chromium).");

let firmly: OpenFirmly;
let server: RunningServer;
let page: Page;
const troubles: string[] = [];
/** Chromium writes every refusal of the server into its console. */
let expectRefusal = false;

beforeAll(async () => {
  if (!chromium) return;
  firmly = await openFirmly(chromium, { say: (message) => troubles.push(message) });
  ({ server, page } = firmly);
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("401") && !expectRefusal) troubles.push(message.text());
  });
  await server.prepared;
}, 180_000);

afterAll(async () => {
  await firmly?.close();
  await closePdf();
}, 30_000);

/** The rows of the letters of today. */
const letters = () =>
  page
    .getByRole("region", { name: /To send today/ })
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name: /^Letter to/ }) });

test.skipIf(!chromium)("without a session the page says how to get one", async () => {
  await page.goto(server.origin);
  await page.getByRole("heading", { name: "Open the link from your terminal" }).waitFor();
});

test.skipIf(!chromium)(
  "the link signs in, and today's proposal is there",
  async () => {
    await page.goto(await server.createLink());
    await page.getByRole("heading", { name: /To send today/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/");
    await expect.poll(() => letters().count()).toBeGreaterThan(3);
    await page.getByRole("heading", { name: /Tasks/ }).waitFor();
    const rest = page.getByRole("region", { name: /Everyone else/ });
    await expect.poll(() => rest.getByRole("row").count()).toBeGreaterThan(5);
    // Nothing is shown as a bare code: every reason has its sentence.
    for (const reason of await page.locator(".why").allTextContents()) expect(reason).toMatch(/ .*\.$/);
  },
  30_000,
);

test.skipIf(!chromium)(
  "everyone else is searched and filtered",
  async () => {
    const rest = page.getByRole("region", { name: /Everyone else/ });
    await rest.getByLabel("Kind").selectOption("blocked");
    await expect
      .poll(() => rest.locator("tbody .badge").allTextContents())
      .toSatisfy((kinds: string[]) => kinds.length > 0 && kinds.every((kind) => kind === "Blocked"));
    const name = (await rest.locator("tbody .name").first().textContent())!;
    await rest.getByLabel("Kind").selectOption("");
    const search = page.getByLabel("Search a debtor");
    await search.fill(name);
    await expect.poll(() => rest.locator("tbody .name").allTextContents()).toEqual([name]);
    expect(new URL(page.url()).searchParams.get("search")).toBe(name);
    // The one search covers every part of the day, and leads to where it found somebody.
    await search.fill("");
    await expect.poll(() => rest.locator("tbody tr").count()).toBeGreaterThan(1);
    const sent = (await letters().first().locator(".name").textContent())!;
    await search.fill(sent);
    await page.getByRole("link", { name: /^1 in To send today/ }).waitFor();
    await expect.poll(() => letters().count()).toBe(1);
    expect(await page.getByRole("button", { name: /^Approve all/ }).count()).toBe(0);
    await search.fill("");
    await expect.poll(() => letters().count()).toBeGreaterThan(3);
  },
  30_000,
);

test.skipIf(!chromium)(
  "a task says what to do, and is done under the person's name",
  async () => {
    const tasks = page.getByRole("region", { name: /Tasks/ });
    await tasks
      .getByRole("row", { name: /Universität Beispielstadt/ })
      .getByRole("link", { name: "Answer a reply" })
      .click();
    await page
      .getByRole("region", { name: "What to do" })
      .getByLabel(/What was answered/)
      .fill("Sent a copy of the invoice");
    await page.getByRole("button", { name: "Reply is answered" }).click();
    await page.getByText("Recorded under your name").waitFor();
    await page
      .getByRole("region", { name: "What happened" })
      .getByRole("listitem")
      .filter({ hasText: "Reply read Sent a copy of the invoice" })
      .filter({ hasText: "by " })
      .waitFor();
    expect(await page.getByRole("region", { name: "What to do" }).count()).toBe(0);
    await page.getByRole("link", { name: "Today" }).click();
    await tasks.getByRole("row").filter({ hasText: "Recorded since" }).waitFor();
  },
  30_000,
);

test.skipIf(!chromium)(
  "a hand-over takes a second person, and a dispute takes words",
  async () => {
    const tasks = page.getByRole("region", { name: /Tasks/ });
    const todo = page.getByRole("region", { name: "What to do" });
    await tasks.getByRole("link", { name: "Approve the hand-over" }).click();
    const handOver = page.getByRole("region", { name: "Hand-over" });
    await handOver.getByRole("button", { name: "Approve the hand-over" }).click();
    await handOver.getByText(/^Approved by .*; a second, different person must approve too\.$/).waitFor();
    expectRefusal = true;
    await handOver.getByRole("button", { name: "Approve the hand-over" }).click();
    await handOver.getByRole("alert").filter({ hasText: "has approved this hand-over already" }).waitFor();
    expectRefusal = false;
    await page.getByRole("link", { name: "Today" }).click();
    await tasks.getByRole("link", { name: "Ask the salesperson" }).click();
    expect(await todo.getByRole("button", { name: "There is a dispute" }).isDisabled()).toBe(true);
    await todo.getByLabel("What the salesperson said").fill("The price list was wrong");
    await todo.getByRole("button", { name: "There is a dispute" }).click();
    await page.getByRole("region", { name: "What happens next" }).getByText("Disputed").waitFor();
    await page.getByRole("link", { name: "Today" }).click();
  },
  30_000,
);

test.skipIf(!chromium)(
  "a letter that is left out says so, by whom and why, and can be taken back",
  async () => {
    const row = letters().last();
    const name = (await row.locator(".name").textContent())!;
    await row.getByRole("link", { name, exact: true }).click();
    await page.getByText("Proposed for today").waitFor();
    await page.getByRole("link", { name: "See the letter" }).click();
    await page.getByRole("button", { name: "Leave out…" }).click();
    await page.getByRole("dialog").getByLabel("Reason").fill("They pay on Friday");
    await page.getByRole("dialog").getByRole("button", { name: "Leave out" }).click();
    await page.getByText(/^Left out today by .*: They pay on Friday$/).waitFor();
    await page.getByRole("link", { name: "Today" }).click();
    await page.getByRole("region", { name: "Summary" }).getByText("1 left out").waitFor();
    await page.getByRole("link", { name: `Letter to ${name}` }).click();
    await page.getByText("They pay on Friday").waitFor();
    expect(await page.getByRole("button", { name: "Leave out…" }).count()).toBe(0);
    await page.getByRole("button", { name: "Take back" }).click();
    await page.getByRole("button", { name: "Send", exact: true }).waitFor();
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByText(/^Approved by .*, leaves with the next delivery\.$/).waitFor();
    await page.getByRole("link", { name: "Today" }).click();
  },
  30_000,
);

test.skipIf(!chromium)(
  "from the account to the letter: approve it, send it, and see it delivered",
  async () => {
    const row = letters()
      .filter({ hasText: /First letter|Second letter/ })
      .first();
    const name = (await row.locator(".name").textContent())!;
    await row.getByRole("link", { name, exact: true }).click();
    await page.getByRole("heading", { name, exact: true }).waitFor();
    await page.getByRole("region", { name: "What happens next" }).getByRole("listitem").first().waitFor();
    expect(
      await page
        .getByRole("region", { name: /Open items/ })
        .locator("tbody tr")
        .count(),
    ).toBeGreaterThan(0);
    const formatted = (await page.getByRole("group", { name: "The demo's clock" }).locator("time").textContent())!;
    await page.getByRole("link", { name: "See the letter" }).click();
    const paper = page.getByRole("img", { name: /Page 1 of the letter/ });
    await paper.waitFor();
    expect(await paper.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBeGreaterThan(100);
    const mail = page.frameLocator("iframe[title^='E-mail']").locator("body");
    expect(await mail.textContent()).toMatch(/invoice/i);
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await page.getByRole("button", { name: /^Send/ }).click();
    await page.getByRole("region", { name: "What happened" }).waitFor();
    const delivered = page
      .getByRole("region", { name: "What happened" })
      .getByRole("listitem")
      .filter({ hasText: formatted })
      .filter({ hasText: "letter delivered" });
    await delivered.getByRole("link", { name: "PDF" }).waitFor();
    await delivered.getByRole("link", { name: "E-mail" }).waitFor();
    await page.getByRole("link", { name: "Today" }).click();
    await page.getByRole("row").filter({ hasText: name }).filter({ hasText: "Delivered" }).waitFor();
    await page.getByRole("link", { name: `Letter to ${name}` }).click();
    await page.getByText("This letter was delivered today").waitFor();
    await page.getByRole("link", { name: "PDF" }).waitFor();
    await page.getByRole("link", { name: "Today" }).click();
  },
  60_000,
);

test.skipIf(!chromium)(
  "one letter is left out with a reason, all others are approved and sent",
  async () => {
    const open = page.getByRole("checkbox", { name: /^Select (?!all)/ });
    await open.first().check();
    await page.getByRole("button", { name: "Leave out 1…" }).click();
    await page.getByRole("dialog").getByLabel("Reason").fill("They called this morning");
    await page.getByRole("dialog").getByRole("button", { name: "Leave out" }).click();
    await page.getByRole("row").filter({ hasText: "Left out" }).waitFor();
    await page.getByRole("button", { name: /^Approve all/ }).click();
    await page.getByRole("button", { name: /^Send \d+ approved/ }).click();
    await expect
      .poll(
        () =>
          page
            .getByRole("region", { name: /To send today/ })
            .locator(".approval-approved")
            .count(),
        { timeout: 40_000 },
      )
      .toBe(0);
    expect(
      await page
        .getByRole("region", { name: /To send today/ })
        .locator(".approval-delivered")
        .count(),
    ).toBeGreaterThan(3);
  },
  60_000,
);

test.skipIf(!chromium)(
  "the clock moves on, and a new day is decided",
  async () => {
    const before = await page.getByRole("heading", { level: 1 }).textContent();
    await page.getByRole("button", { name: "Next business day" }).click();
    await expect.poll(() => page.getByRole("heading", { level: 1 }).textContent()).not.toBe(before);
    await page.getByRole("heading", { name: /To send today/ }).waitFor();
  },
  30_000,
);

test.skipIf(!chromium)(
  "the pages can be walked by keyboard, and nothing went wrong on the way",
  async () => {
    await page.goto(server.origin);
    await page.getByRole("heading", { name: /To send today/ }).waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the page");
    const nameless = await page
      .locator("button, a, input, select")
      .evaluateAll(
        (all) => all.filter((each) => !each.textContent?.trim() && !each.getAttribute("aria-label") && !(each as HTMLInputElement).labels?.length).length,
      );
    expect(nameless).toBe(0);
    expect(troubles).toEqual([]);
  },
  30_000,
);
