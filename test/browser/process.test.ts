/// <reference lib="dom" />
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../../src/cli/server.ts";
import { closePdf } from "../../src/letters/pdf.ts";
import { findChromium, type OpenFirmly, openFirmly } from "./browser.ts";
import { CALLED, DISPUTES, fillProcess, OLD, PLANS, UNSETTLED } from "./process-world.ts";

const chromium = findChromium();
if (!chromium) console.warn("Skipped: the browser test of the process, because no Chromium is installed (Debian: apt install chromium).");

let firmly: OpenFirmly;
let server: RunningServer;
let page: Page;
const troubles: string[] = [];
/** Chromium writes every refusal of the server into its console. */
let expectRefusal = false;

beforeAll(async () => {
  if (!chromium) return;
  firmly = await openFirmly(chromium, { fill: fillProcess, say: (message) => troubles.push(message) });
  ({ server, page } = firmly);
  page.setDefaultTimeout(15_000);
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("dialog", (dialog) => troubles.push(`a name opened a dialog: ${dialog.message()}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("401") && !expectRefusal) troubles.push(message.text());
  });
  await page.goto(await server.createLink());
  await page.getByRole("link", { name: "Calls" }).waitFor();
}, 180_000);

afterAll(async () => {
  await firmly?.close();
  await closePdf();
}, 30_000);

const region = (name: string | RegExp) => page.getByRole("region", { name });
const record = () => region("Record what the debtor says");

async function openAccount(name: string): Promise<void> {
  const search = `${server.origin}/api/accounts?${new URLSearchParams({ creditor: "own", search: name })}`;
  const { accounts } = (await (await page.request.get(search)).json()) as { accounts: { id: string }[] };
  await page.goto(`${server.origin}/accounts/${accounts[0]!.id}`);
  await page.getByRole("heading", { name, exact: true }).waitFor();
}

test.skipIf(!chromium)(
  "a plan is split so that it fits exactly, refused where it is too much, and holds the letters back",
  async () => {
    await openAccount(PLANS.name);
    await record().getByRole("button", { name: "Plan", exact: true }).click();
    const form = page.getByRole("form", { name: "Payment plan" });
    await form.getByRole("button", { name: "Split what is open" }).click();
    expect(await form.getByLabel("Amount of instalment 1 (EUR)").inputValue()).toBe("333.34");
    await form.getByText("exactly what is open").waitFor();
    await form.getByLabel("Amount of instalment 3 (EUR)").fill("400.00");
    await form.getByText("EUR 66.67 too much").waitFor();
    expectRefusal = true;
    await form.getByRole("button", { name: "Record the plan" }).click();
    await form.getByRole("alert").filter({ hasText: "only EUR 1,000.00 is open there" }).waitFor();
    expectRefusal = false;
    await form.getByRole("button", { name: "Split what is open" }).click();
    await form.getByLabel("Who said so").fill("Ms Brandt");
    await form.getByLabel("How", { exact: true }).selectOption("phone");
    await form.getByRole("button", { name: "Record the plan" }).click();
    await record().getByRole("status").filter({ hasText: "Payment plan recorded under your name" }).waitFor();
    const plan = region("Agreed, disputed, on hold").getByRole("listitem").filter({ hasText: "in 3 instalments" });
    await plan.getByText("Running").waitFor();
    await plan.getByText("EUR 333.34").waitFor();
    await region("What happens next").getByText("Waiting").waitFor();
    // It was told on the phone, so it is confirmed in writing.
    await region("What happened").getByText("Confirmation of the plan delivered").waitFor();
  },
  60_000,
);

test.skipIf(!chromium)(
  "a part of an invoice is disputed, and the answer gives a new day",
  async () => {
    await openAccount(DISPUTES.name);
    expect(await page.locator("h1 img").count()).toBe(0);
    await record().getByRole("button", { name: "Dispute", exact: true }).click();
    const form = page.getByRole("form", { name: "Dispute", exact: true });
    await form.getByLabel(/^Document/).selectOption("RE-3");
    await form.getByLabel(/^Why/).selectOption("quantity");
    await form.getByLabel("How much of it").selectOption("part");
    await form.getByLabel(/^Disputed amount/).fill("40,00");
    await form.getByLabel("Who answers it").fill("Bo");
    expectRefusal = true;
    await form.getByRole("button", { name: "Record the dispute" }).click();
    await form.getByText('"40,00" is no amount in EUR').waitFor();
    expect(await form.getByLabel(/^Disputed amount/).getAttribute("aria-invalid")).toBe("true");
    expectRefusal = false;
    await form.getByLabel(/^Disputed amount/).fill("40.00");
    await form.getByRole("button", { name: "Record the dispute" }).click();
    await record().getByRole("status").filter({ hasText: "Dispute recorded" }).waitFor();
    const dispute = region("Agreed, disputed, on hold").getByRole("listitem").filter({ hasText: "Dispute of RE-3" });
    await dispute.getByText("EUR 40.00").waitFor();
    await dispute.getByText(/Bo answers/).waitFor();
    await region(/^To do/)
      .getByRole("listitem")
      .filter({ hasText: "Answer a dispute" })
      .getByRole("button", { name: "Answer" })
      .click();
    const answer = page.getByRole("form", { name: "Answer a dispute" });
    expect(await answer.getByLabel("Document").inputValue()).toBe("RE-3");
    await answer.getByLabel("New pay-by day").fill("2026-03-20");
    await answer.getByRole("button", { name: "Record the answer" }).click();
    await dispute.getByText("Answered").waitFor();
    await region("What happened")
      .getByText(/unjustified/)
      .waitFor();
  },
  60_000,
);

test.skipIf(!chromium)(
  "from the worklist to the sheet by keyboard, and a call is recorded with its promise and its sheet",
  async () => {
    await page.getByRole("link", { name: "Calls" }).click();
    const rows = page.getByRole("list", { name: "Calls that are due" }).locator("> li");
    await rows.first().waitFor();
    const called = page.getByRole("listitem", { name: new RegExp(CALLED.name) });
    await called.getByText(/^\d+ points?$/).click();
    await called.getByText(/points for the amount that is overdue/).waitFor();
    await rows.first().focus();
    while ((await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "")).startsWith(CALLED.name) === false)
      await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: CALLED.name }).waitFor();
    await region("What to say").getByText("Opening").waitFor();
    await region(/called now$/)
      .getByText("You may agree to")
      .waitFor();
    const form = page.getByRole("form", { name: "Call" });
    await form.getByLabel(/^How it went/).selectOption("rpc_promise");
    await form.getByRole("button", { name: /^All that is open/ }).click();
    expect(await form.getByLabel(/^Amount/).inputValue()).toBe("310.50");
    await form.getByLabel(/^To be paid by/).fill("2026-03-06");
    await form.getByLabel("Who was reached").fill("Mr Dorn");
    await form.getByLabel("Why it is late").selectOption("payment-run");
    await form.getByRole("button", { name: "Record the call" }).click();
    await region("Record the call").getByRole("status").filter({ hasText: "Call recorded under your name" }).waitFor();
    await page.getByRole("link", { name: CALLED.name }).click();
    await region("Agreed, disputed, on hold").getByRole("listitem").filter({ hasText: "Promise of EUR 310.50 by Fri 6 Mar 2026" }).getByText("Open").waitFor();
    await region("What happened")
      .getByText(/promised to pay/)
      .waitFor();
    const account = new URL(page.url()).pathname.split("/")[2];
    const { timeline } = (await (await page.request.get(`${server.origin}/api/accounts/${account}?asOf=2026-03-02`)).json()) as {
      timeline: { kind: string; values: Record<string, string> }[];
    };
    const { sheet } = timeline.find(({ kind }) => kind === "call")!.values;
    const frozen = await page.request.get(`${server.origin}/api/documents/${sheet}`);
    expect(JSON.parse(await frozen.text())).toMatchObject({ account, debtor: { name: CALLED.name }, amounts: { overdue: "310.50" } });
  },
  60_000,
);

test.skipIf(!chromium)(
  "a charge shows how it was worked out, and is waived with a reason",
  async () => {
    await openAccount(OLD.name);
    const charges = region(/^Charges/);
    const interest = charges.getByRole("row").filter({ hasText: "Interest" }).first();
    await interest.getByText("How it was worked out").click();
    await interest
      .getByText(/ days at [\d.]+ % on EUR 4,200\.00/)
      .first()
      .waitFor();
    await interest.getByRole("button", { name: /^Waive/ }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.getByRole("button", { name: "Waive" }).isDisabled()).toBe(true);
    await dialog.getByLabel("Reason").fill("A good customer");
    await dialog.getByRole("button", { name: "Waive" }).click();
    await interest.getByText("Waived").waitFor();
    expect(await interest.getByRole("button", { name: /^Waive/ }).count()).toBe(0);
    await region("What happened").getByRole("listitem").filter({ hasText: "Charge waived" }).filter({ hasText: "A good customer" }).waitFor();
  },
  60_000,
);

test.skipIf(!chromium)(
  "a hand-over is approved where its checklist allows it, and not before",
  async () => {
    const handOver = region("Hand-over");
    await handOver.getByText(/preconditions are met$/).click();
    await handOver.getByRole("list", { name: "Preconditions that are met" }).getByRole("listitem").first().waitFor();
    await handOver.getByRole("button", { name: "Approve the hand-over" }).click();
    await handOver.getByText(/^Approved by .*; a second, different person must approve too\.$/).waitFor();
    await openAccount(UNSETTLED.name);
    await handOver.getByText(/^It cannot be approved yet\./).waitFor();
    expect(await handOver.getByRole("button", { name: "Approve the hand-over" }).isDisabled()).toBe(true);
    await handOver.getByRole("list", { name: "Preconditions not met or unknown" }).getByText("Not met").first().waitFor();
  },
  60_000,
);

test.skipIf(!chromium)(
  "a letter is recalled with a correction, and one that a later letter rests on is not",
  async () => {
    const happened = region("What happened");
    const dialog = page.getByRole("dialog");
    await happened.getByRole("button", { name: /^Recall the second letter/ }).click();
    await dialog.getByLabel("Reason").fill("Wrong amount");
    expectRefusal = true;
    await dialog.getByRole("button", { name: "Recall", exact: true }).click();
    await dialog.getByRole("alert").filter({ hasText: "recall that one first" }).waitFor();
    expectRefusal = false;
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await happened.getByRole("button", { name: /^Recall the third letter/ }).click();
    await dialog.getByLabel("Reason").fill("Wrong amount");
    await dialog.getByLabel("Tell the debtor in writing to disregard it").selectOption("wrong-amount");
    await dialog.getByRole("button", { name: "Recall", exact: true }).click();
    await dialog.getByText("The letter is recalled.").waitFor();
    await dialog.getByText("The debtor was told in writing.").waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await happened.getByText("Letter recalled").waitFor();
    await happened.getByText("Correction delivered").waitFor();
    expect(await happened.getByRole("button", { name: /^Recall the third letter/ }).count()).toBe(0);
  },
  60_000,
);

test.skipIf(!chromium)(
  "the decision leads to its procedure, in words",
  async () => {
    await region("What happens next")
      .getByRole("link", { name: /^with-interest, version 1$/ })
      .click();
    await page.getByRole("heading", { name: "with-interest" }).waitFor();
    const days = region("An invoice that nobody pays").getByRole("listitem");
    await days.filter({ hasText: "First letter" }).filter({ hasText: "after the due date" }).waitFor();
    await days.filter({ hasText: "Hand-over" }).waitFor();
    await region("As it is written").getByText("interest from the second letter on").waitFor();
  },
  30_000,
);

test.skipIf(!chromium)(
  "own words are written beside the letter that they make, refused with the place, and saved as a version",
  async () => {
    await page.goto(`${server.origin}/letters?language=de&kind=second`);
    const editor = page.getByRole("textbox", { name: "Template" });
    const status = region(/words/).getByRole("status");
    const own = await editor.inputValue();
    const save = page.getByRole("button", { name: "Save…" });
    // An unknown value, and a letter without the day to pay by.
    await editor.fill(own.replace("{{ greeting }}", "{{ greetings }}"));
    await status.getByText(/to mend before it can be saved/).waitFor();
    await region(/words/).getByRole("button", { name: "Go to line 3, column 4" }).waitFor();
    expect(await save.isDisabled()).toBe(true);
    await editor.fill(own.replaceAll("{{ pay_by }}", "bald"));
    await region(/words/)
      .getByText(/payment.date|day to pay by/i)
      .first()
      .waitFor();
    expect(await save.isDisabled()).toBe(true);
    await editor.fill(own.replace("{{ closing }}", "Wir wünschen Ihnen eine gute Woche.\n\n{{ closing }}"));
    await status.getByText("Nothing to mend: it can be saved.").waitFor();
    await save.click();
    await page.getByLabel("Why").fill("a friendly last word");
    await page.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: /Your words, version 1/ }).waitFor();
    await page.goto(`${server.origin}/letters?part=letterhead`);
    await page.getByLabel("Title").waitFor();
    expect(troubles).toEqual([]);
  },
  120_000,
);

test.skipIf(!chromium)(
  "every control has a name, nothing sticks out on a phone, and nothing went wrong on the way",
  async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openAccount(DISPUTES.name);
    for (const form of ["Promise", "Plan", "Dispute", "Call", "Reply", "Hold", "Note", "Stop contact"]) {
      await record().getByRole("button", { name: form, exact: true }).click();
      const nameless = await page
        .locator("button, a, input:not([hidden]), select")
        .evaluateAll(
          (all) => all.filter((each) => !each.textContent?.trim() && !each.getAttribute("aria-label") && !(each as HTMLInputElement).labels?.length).length,
        );
      expect(nameless, form).toBe(0);
      expect(await tooWide(), form).toBeLessThanOrEqual(0);
    }
    for (const path of ["/calls", "/letters", "/letters?part=letterhead", "/procedures/standard", `${new URL(page.url()).pathname}/call`]) {
      await page.goto(server.origin + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect(await tooWide(), path).toBeLessThanOrEqual(0);
    }
    expect(troubles).toEqual([]);
  },
  60_000,
);

function tooWide(): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
