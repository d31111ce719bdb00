import { afterAll, beforeAll, expect, test } from "vitest";
import { fillDeliveryWorld } from "../../test/support/delivery-world.ts";
import { createTestStore } from "../../test/support/test-store.ts";
import { resolveAccount, resolveDebtor } from "./account-store.ts";
import type { Store } from "./database.ts";
import { inTransaction } from "./transaction.ts";

let store: Store;
beforeAll(async () => {
  store = await createTestStore();
  // Accounts A1 to A3 of the debtors D1 to D3, and A4 to A6 of debtors that are called A1 to A3.
  await fillDeliveryWorld(store);
  await fillDeliveryWorld(store, { prefix: "A", creditor: "c2" });
});
afterAll(() => store.close());

const account = (name: string) => inTransaction(store, (client) => resolveAccount(client, name));
const debtor = (name: string) => inTransaction(store, (client) => resolveDebtor(client, name));

test("an account goes by its id, or by a debtor that has one account", async () => {
  expect([await account("A5"), await account("D2"), await debtor("D2"), await debtor("A6")]).toEqual([5, 2, 2, 6]);
  await expect(account("A99")).rejects.toMatchObject({ code: "account-unknown" });
  await expect(account("A999999999999999999")).rejects.toMatchObject({ code: "account-unknown" });
});

test("a name that is an account and another account's debtor is refused, naming both", async () => {
  for (const resolve of [account, debtor]) {
    await expect(resolve("A1")).rejects.toMatchObject({ code: "account-ambiguous", message: expect.stringMatching(/A1 of debtor "D1".*debtor "A1" with A4/) });
    expect(await resolve("account:A1")).toBe(1);
  }
  await expect(account("account:A99")).rejects.toThrow('no account or debtor "A99"');
});
