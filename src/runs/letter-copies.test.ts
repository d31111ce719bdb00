import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { type Fault, SmtpDouble } from "../../test/doubles/smtp-server.ts";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, pay, proposeAndApprove } from "../../test/support/delivery-world.ts";
import { addDays, type Day } from "../core/values/day.ts";
import { closePdf } from "../letters/pdf.ts";
import { readDelivery } from "../store/delivery-store.ts";
import { takePresence } from "../store/presence.ts";
import { check } from "./check.ts";
import { recordNews } from "./delivery-news.ts";
import { deliver } from "./delivery-run.ts";
import { presentProposal, propose } from "./proposal-run.ts";
import { recall } from "./recall.ts";
import { recordHappening } from "./record.ts";
import { settleDelivery } from "./settle-delivery.ts";

let world: DeliveryWorld;
let server: SmtpDouble;
let folder: string;
let fault: Fault;

beforeEach(async () => {
  fault = undefined;
  folder = mkdtempSync(join(tmpdir(), "firmly-copies-"));
  server = await SmtpDouble.start({ fault: (stage) => (stage === "rcpt" ? fault : undefined) });
});
afterEach(async () => {
  expect((await check(world.store)).problems).toEqual([]);
  await world.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(closePdf);

const email = (more: object = {}) => ({ host: "127.0.0.1", port: server.port, secure: false, from: "Creditor Ltd <ar@creditor.test>", ...more });

async function open(more: object = {}) {
  const channels = { mode: "live", email: email(more), post: { folder: join(folder, "post"), transitBusinessDays: 3 } };
  world = await createDeliveryWorld({ debtors: 1, settings: { channels } });
  return world.store;
}

const rows = async (sql: string) => (await world.store.pool.query(sql)).rows;
const states = () => rows("select l.step, v.channel, v.state from delivery v join letter l on l.id = v.letter_id order by l.sent_on, l.id, v.channel");
const sent = async (asOf: Day) => (await deliver(world.store, { asOf })).deliveries.map(({ channel, state }) => `${channel} ${state}`);
const printed = () => readdirSync(join(folder, "post"), { recursive: true }).filter((name) => String(name).endsWith(".pdf"));

/** The days go by, and everything that is due leaves, until the third letter does: by e-mail, and as the print folder is full, not yet by post. */
async function thirdLetter(): Promise<{ day: Day; email: string }> {
  const { store } = world;
  for (let day = MONDAY; day < "2027-02-01"; day = addDays(day, 1)) {
    await store.pool.query("insert into posted_through (creditor, through, known_on) values ('c', $1, $1)", [addDays(day, -1)]);
    await store.pool.query("update account set next_review_on = '-infinity'");
    const { run } = await propose(store, { asOf: day });
    const { decisions } = await presentProposal(store, run);
    if (decisions[0]!.kind !== "dun") continue;
    if (decisions[0]!.step === "third") writeFileSync(join(folder, "post"), "in the way");
    await proposeAndApprove(store, day);
    await deliver(store, { asOf: day });
    if (decisions[0]!.step !== "third") continue;
    expect((await states()).slice(-2)).toEqual([
      { step: "third", channel: "email", state: "accepted" },
      { step: "third", channel: "post", state: "failed" },
    ]);
    const [{ id }] = await rows("select v.id from delivery v join letter l on l.id = v.letter_id where l.step = 'third' and v.channel = 'email'");
    return { day, email: id };
  }
  throw new Error("no third letter became due");
}

const bounced = (deliveryId: string, day: Day) =>
  recordNews(world.store, "c", "email", [{ deliveryId, outcome: "bounced", detail: "5.1.1 no such mailbox", raw: "550 5.1.1" }], day);

const mendFolder = () => {
  rmSync(join(folder, "post"));
  mkdirSync(join(folder, "post"));
};

test("a third letter bounces while its copy on paper still waits: that leaves on the same day, and it is one letter on the log", async () => {
  await open();
  const { day, email: mail } = await thirdLetter();
  expect(await bounced(mail, day)).toEqual(["recorded"]);
  mendFolder();
  expect(await sent(day)).toEqual(["post accepted"]);
  expect((await states()).slice(-2).map(({ state }) => state)).toEqual(["bounced", "accepted"]);
  expect(printed()).toHaveLength(1);
  expect(await rows("select void from letter where step = 'third'")).toEqual([{ void: false }]);
  expect((await rows("select from activity where kind = 'letter' and body::jsonb ->> 'step' = 'third'")).length).toBe(1);
});

test("on another day it was not sent at all: what it charged is taken back, no deadline of it runs, and nothing waits for ever", async () => {
  await open();
  const { day, email: mail } = await thirdLetter();
  await bounced(mail, day);
  mendFolder();
  const next = addDays(day, 1);
  expect(await sent(next)).toEqual([]);
  expect((await states()).slice(-2).map(({ state }) => state)).toEqual(["bounced", "refused"]);
  expect(printed()).toEqual([]);
  expect(await rows("select void from letter where step = 'third'")).toEqual([{ void: true }]);
  expect(
    await rows(
      "select from entry e where e.charge ->> 'letter' = (select id from letter where step = 'third') and not exists (select from entry r where r.kind = 'reversal' and r.target = e.id)",
    ),
  ).toEqual([]);
  await world.store.pool.query("update account set next_review_on = '-infinity'");
  const { decisions } = await presentProposal(world.store, (await propose(world.store, { asOf: next })).run);
  // By e-mail nobody is reached any more; nothing speaks against the post, and the letter is due again.
  expect(decisions[0]).toMatchObject({ kind: "dun", step: "third" });
  await proposeAndApprove(world.store, next);
  expect(await sent(next)).toEqual(["post accepted"]);
});

test("a copy that is refused after its letter came back otherwise: nothing is left of it", async () => {
  const store = await open();
  const { day, email: mail } = await thirdLetter();
  await bounced(mail, day);
  mendFolder();
  const presence = await takePresence(store);
  const [{ id }] = await rows("update delivery set state = 'claimed', claimed_by = '1' where state = 'failed' returning id");
  await store.pool.query("update delivery set claimed_by = $1 where id = $2", [presence.id, id]);
  const copy = (await readDelivery(store.pool, id))!;
  expect(await settleDelivery(store, copy, presence.id, { outcome: "refused", detail: "no such street" }, day)).toBe("refused");
  await presence.leave();
  expect(await rows("select void from letter where step = 'third'")).toEqual([{ void: true }]);
  expect(await rows("select body::jsonb ->> 'channel' as channel from activity where kind = 'letter-returned' order by id")).toEqual([
    { channel: "email" },
    { channel: "post" },
  ]);
});

test("a copy of a letter that was paid meanwhile does not leave any more", async () => {
  await open();
  const { day } = await thirdLetter();
  mendFolder();
  await pay(world.store, 1, 10_100, day);
  expect(await sent(day)).toEqual([]);
  expect(printed()).toEqual([]);
  expect((await states()).slice(-2).map(({ state }) => state)).toEqual(["accepted", "refused"]);
});

test("what failed is not sent by a way that was closed meanwhile: it goes by the next one at once", async () => {
  const store = await open();
  fault = "451 4.7.1 later";
  await proposeAndApprove(store);
  expect(await sent(MONDAY)).toEqual(["email failed"]);
  fault = undefined;
  await recordHappening(store, {
    account: "A1",
    asOf: MONDAY,
    by: "Ann",
    happening: { kind: "debtor-hold", reason: "no mails", until: null, channel: "email", contact: null },
  });
  expect(await sent(MONDAY)).toEqual(["post accepted"]);
  expect(server.taken).toEqual([]);
});

test("nor to an address that was mended meanwhile, nor by any where letters only go into a folder by now", async () => {
  const store = await open();
  fault = "451 4.7.1 later";
  await proposeAndApprove(store);
  expect(await sent(MONDAY)).toEqual(["email failed"]);
  fault = undefined;
  await store.pool.query("update debtor set email = 'right@mail.test'");
  expect(await sent(MONDAY)).toEqual(["email accepted"]);
  expect(server.taken.map(({ to }) => to)).toEqual(["right@mail.test"]);
  await world.close();
  const again = await open();
  fault = "451 4.7.1 later";
  await proposeAndApprove(again);
  await sent(MONDAY);
  fault = undefined;
  await again.pool.query(`update creditor set settings = jsonb_set(settings, '{channels,mode}', '"outbox"')`);
  await again.pool.query("update creditor set settings = jsonb_set(settings, '{channels,outbox}', $1::jsonb)", [JSON.stringify({ folder: world.out })]);
  expect(await sent(MONDAY)).toEqual(["outbox accepted"]);
  expect(server.taken).toHaveLength(1);
});

test("recalled while it waits for its turn: it does not leave", async () => {
  const store = await open({ perMinute: 15 });
  fault = "451 4.7.1 later";
  const run = await proposeAndApprove(store);
  expect(await sent(MONDAY)).toEqual(["email failed"]);
  fault = undefined;
  const [before] = await rows("select next_free::text as at from send_turn");
  const trying = sent(MONDAY);
  await expect.poll(async () => (await rows("select next_free::text as at from send_turn"))[0].at, { interval: 20 }).not.toBe(before.at);
  await recall(store, { target: run, reason: "wrong list", by: "Ann", asOf: MONDAY, correct: null });
  expect(await trying).toEqual([]);
  expect(server.taken).toEqual([]);
});
