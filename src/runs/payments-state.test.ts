import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestStore } from "../../test/support/test-store.ts";
import type { Store } from "../store/database.ts";
import { loadCreditor } from "../store/settings-store.ts";
import { paymentsState, toImport } from "./payments-state.ts";
import { statePosted } from "./posted.ts";
import { applySettings } from "./settings.ts";

let store: Store;
beforeAll(async () => {
  store = await createTestStore();
  const bankAccounts = [
    { id: "main", iban: "DE89370400440532013000" },
    { id: "pound", iban: "GB29NWBK60161331926819" },
  ];
  await applySettings(store, [{ id: "c", name: "Creditor Ltd", country: "DE", currency: "EUR", bankAccounts }]);
});
afterAll(() => store.close());

const stateOn = async (day: "2026-06-01" | "2026-06-02") => paymentsState(store.pool, await loadCreditor(store, "c"), day);

test("without a word of any bank account the ledger is asked for", async () => {
  expect(toImport(await stateOn("2026-06-01"))).toEqual([{ bankAccount: null, through: null, needed: "2026-05-29" }]);
});

test("the bank account that lags is named, with the day that it needs", async () => {
  const said = { creditor: "c", by: "Alma Reed", asOf: "2026-06-01" } as const;
  await statePosted(store, { ...said, bankAccount: "main", through: "2026-05-29" });
  await statePosted(store, { ...said, bankAccount: "pound", through: "2026-05-20" });
  const state = await stateOn("2026-06-01");
  expect(state).toMatchObject({ by: "bank", through: "2026-05-20", needed: "2026-05-29" });
  expect(toImport(state)).toEqual([{ bankAccount: "pound", through: "2026-05-20", needed: "2026-05-29" }]);
  expect(toImport(await stateOn("2026-06-02")).map(({ bankAccount }) => bankAccount)).toEqual(["main", "pound"]);
});
