import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestStore } from "../../test/support/test-store.ts";
import type { Store } from "../store/database.ts";
import { loadCreditor } from "../store/settings-store.ts";
import { moveClock } from "./clock.ts";
import { listInbox } from "./inbox/inbox-desk.ts";
import { loadDemo } from "./demo.ts";
import { DEMO_CREDITOR, isDemoWanted } from "./demo-play.ts";
import { latestRun, presentProposal } from "./proposal-run.ts";
import { applySettings } from "./settings.ts";

/** Where the demo's clock stands when it has been loaded. */
const FIRST_SCREEN = "2026-03-16";

let played: Store;
const opened: Store[] = [];
async function open(): Promise<Store> {
  // The outbox lies in the data folder, and a test's database has none.
  const folder = mkdtempSync(join(tmpdir(), "firmly-demo-"));
  const store = { ...(await createTestStore()), folder };
  opened.push(store);
  return store;
}

beforeAll(async () => {
  played = await open();
  expect(await isDemoWanted(played)).toBe(true);
  expect(await loadDemo(played)).toBe(true);
}, 120_000);
afterAll(async () => {
  for (const store of opened) {
    await store.close();
    rmSync(store.folder!, { recursive: true });
  }
});

/** What the first screen shows: every account with its decision, without what differs from store to store. */
async function screen(store: Store): Promise<string[]> {
  const { decisions } = await presentProposal(store, (await latestRun(store, DEMO_CREDITOR, FIRST_SCREEN))!);
  return decisions
    .map(
      ({ account, kind, step, task, block, total }) =>
        `${account.debtor.id} ${account.currency} ${[kind, task ?? block ?? step].filter(Boolean).join(" ")} ${total}`,
    )
    .sort();
}

const count = async (store: Store, table: string): Promise<number> =>
  Number((await store.pool.query<{ n: bigint }>(`select count(*) as n from ${table}`)).rows[0]!.n);

test("the first screen tells the story: every state of the process on one day", async () => {
  expect((await loadCreditor(played, DEMO_CREDITOR)).clock).toBe(FIRST_SCREEN);
  expect(await screen(played)).toMatchInlineSnapshot(`
    [
      "LV-1001 EUR dun first 1248.50",
      "LV-1002 EUR task sales-check 38400.00",
      "LV-1003 EUR dun third 3418.20",
      "LV-1004 EUR hand-over 6632.80",
      "LV-1005 EUR wait 0.00",
      "LV-1006 EUR dun second 2975.00",
      "LV-1007 EUR blocked disputed 0.00",
      "LV-1008 EUR blocked hold 3745.00",
      "LV-1009 EUR task answer-reply 7784.40",
      "LV-1010 EUR blocked unapplied-cash 645.75",
      "LV-1011 EUR blocked credit-covers -140.00",
      "LV-1012 EUR clear 0.00",
      "LV-1013 EUR dun second 3873.45",
      "LV-1014 EUR blocked direct-debit 0.00",
      "LV-1015 EUR blocked insolvency 5440.00",
      "LV-1016 EUR blocked stop-contact 638.00",
      "LV-1017 EUR blocked placed 3935.00",
      "LV-1018 EUR task place-or-dun 890.00",
      "LV-1021 EUR dun reminder 1120.00",
      "LV-1022 EUR dun past-due 2360.00",
      "LV-1023 EUR dun second 3400.00",
      "LV-1024 EUR wait 5200.00",
      "LV-1025 EUR wait 745.00",
      "LV-1026 EUR dun second 5080.00",
      "LV-1031 EUR dun first 1960.00",
      "LV-1032 EUR dun second 7705.00",
      "LV-1033 EUR dun reminder 514.90",
      "LV-1034 EUR clear 0.00",
      "LV-1035 EUR wait 1350.00",
      "LV-1036 EUR dun third 3058.60",
      "LV-1041 GBP dun first 1475.00",
      "LV-1042 GBP task answer-reply 1820.00",
      "LV-1043 GBP dun past-due 396.00",
      "LV-1044 EUR dun second 7250.00",
      "LV-1044 GBP wait 2140.00",
      "LV-1045 GBP dun reminder 1270.00",
      "LV-1046 GBP dun second 27800.00",
      "LV-1051 CHF dun second 4380.00",
      "LV-1052 CHF dun first 2895.00",
      "LV-1052 EUR wait 1640.00",
      "LV-1053 CHF dun reminder 930.00",
      "LV-1061 USD dun third 6900.00",
      "LV-1062 USD dun second 3150.00",
      "LV-1063 USD dun first 1985.00",
      "LV-1064 USD wait 2480.00",
    ]
  `);
});

test("the inbox holds what debtors wrote, with what they want; a robot's answer is noted, a stranger's waits for a name", async () => {
  const { messages } = await listInbox(played, { creditor: DEMO_CREDITOR, part: "all", limit: 10 });
  expect(messages.map(({ day, kind, state, about, intents, warning }) => [day, kind, state, about?.debtor.id, intents.join(" "), warning])).toEqual([
    ["2026-03-14", "reply", "unread", "LV-1042", "promise plan-wanted", null],
    ["2026-03-13", "reply", "unread", "LV-1009", "copy-wanted", null],
    ["2026-03-13", "reply", "unrouted", undefined, "", null],
    ["2026-03-12", "auto-reply", "done", "LV-1062", "", null],
  ]);
});

test("loading it again changes nothing, wherever its clock stands", async () => {
  const before = [await count(played, "letter"), await count(played, "activity")];
  await moveClock(played, DEMO_CREDITOR, "2026-02-01");
  expect(await isDemoWanted(played)).toBe(false);
  expect(await loadDemo(played)).toBe(false);
  expect([await count(played, "letter"), await count(played, "activity")]).toEqual(before);
});

/** A store whose connection is lost for good after so many requests. */
function breaking(store: Store, requests: number): Store {
  let left = requests;
  const guard = <T>(given: T): T => {
    if (left-- <= 0) throw new Error("connection lost");
    return given;
  };
  const pool = new Proxy(store.pool, {
    get: (target, name) => {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== "function") return value;
      return name === "query" || name === "connect"
        ? (...args: unknown[]) => guard(value as (...args: unknown[]) => unknown).apply(target, args)
        : value.bind(target);
    },
  });
  return { ...store, pool };
}

test("interrupted at any moment, it goes on and comes to the same end", async () => {
  const interrupted = await open();
  for (const requests of [3, 25, 90, 160, 240]) {
    await expect(loadDemo(breaking(interrupted, requests))).rejects.toThrow("connection lost");
    expect(await isDemoWanted(interrupted)).toBe(true);
  }
  expect(await loadDemo(interrupted)).toBe(true);
  expect(await screen(interrupted)).toEqual(await screen(played));
  // An attempt that was cut off has a receipt of its own.
  for (const table of ["letter", "activity where kind <> 'receipt'", "delivery", "entry", "inbound_mail"] as const)
    expect([table, await count(interrupted, table)]).toEqual([table, await count(played, table)]);
}, 180_000);

test("a store with a creditor of its own wants no demo", async () => {
  const store = await open();
  await applySettings(store, [{ id: "own", name: "Own Ltd" }]);
  expect(await isDemoWanted(store)).toBe(false);
});
