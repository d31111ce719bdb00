import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY } from "../../test/support/delivery-world.ts";
import { closePdf } from "../letters/pdf.ts";
import { creditorsDue, runDay, showSchedules } from "./daily-run.ts";
import { deliver } from "./delivery-run.ts";
import { pauseSending } from "./pausing.ts";

let world: DeliveryWorld;
afterEach(() => world.close());
afterAll(closePdf);

const at = (time: string, day = MONDAY) => new Date(`${day}T${time}:00Z`);
const SCHEDULE = { dailyAt: "07:00", approveUpTo: "first" };

async function open(settings: object = {}, debtors = 3) {
  world = await createDeliveryWorld({ debtors, settings: { schedule: SCHEDULE, ...settings } });
  const { store, out } = world;
  await store.pool.query(
    "update creditor set settings = settings || jsonb_build_object('channels', jsonb_build_object('outbox', jsonb_build_object('folder', $1::text)))",
    [out],
  );
  // Known before it was due: of an old ledger's first wave a person approves every letter.
  await store.pool.query("update entry set known_on = '2026-09-01'");
  const handed: string[] = [];
  const run = (instant: Date) => runDay(store, "c", instant, async (name) => void handed.push(name));
  return { ...world, handed, run };
}

async function rows(sql: string) {
  return (await world.store.pool.query(sql)).rows;
}

test("once a day, from its time on, whichever workers try: what needs nobody is let go, and leaves", async () => {
  const { store, handed, run } = await open();
  expect(await creditorsDue(store, at("05:00"))).toEqual([]);
  expect(await creditorsDue(store, at("07:00"))).toEqual(["c"]);
  const made = await Promise.all([run(at("07:00")), run(at("07:00")), run(at("07:01"))]);
  expect(made.filter((each) => each !== null)).toMatchObject([{ day: MONDAY, approved: 3, digest: "nothing to do", note: null }]);
  expect(handed).toHaveLength(1);
  expect(await creditorsDue(store, at("12:00"))).toEqual([]);
  expect(await rows("select recorded_by, by_procedure from approval group by 1, 2")).toEqual([
    { recorded_by: expect.stringMatching(/^procedure standard/), by_procedure: true },
  ]);
  expect((await deliver(store, { run: handed[0]!, asOf: MONDAY })).deliveries).toHaveLength(3);
  expect(await showSchedules(store, null, at("12:00"))).toMatchObject([
    {
      creditor: "c",
      next: "2026-11-24",
      last: [
        { day: MONDAY, approved: 3 },
        { day: "2026-11-22", note: "the schedule was set up" },
      ],
    },
  ]);
});

test("what was let go stays with a person once the setting is taken back", async () => {
  const { store, handed, run } = await open();
  await creditorsDue(store, at("05:00"));
  await run(at("07:00"));
  await store.pool.query("update creditor set settings = settings - 'schedule'");
  const { held, deliveries } = await deliver(store, { run: handed[0]!, asOf: MONDAY });
  expect(deliveries).toEqual([]);
  expect(held.map(({ code, reason }) => [code, reason])).toEqual([1, 2, 3].map(() => ["block", expect.stringMatching(/asks for a person's approval/)]));
});

test("letters of a later step wait, and the contact is told once of what is to be done, naming no debtor", async () => {
  const { store, out, run } = await open({ schedule: { ...SCHEDULE, approveUpTo: "reminder" } });
  await creditorsDue(store, at("05:00"));
  expect(await run(at("07:00"))).toMatchObject({ approved: 0, digest: "file: accounts@creditor.example" });
  expect(await run(at("07:02"))).toBeNull();
  const folder = join(out, MONDAY, "internal");
  const [name, ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  const mail = readFileSync(join(folder, name!), "utf8");
  expect(mail).toMatch(/^Subject: Creditor Ltd, .*23 November 2026: 3 to do\r$/m);
  expect(mail).toContain("- Letters that wait for approval: 3\r\n");
  expect(mail).not.toContain("Debtor");
});

test("what a crash has cut off is gone on with, by the same run", async () => {
  const { store, run, handed } = await open();
  await creditorsDue(store, at("05:00"));
  await expect(runDay(store, "c", at("07:00"), () => Promise.reject(new Error("cut off")))).rejects.toThrow("cut off");
  expect(await creditorsDue(store, at("07:01"))).toEqual(["c"]);
  expect(await run(at("07:01"))).toMatchObject({ day: MONDAY, approved: 3 });
  expect(handed).toEqual(["R1"]);
  expect(await rows("select count(*)::int as n from proposal_run")).toEqual([{ n: 1 }]);
  expect(await creditorsDue(store, at("07:02"))).toEqual([]);
});

test("days that were missed are made up for by one run, at once, as of today; a schedule set up late begins with its next time; a clock of its own has none", async () => {
  const { store, run } = await open();
  expect(await creditorsDue(store, at("15:00", "2026-11-18"))).toEqual([]);
  expect(await creditorsDue(store, at("03:00", MONDAY))).toEqual(["c"]);
  expect(await run(at("03:00"))).toMatchObject({ day: MONDAY });
  expect(await creditorsDue(store, at("08:00", MONDAY))).toEqual([]);
  expect(await creditorsDue(store, at("07:00", "2026-11-24"))).toEqual(["c"]);
  await store.pool.query(`update creditor set settings = settings || '{"clock": "2026-11-23"}'`);
  expect(await creditorsDue(store, at("07:00", "2026-11-24"))).toEqual([]);
  expect(await showSchedules(store, "c", at("07:00"))).toMatchObject([{ next: null }]);
});

test("the hour of the creditor's own zone counts", async () => {
  const { store } = await open({ timeZone: "Asia/Jakarta" });
  await creditorsDue(store, at("20:00", "2026-11-22"));
  expect(await creditorsDue(store, at("23:59", "2026-11-22"))).toEqual([]);
  expect(await creditorsDue(store, at("00:00"))).toEqual(["c"]);
});

test("while sending is paused the run proposes, and mails nothing; a day that cannot be decided says why and ends", async () => {
  const { store, out, run } = await open({ schedule: { dailyAt: "07:00" } });
  await creditorsDue(store, at("05:00"));
  await pauseSending(store, { creditor: null, by: "Ann", reason: "audit" });
  expect(await run(at("07:00"))).toMatchObject({ approved: 0, digest: "not sent: sending is paused" });
  expect(readdirSync(out)).toEqual([]);
});
