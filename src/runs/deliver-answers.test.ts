import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  createDeliveryWorld,
  type DeliveryWorld,
  MONDAY,
  pay,
  proposeAndApprove,
  SATURDAY,
  TUESDAY,
  type WorldOptions,
} from "../../test/support/delivery-world.ts";
import { freePort, type MailPair, MAIL_PAIR_TIMEOUT_MS, mailPairMissing, startMailPair } from "../../test/mail-pair.ts";
import type { Happening } from "../core/process/activity.ts";
import type { Day } from "../core/values/day.ts";
import { isUnderWay } from "../store/delivery-store.ts";
import { closePdf } from "../letters/pdf.ts";
import { reportAccount } from "./account-report.ts";
import { check } from "./check.ts";
import { confirmAtOnce } from "./confirm-at-once.ts";
import { deliver } from "./delivery-run.ts";
import { recordHappening } from "./record.ts";
import { recordReturned } from "./returned-letter.ts";

let world: DeliveryWorld;
let folder: string;
afterEach(async () => {
  expect((await check(world.store)).problems).toEqual([]);
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(closePdf);

const PROMISE: Happening = { kind: "promise", amountMinor: 10_100n, day: "2026-12-04", items: [], channel: "phone" };

async function openLive(port: number | null, options: WorldOptions = {}) {
  folder = mkdtempSync(join(tmpdir(), "firmly-print-"));
  const email = port === null ? null : { host: "127.0.0.1", port, secure: false, from: "Creditor Ltd <ar@creditor.test>" };
  world = await createDeliveryWorld({ debtors: 1, ...options, settings: { channels: { mode: "live", email, post: { folder, transitBusinessDays: 3 } } } });
  return world.store;
}

async function say(happening: Happening, asOf: Day = MONDAY): Promise<void> {
  await recordHappening(world.store, { account: "A1", asOf, by: "Ann", happening });
}

async function rows(sql: string) {
  return (await world.store.pool.query(sql)).rows;
}

const states = async () =>
  (await rows("select step, void, state, channel from letter join delivery on letter_id = letter.id order by letter.sent_on, delivery.id")) as object[];
const printed = (day: Day = MONDAY) => (existsSync(join(folder, day)) ? readdirSync(join(folder, day)).filter((name) => name.endsWith(".pdf")) : []);

test("what was promised on the phone leaves by post where there is no e-mail, on the timeline with its files", async () => {
  const store = await openLive(null, { email: () => null });
  await say(PROMISE);
  const { deliveries, held } = await confirmAtOnce(store, "A1", MONDAY);
  expect(held).toEqual([]);
  expect(deliveries).toMatchObject([{ account: "A1", step: "confirm-promise", channel: "post", state: "accepted" }]);
  expect(printed()).toHaveLength(1);
  const { timeline } = await reportAccount(store, "A1", MONDAY);
  expect(timeline.at(-1)).toMatchObject({
    kind: "answer",
    values: { about: "promise" },
    letter: { step: "confirm-promise", files: [{ mediaType: "application/pdf" }] },
  });
  expect(await confirmAtOnce(store, "A1", MONDAY)).toEqual({ deliveries: [], held: [] });
});

test("however many look for it at the same moment, one confirmation leaves", async () => {
  const store = await openLive(null, { email: () => null });
  await say(PROMISE);
  await Promise.all(Array.from({ length: 6 }, () => deliver(store, { asOf: MONDAY })));
  expect(printed()).toHaveLength(1);
  expect(await rows("select count(*)::int as n from activity where kind = 'answer'")).toEqual([{ n: 1 }]);
});

test("it leaves beside a letter of the same day, and one that is on its way holds up no letter", async () => {
  const store = await openLive(null, { email: () => null });
  await proposeAndApprove(store);
  expect((await deliver(store, { asOf: MONDAY })).deliveries.map(({ step }) => step)).toEqual(["first"]);
  await say(PROMISE);
  expect((await confirmAtOnce(store, "A1", MONDAY)).deliveries.map(({ step, state }) => [step, state])).toEqual([["confirm-promise", "accepted"]]);
  await store.pool.query("update delivery set state = 'failed' where letter_id in (select id from letter where answers is not null)");
  expect(await isUnderWay(store.pool, 1)).toBe(false);
  await store.pool.query("update delivery set state = 'accepted'");
});

test("what is promised and paid before it could be confirmed is not confirmed any more", async () => {
  const store = await openLive(null, { email: () => null });
  await say(PROMISE);
  await pay(store, 1, 10_100, MONDAY);
  expect(await deliver(store, { asOf: TUESDAY })).toEqual({ deliveries: [], held: [] });
});

test("nor is what was promised for a day that has passed", async () => {
  const store = await openLive(null, { email: () => null });
  await say(PROMISE);
  expect((await deliver(store, { asOf: "2026-12-07" })).deliveries).toEqual([]);
});

test("on a day that is no business day only what was agreed that day leaves", async () => {
  const store = await openLive(null, { email: () => null, debtors: 2 });
  await say(PROMISE);
  await recordHappening(store, { account: "A2", asOf: SATURDAY, by: "Ann", happening: PROMISE });
  const { deliveries, held } = await deliver(store, { asOf: SATURDAY });
  expect(deliveries.map(({ account }) => account)).toEqual(["A2"]);
  expect(held.map(({ account, code }) => [account, code])).toEqual([["A1", "postponed"]]);
});

test("no way to the debtor, no contact of the creditor's: recorded, owed, and said", async () => {
  const store = await openLive(null, { email: () => null });
  await say({ kind: "debtor-hold", reason: "asked for no letters", until: null, channel: "post", contact: null });
  await say(PROMISE);
  expect((await confirmAtOnce(store, "A1", MONDAY)).held.map(({ code }) => code)).toEqual(["address"]);
  await store.pool.query("update creditor set settings = settings - 'contact'");
  await say({ kind: "debtor-lift", hold: (await rows("select id::int as id from activity where kind = 'debtor-hold'"))[0].id });
  const { held } = await confirmAtOnce(store, "A1", MONDAY);
  expect(held).toMatchObject([{ code: "lint", reason: expect.stringContaining("contact is not set") }]);
  expect(await rows("select kind from activity where kind = 'promise'")).toHaveLength(1);
});

test("recorded for an earlier day, it leaves with the next delivery and not into the past", async () => {
  const store = await openLive(null, { email: () => null });
  await say({ kind: "note", detail: "later" }, TUESDAY);
  await recordHappening(store, { account: "A1", asOf: MONDAY, by: "Ann", backdate: true, happening: PROMISE });
  expect((await confirmAtOnce(store, "A1", MONDAY)).held.map(({ code }) => code)).toEqual(["postponed"]);
  expect((await deliver(store, { asOf: TUESDAY })).deliveries.map(({ step }) => step)).toEqual(["confirm-promise"]);
});

test("a claim that a dead process left is settled by what the channel knows, and nothing is confirmed twice", async () => {
  const store = await openLive(null, { email: () => null });
  await say(PROMISE);
  await confirmAtOnce(store, "A1", MONDAY);
  // As if it had died after printing.
  await store.pool.query(
    `begin; delete from activity where kind = 'answer'; update account set activity_head = (select hash from activity order by id desc limit 1);
     update delivery set state = 'claimed', claimed_by = '77'; commit`,
  );
  expect((await deliver(store, { asOf: MONDAY })).deliveries.map(({ step, state }) => [step, state])).toEqual([["confirm-promise", "accepted"]]);
  expect(printed()).toHaveLength(1);
  expect(await rows("select count(*)::int as n from activity where kind = 'answer'")).toEqual([{ n: 1 }]);
});

test("one that came back is owed again, by the next way", async () => {
  const store = await openLive(null, { email: () => null });
  await say(PROMISE);
  const { deliveries } = await confirmAtOnce(store, "A1", MONDAY);
  await recordReturned(store, { letter: deliveries[0]!.letter, channel: null, detail: "moved", by: "Ann", asOf: TUESDAY });
  expect((await deliver(store, { asOf: TUESDAY })).held.map(({ code }) => code)).toEqual(["address"]);
  await say({ kind: "delivery-held-resolved" }, TUESDAY);
  expect((await deliver(store, { asOf: TUESDAY })).deliveries.map(({ step, state }) => [step, state])).toEqual([["confirm-promise", "accepted"]]);
});

test("with the mail server down it is tried again, on another day as a letter of that day", async () => {
  const store = await openLive(await freePort());
  await say(PROMISE);
  expect((await confirmAtOnce(store, "A1", MONDAY)).deliveries.map(({ state }) => state)).toEqual(["failed"]);
  await store.pool.query("update debtor set email = null");
  expect((await deliver(store, { asOf: TUESDAY })).deliveries.map(({ channel, state }) => [channel, state])).toEqual([["post", "accepted"]]);
  expect(await states()).toEqual([
    { step: "confirm-promise", void: true, state: "failed", channel: "email" },
    { step: "confirm-promise", void: false, state: "accepted", channel: "post" },
  ]);
});

test("withdrawn before a second attempt, it is not sent", async () => {
  const store = await openLive(await freePort());
  await say(PROMISE);
  await confirmAtOnce(store, "A1", MONDAY);
  await say({ kind: "promise-withdrawn", promise: (await rows("select id::int as id from activity where kind = 'promise'"))[0].id });
  expect((await deliver(store, { asOf: MONDAY })).deliveries).toEqual([]);
  expect(await rows("select void from letter")).toEqual([{ void: true }]);
});

const missing = mailPairMissing();
if (missing) console.warn(`skipped: "answers through a real mail server": ${missing}`);

describe.skipIf(missing)("answers through a real mail server", () => {
  let mail: MailPair;
  beforeAll(async () => {
    mail = await startMailPair();
  }, MAIL_PAIR_TIMEOUT_MS);
  afterAll(() => mail?.stop());

  test("at night nothing leaves by mail; it stays owed and goes in the morning, once", async () => {
    const store = await openLive(mail.smtpPort, { email: () => "answer@mail.test" });
    await say(PROMISE);
    const at = (time: string) => () => new Date(`${MONDAY}T${time}Z`);
    const night = await confirmAtOnce(store, "A1", MONDAY, at("21:30:00"));
    expect(night).toMatchObject({ deliveries: [], held: [{ account: "A1", code: "postponed", reason: expect.stringContaining("quiet hours") }] });
    expect(await rows("select task_identifier from graphile_worker.jobs")).toEqual([{ task_identifier: "deliver-answers" }]);
    const morning = await deliver(store, { asOf: MONDAY, instant: at("09:00:00") });
    expect(morning.deliveries.map(({ step, channel, state }) => [step, channel, state])).toEqual([["confirm-promise", "email", "accepted"]]);
    expect((await deliver(store, { asOf: MONDAY, instant: at("10:00:00") })).deliveries).toEqual([]);
    await expect.poll(() => mail.mailbox("answer").length, { timeout: 10_000 }).toBe(1);
  });

  test("refused for good: the address is closed, and it goes by post", async () => {
    const store = await openLive(mail.smtpPort, { email: () => "unknown@mail.test" });
    await say(PROMISE);
    expect((await confirmAtOnce(store, "A1", MONDAY)).deliveries.map(({ state }) => state)).toEqual(["refused"]);
    expect((await deliver(store, { asOf: MONDAY })).deliveries.map(({ channel, state }) => [channel, state])).toEqual([["post", "accepted"]]);
    expect(await states()).toEqual(
      expect.arrayContaining([
        { step: "confirm-promise", void: true, state: "refused", channel: "email" },
        { step: "confirm-promise", void: false, state: "accepted", channel: "post" },
      ]),
    );
  });
});
