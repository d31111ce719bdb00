import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove } from "../../test/support/delivery-world.ts";
import { addDays, type Day } from "../core/values/day.ts";
import { closePdf } from "../letters/pdf.ts";
import { deliver } from "./delivery-run.ts";
import { propose } from "./proposal-run.ts";
import { recordHappening } from "./record.ts";
import { applySettings, setSetting } from "./settings.ts";

/** Two weeks after the first letter the second is due; whoever owes more than 100.00 is asked about first. */
const SECOND: Day = addDays(MONDAY, 14);

let world: DeliveryWorld;
beforeEach(async () => {
  world = await createDeliveryWorld({ debtors: 3 });
  const { store, out } = world;
  await setSetting(store, "salesCheckThreshold.GBP", "100", { creditor: "c" });
  await store.pool.query("update debtor set salesperson = case id when 'D1' then 'sam@creditor.example' when 'D2' then 'Sue Sales' end");
  await store.pool.query("update posted_through set through = '2027-01-01'");
  await proposeAndApprove(store);
  await deliver(store, { asOf: MONDAY, outDir: out });
});
afterEach(() => world.close());
afterAll(closePdf);

async function asked() {
  const { rows } = await world.store.pool.query("select account_id::int as account, body::jsonb as said from activity where kind = 'sales-asked' order by id");
  return rows.map(({ account, said }) => [account, said.to, said.how, said.detail]);
}

async function run(asOf: Day) {
  const { run: name } = await propose(world.store, { asOf });
  await deliver(world.store, { asOf, outDir: world.out });
  return name;
}

const EVERYBODY = [
  [1, "sam@creditor.example", "file", ""],
  [2, "Sue Sales", "not-possible", "no e-mail address is known"],
  [3, "salesperson", "not-possible", "the debtor has no salesperson"],
];

describe("before the second letter of a large balance", () => {
  test("the salesperson is asked once, in the creditor's language", async () => {
    expect(await asked()).toEqual([]);
    await run(SECOND);
    expect(await asked()).toEqual(EVERYBODY);
    const [name, ...others] = readdirSync(join(world.out, "internal"));
    expect(others).toEqual([]);
    expect(name).toMatch(/^A1-sales-check-\d+-sam-creditor\.example\.eml$/);
    const mail = readFileSync(join(world.out, "internal", name!), "utf8").replace(/=\r\n/g, "");
    expect(mail).toContain(`Message-ID: <${name!.slice(0, -4)}@creditor.example>\r\n`);
    expect(mail).toMatch(/^To: sam@creditor\.example\r$/m);
    expect(mail).toContain("The next step for Debtor 1 Ltd (D1) is the second letter.");
    expect(mail).toContain("- INV-1, due on 1 October 2026:");
    expect(mail).toMatch(
      /Please tell Jo Carter \(accounts@creditor\.example\) today, either way\. The letter waits for your answer until Monday 14 December 2026\./,
    );
    // Not on the next day, and not again for the same letter.
    await run(addDays(SECOND, 1));
    await deliver(world.store, { asOf: addDays(SECOND, 1), outDir: world.out });
    expect(await asked()).toEqual(EVERYBODY);
  });

  test("it changes no decision, and the answer lets the letter go", async () => {
    await run(SECOND);
    const happening = { kind: "sales-check", answer: "no-dispute", detail: "" } as const;
    await recordHappening(world.store, { account: "A1", asOf: SECOND, by: "anna", happening });
    const { rows } = await world.store.pool.query("select account_id::int as account, kind, task, step from decision where run_id = $1 order by account_id", [
      Number((await propose(world.store, { asOf: SECOND })).run.slice(1)),
    ]);
    expect(rows[0]).toMatchObject({ account: 1, kind: "dun", step: "second" });
    expect(rows.slice(1).every(({ task }) => task === "sales-check")).toBe(true);
    expect(await asked()).toEqual(EVERYBODY);
  });

  test("a question that was settled meanwhile is not asked", async () => {
    await propose(world.store, { asOf: SECOND });
    const happening = { kind: "sales-check", answer: "no-dispute", detail: "said on the phone" } as const;
    await recordHappening(world.store, { account: "A1", asOf: SECOND, by: "anna", happening });
    await deliver(world.store, { asOf: SECOND, outDir: world.out });
    expect((await asked()).map(([account]) => account)).toEqual([2, 3]);
    expect(existsSync(join(world.out, "internal"))).toBe(false);
  });

  test("where nobody could be asked, somebody new is", async () => {
    await run(SECOND);
    await world.store.pool.query("update debtor set salesperson = 'kim@creditor.example' where id in ('D1', 'D3')");
    await run(addDays(SECOND, 1));
    // Sam was asked; who is to answer for the third had nobody before.
    expect((await asked()).slice(3)).toEqual([[3, "kim@creditor.example", "file", ""]]);
  });

  test("where the mail server is away, it is tried again with the next delivery", async () => {
    const post = { folder: world.out, transitBusinessDays: 3 };
    await applySettings(world.store, [
      { id: "c", channels: { mode: "live", post, email: { host: "127.0.0.1", port: 9, secure: false, from: "ar@creditor.test" } } },
    ]);
    await propose(world.store, { asOf: addDays(SECOND, 3) });
    await deliver(world.store, { asOf: addDays(SECOND, 3), instant: () => new Date(`${addDays(SECOND, 3)}T10:00:00Z`) });
    expect(await asked()).toEqual(EVERYBODY.slice(1));
    await deliver(world.store, { asOf: addDays(SECOND, 3), outDir: world.out });
    expect(await asked()).toEqual([...EVERYBODY.slice(1), EVERYBODY[0]]);
  });

  test("the mail is written in the creditor's language", async () => {
    await setSetting(world.store, "language", "de", { creditor: "c" });
    await run(SECOND);
    const [name] = readdirSync(join(world.out, "internal"));
    const mail = readFileSync(join(world.out, "internal", name!), "utf8").replace(/=\r\n/g, "");
    expect(mail).toMatch(/^Content-Language: de/m);
    expect(mail).toContain("wartet bis Montag, 14. Dezember 2026");
  });
});
