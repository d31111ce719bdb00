import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove, TUESDAY, type WorldOptions } from "../../test/support/delivery-world.ts";
import { freePort, type MailPair, MAIL_PAIR_TIMEOUT_MS, mailPairMissing, startMailPair } from "../../test/mail-pair.ts";
import { closePdf } from "../letters/pdf.ts";
import { check } from "./check.ts";
import { deliver } from "./delivery-run.ts";
import { presentProposal, propose } from "./proposal-run.ts";
import { resolveUncertain } from "./settle-delivery.ts";

let world: DeliveryWorld;
let folder: string;
afterEach(async () => {
  expect((await check(world.store)).problems).toEqual([]);
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(closePdf);

/** A creditor whose letters go out: by e-mail through a port, and into a print folder. */
async function openLive(port: number, options: WorldOptions = {}) {
  folder = mkdtempSync(join(tmpdir(), "firmly-print-"));
  const channels = {
    mode: "live",
    email: { host: "127.0.0.1", port, secure: false, from: "Creditor Ltd <ar@creditor.test>" },
    post: { folder, transitBusinessDays: 3 },
  };
  world = await createDeliveryWorld({ ...options, settings: { channels } });
  return world.store;
}

async function rows(sql: string) {
  return (await world.store.pool.query(sql)).rows;
}

const printed = () => (existsSync(join(folder, MONDAY)) ? readdirSync(join(folder, MONDAY)).filter((name) => name.endsWith(".pdf")) : []);

const missing = mailPairMissing();
if (missing) console.warn(`skipped: "letters through a real mail server": ${missing}`);

describe.skipIf(missing)("letters through a real mail server", () => {
  let mail: MailPair;
  beforeAll(async () => {
    mail = await startMailPair();
  }, MAIL_PAIR_TIMEOUT_MS);
  afterAll(() => mail?.stop());

  test("by e-mail where there is an address, else by post with its transit days", async () => {
    const store = await openLive(mail.smtpPort, { debtors: 2, email: (n) => (n === 1 ? "first@mail.test" : null) });
    await proposeAndApprove(store);
    const { deliveries } = await deliver(store, { asOf: MONDAY });
    expect(deliveries.map(({ account, channel, state }) => [account, channel, state])).toEqual([
      ["A1", "email", "accepted"],
      ["A2", "post", "accepted"],
    ]);
    await expect.poll(() => mail.mailbox("first").length, { timeout: 10_000 }).toBe(1);
    expect(mail.mailbox("first")[0]).toContain(`Message-ID: <${deliveries[0]!.id}@creditor.test>`);
    expect(printed()).toHaveLength(1);
    expect(await rows("select delivered_on, pay_by from letter order by account_id")).toEqual([
      { delivered_on: "2026-11-23", pay_by: "2026-12-03" },
      { delivered_on: "2026-11-26", pay_by: "2026-12-07" },
    ]);
  });

  test("at night nothing leaves by mail: the approval stands, and in the morning the letter goes, also one that had failed before", async () => {
    const store = await openLive(mail.smtpPort, { debtors: 2, email: (n) => (n === 1 ? "night@mail.test" : "later@mail.test") });
    await proposeAndApprove(store, MONDAY);
    const at = (time: string) => () => new Date(`${MONDAY}T${time}Z`);
    const night = await deliver(store, { asOf: MONDAY, instant: at("05:10:00") });
    expect(night.deliveries).toEqual([]);
    expect(night.held.map(({ account, code, reason }) => [account, code, reason])).toEqual(
      ["A1", "A2"].map((account) => [account, "postponed", "quiet hours at the debtor: leaves from 08:00 on 2026-11-23 (Europe/London) on"]),
    );
    const morning = await deliver(store, { asOf: MONDAY, instant: at("08:00:00") });
    expect(morning.deliveries.map(({ account, state }) => [account, state])).toEqual([
      ["A1", "accepted"],
      ["A2", "failed"],
    ]);
    expect((await deliver(store, { asOf: MONDAY, instant: at("20:00:00") })).deliveries).toEqual([]);
    expect((await deliver(store, { asOf: MONDAY, instant: at("19:59:00") })).deliveries.map(({ account, state }) => [account, state])).toEqual([
      ["A2", "failed"],
    ]);
    await expect.poll(() => mail.mailbox("night").length, { timeout: 10_000 }).toBe(1);
  });

  test("refused for good: the letter never was, and goes by post; without a postal address a task asks for one", async () => {
    const store = await openLive(mail.smtpPort, { debtors: 1, email: () => "unknown@mail.test" });
    await proposeAndApprove(store);
    expect((await deliver(store, { asOf: MONDAY })).deliveries.map(({ state }) => state)).toEqual(["refused"]);
    expect(await rows("select void from letter")).toEqual([{ void: true }]);
    await store.pool.query("update debtor set address = null");
    const { decisions } = await presentProposal(store, (await propose(store, { asOf: MONDAY })).run);
    expect(decisions[0]).toMatchObject({ kind: "task", task: "fix-address", why: [{ code: "held-address" }] });
    await store.pool.query("update debtor set address = $1", [{ lines: ["1 High Street", "London"] }]);
    await store.pool.query("update account set next_review_on = '-infinity'");
    await proposeAndApprove(store, TUESDAY);
    expect((await deliver(store, { asOf: TUESDAY })).deliveries.map(({ channel, state }) => [channel, state])).toEqual([["post", "accepted"]]);
  });

  test("refused for now: tried again, at last on another day with a letter of that day, and never doubled", async () => {
    const store = await openLive(mail.smtpPort, { debtors: 1, email: () => "later@mail.test" });
    const run = await proposeAndApprove(store);
    expect((await deliver(store, { run, asOf: MONDAY })).deliveries.map(({ state }) => state)).toEqual(["failed"]);
    expect((await deliver(store, { run, asOf: MONDAY })).deliveries.map(({ state }) => state)).toEqual(["failed"]);
    // The third attempt waits its minutes.
    expect((await deliver(store, { run, asOf: MONDAY })).deliveries).toEqual([]);
    expect(await rows("select attempts from delivery")).toEqual([{ attempts: 2 }]);
    await store.pool.query("update debtor set email = 'now@mail.test'");
    expect((await deliver(store, { run, asOf: TUESDAY })).deliveries.map(({ state, recipient }) => [state, recipient])).toEqual([
      ["accepted", "now@mail.test"],
    ]);
    expect(await rows("select sent_on, void from letter order by sent_on")).toEqual([
      { sent_on: MONDAY, void: true },
      { sent_on: TUESDAY, void: false },
    ]);
    await expect.poll(() => mail.mailbox("now").length, { timeout: 10_000 }).toBe(1);
    expect(mail.mailbox("later")).toEqual([]);
  });
});

/** Takes the whole message and then hangs up without a word. */
async function silentServer(): Promise<{ port: number; close: () => void; messages: () => number }> {
  const port = await freePort();
  let messages = 0;
  const server = createServer((socket) => {
    let inData = false;
    let tail = "";
    socket.on("error", () => {});
    socket.write("220 silent\r\n");
    socket.on("data", (chunk) => {
      const text = tail + chunk.toString("latin1");
      tail = text.slice(-5);
      if (inData) {
        if (!text.endsWith("\r\n.\r\n")) return;
        messages++;
        return void socket.destroy();
      }
      if (/^DATA/i.test(text)) {
        inData = true;
        socket.write("354 go on\r\n");
      } else socket.write("250 ok\r\n");
      tail = "";
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { port, close: () => void server.close(), messages: () => messages };
}

test("uncertain: shown to a person, never sent again by itself, and a person's word settles it", async () => {
  const server = await silentServer();
  const store = await openLive(server.port, { debtors: 2 });
  await proposeAndApprove(store);
  const { deliveries } = await deliver(store, { asOf: MONDAY });
  expect(deliveries.map(({ state }) => state)).toEqual(["uncertain", "uncertain"]);
  await deliver(store, { asOf: MONDAY });
  await deliver(store, { asOf: TUESDAY });
  expect(server.messages()).toBe(2);
  const { decisions } = await presentProposal(store, (await propose(store, { asOf: TUESDAY })).run);
  expect(decisions.map(({ task }) => task)).toEqual(["resolve-uncertain", "resolve-uncertain"]);
  await resolveUncertain(store, deliveries[0]!.id, "accepted", "Ann", TUESDAY);
  await resolveUncertain(store, deliveries[1]!.id, "not-sent", "Ann", TUESDAY);
  await expect(resolveUncertain(store, deliveries[0]!.id, "not-sent", "Ann", TUESDAY)).rejects.toThrow(/accepted/);
  server.close();
  await store.pool.query("update debtor set email = null");
  expect((await deliver(store, { asOf: TUESDAY })).deliveries.map(({ account, channel, state }) => [account, channel, state])).toEqual([
    ["A2", "post", "accepted"],
  ]);
  expect(await rows("select account_id::int as a, count(*)::int as n from activity where kind = 'letter' group by 1 order by 1")).toEqual([
    { a: 1, n: 1 },
    { a: 2, n: 1 },
  ]);
});

test("an address that no channel can use is a task, not a letter", async () => {
  const store = await openLive(await freePort(), { debtors: 1, email: () => "two@mail.test, three@mail.test", address: { lines: ["?"] } });
  await proposeAndApprove(store);
  const { deliveries, held } = await deliver(store, { asOf: MONDAY });
  expect([deliveries, held.map(({ code }) => code)]).toEqual([[], ["address"]]);
});

test("a letter that names nobody to ask is held back, with what to do", async () => {
  const store = await openLive(1, { debtors: 1, email: () => null });
  await store.pool.query("update creditor set settings = settings - 'contact'");
  await proposeAndApprove(store);
  const { deliveries, held } = await deliver(store, { asOf: MONDAY });
  expect(deliveries).toEqual([]);
  expect(held).toMatchObject([{ account: "A1", code: "lint", reason: expect.stringContaining("contact is not set") }]);
  expect(printed()).toEqual([]);
});

test("a claim that a dead process left is reconciled: printed is printed, mail is uncertain, what was not begun goes out", async () => {
  const store = await openLive(await freePort(), { debtors: 3, email: () => null });
  await proposeAndApprove(store);
  await deliver(store, { asOf: MONDAY });
  // As if it had died after printing A1, before printing A2, and within a mail to A3.
  await store.pool.query(
    "begin; delete from activity; update account set activity_head = null; update approval set state = 'approved'; update delivery set state = 'claimed', claimed_by = '77'; commit",
  );
  await store.pool.query("update delivery set channel = 'email', recipient = 'x@mail.test' where account_id = 3");
  const second = (await rows("select files -> 0 ->> 'name' as name from delivery where account_id = 2"))[0].name;
  rmSync(join(folder, MONDAY, second));
  const { deliveries } = await deliver(store, { asOf: MONDAY });
  expect(deliveries.map(({ account, state }) => [account, state])).toEqual([
    ["A1", "accepted"],
    ["A2", "accepted"],
    ["A3", "uncertain"],
  ]);
  expect(printed()).toHaveLength(3);
  expect(
    readFileSync(join(folder, MONDAY, "letters.csv"), "utf8")
      .trim()
      .split("\n"),
  ).toHaveLength(3);
});

test("a claim whose process lives is left alone", async () => {
  const store = await openLive(await freePort(), { debtors: 1, email: () => null });
  await proposeAndApprove(store);
  await deliver(store, { asOf: MONDAY });
  const other = await store.pool.connect();
  await other.query("select pg_advisory_lock(78)");
  await store.pool.query("update delivery set state = 'claimed', claimed_by = '78'");
  expect((await deliver(store, { asOf: MONDAY })).deliveries).toEqual([]);
  expect(await rows("select state from delivery")).toEqual([{ state: "claimed" }]);
  other.release(true);
  await store.pool.query("update delivery set state = 'accepted', claimed_by = null");
});
