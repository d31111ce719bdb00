import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, pay, proposeAndApprove } from "../../test/support/delivery-world.ts";
import { closePdf } from "../letters/pdf.ts";
import { findAccounts } from "../store/account-store.ts";
import { appendActivities } from "../store/activity-store.ts";
import { readApproval } from "../store/approval-store.ts";
import { accountMark } from "../store/letter-store.ts";
import { loadCreditor, loadDebtors } from "../store/settings-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { claimLetter, type PreparedLetter } from "./claim-letter.ts";
import { decideAccount } from "./decide-accounts.ts";
import { deliver } from "./delivery-run.ts";
import { prepareLetter } from "./prepare-letter.ts";
import { pauseSending } from "./pausing.ts";

let world: DeliveryWorld;
beforeEach(async () => {
  world = await createDeliveryWorld({ debtors: 1 });
  await proposeAndApprove(world.store);
  return () => world.close();
});
afterAll(closePdf);

/** A letter that is ready to be claimed, as of a moment ago. */
async function prepared(): Promise<PreparedLetter> {
  const { store, out } = world;
  const mark = await inTransaction(store, (client) => accountMark(client, 1, false));
  const decided = await inTransaction(store, (client) => decideAccount(client, 1, MONDAY));
  const [row] = await inTransaction(store, (client) => findAccounts(client, [1]));
  const parties = { creditor: await loadCreditor(store, row!.creditor), debtor: (await loadDebtors(store, ["D1"]))[0]! };
  const day = { asOf: MONDAY, outDir: out, instant: new Date(), turn: () => Promise.resolve(null) };
  const ready = await prepareLetter(store, (await readApproval(store.pool, 1, 1))!, decided, parties, day, mark);
  if ("held" in ready) throw new Error(ready.held.reason);
  return ready;
}

const sql = (text: string) => async () => void (await world.store.pool.query(text));

describe("what changes between the decision and the claim sends the letter back to be decided again", () => {
  const changes: [string, () => Promise<unknown>][] = [
    ["a payment", () => pay(world.store, 1, 500, MONDAY)],
    [
      "a new invoice",
      sql(
        "insert into entry (account_id, kind, item, document, issue_year, instalment, version, issued, due, amount, happened_on, known_on) values (1, 'invoice', currval('entry_id') + 1, 'X', 2026, 1, 1, '2026-09-01', '2026-10-01', 99, '2026-09-01', '2026-11-01')",
      ),
    ],
    [
      "a hold of the account",
      () =>
        inTransaction(world.store, (client) =>
          appendActivities(client, [{ account: 1, happening: { kind: "reply", detail: "wait" }, happenedOn: MONDAY, knownOn: MONDAY, by: "inbox" }]),
        ),
    ],
    ["another address of the debtor", sql("update debtor set email = 'new@mail.test'")],
    [
      "another setting of the creditor",
      sql(`update creditor set settings = settings || '{"contact": {"name": "New", "phone": "1", "email": "n@creditor.example"}}'`),
    ],
    ["payments known up to another day", sql("insert into posted_through (creditor, through, known_on) values ('c', '2026-11-23', '2026-11-23')")],
  ];
  for (const [name, change] of changes) {
    test(name, async () => {
      const ready = await prepared();
      await change();
      expect(await claimLetter(world.store, ready, "1")).toBe("stale");
      expect((await world.store.pool.query("select from letter")).rowCount).toBe(0);
    });
  }
});

test("unchanged it is claimed, once; of two claims of one letter one is gone", async () => {
  const [one, other] = [await prepared(), await prepared()];
  const claims = await Promise.all([claimLetter(world.store, one, "1"), claimLetter(world.store, other, "2")]);
  expect(claims.map((claim) => (typeof claim === "string" ? claim : "claimed")).sort()).toEqual(["claimed", "gone"]);
});

test("a pause that has begun meanwhile keeps it from being claimed", async () => {
  const ready = await prepared();
  await pauseSending(world.store, { creditor: "c", by: "Ann", reason: "stop" });
  expect(await claimLetter(world.store, ready, "1")).toBe("paused");
});

test("another message to the debtor since the approval postpones the letter: the gap and the cap are counted again", async () => {
  const { store, out } = world;
  await store.pool.query("insert into account (creditor, debtor, currency) values ('c', 'D1', 'EUR')");
  await inTransaction(store, (client) =>
    appendActivities(client, [
      {
        account: 2,
        happening: { kind: "letter", letter: "LOTHER", step: "past-due", items: [], sentOn: MONDAY, deliveredOn: MONDAY, payBy: null, channels: ["email"] },
        happenedOn: MONDAY,
        knownOn: MONDAY,
        by: null,
      },
    ]),
  );
  const { held, deliveries } = await deliver(store, { asOf: MONDAY, outDir: out });
  expect(deliveries).toEqual([]);
  expect(held).toMatchObject([{ account: "A1", code: "postponed" }]);
  expect((await store.pool.query("select state from approval")).rows).toEqual([{ state: "approved" }]);
});
