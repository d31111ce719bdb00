import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { sign, startTwilio, type Twilio } from "../../test/doubles/twilio.ts";
import { createDeliveryWorld, type DeliveryWorld, fillDeliveryWorld, MONDAY, proposeAndApprove, TUESDAY } from "../../test/support/delivery-world.ts";
import { hooks } from "../api/hooks.ts";
import { closePdf } from "../letters/pdf.ts";
import { changedText } from "../procedures/file.ts";
import { procedureText } from "../procedures/read.ts";
import { readReceipts } from "../store/receipt-store.ts";
import { check } from "./check.ts";
import { deliver } from "./delivery-run.ts";
import { recordHappening } from "./record.ts";
import { saveProcedure } from "./save-procedure.ts";
import { resolveUncertain } from "./settle-delivery.ts";

const ACCOUNT = "AC0123456789abcdef0123456789abcdef";
const TOKEN = "a-token-that-only-the-provider-knows";
const FROM = "+441134960120";
const NUMBER = "+441134960777";
/** Of customer 10001. */
const PIN = "0001";

let world: DeliveryWorld;
let folder: string;
let twilio: Twilio;
let server: Server;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "firmly-voice-"));
  twilio = await startTwilio({ accountSid: ACCOUNT, authToken: TOKEN, apiKey: { sid: "SK1", secret: "key" }, numbers: [FROM] });
  // The debtor's only ways: this telephone, and the letter box.
  world = await createDeliveryWorld({ debtors: 0 });
  const app = hooks({ store: world.store });
  server = createAdaptorServer({ fetch: (request) => app.fetch(request) }) as Server;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await twilio.quiet();
  await twilio.close();
  server.close();
  expect((await check(world.store)).problems).toEqual([]);
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(closePdf);

const publicUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

interface Set {
  readonly voice?: object;
  readonly debtors?: number;
  readonly name?: string;
}

/** A creditor whose first letters are spoken where that may be, else on paper. */
async function open({ voice = {}, debtors = 1, name = "Brightwater Ltd" }: Set = {}): Promise<void> {
  const { store } = world;
  const text = changedText(procedureText("standard"), "standard", [
    { path: "steps.first.channels", value: "[voice, post]" },
    { path: "steps.third.also", value: "[post, voice]" },
  ]);
  await saveProcedure(store, { name: "spoken", text, by: "Ann", reason: "tried out", asOf: "2026-11-01" });
  const own = {
    dryRun: false,
    accountSid: ACCOUNT,
    authToken: TOKEN,
    apiKeySid: "SK1",
    apiKeySecret: "key",
    from: FROM,
    baseUrl: twilio.baseUrl,
    publicUrl: publicUrl(),
    folder: join(folder, "said"),
    ...voice,
  };
  const channels = { mode: "live", post: { folder, transitBusinessDays: 3 }, voice: own };
  await fillDeliveryWorld(store, { debtors, creditor: "v", prefix: "1000", settings: { channels, procedures: { "*": "spoken" }, clock: MONDAY } });
  await store.pool.query("update debtor set phone = '0113 496 0777', name = $1 where id like '1000%'", [name]);
}

const rows = async (sql: string) => (await world.store.pool.query(sql)).rows;
const told = async () => (await rows("select outcome from delivery_receipt order by account_id, number")).map(({ outcome }) => outcome);

async function send(asOf = MONDAY) {
  await proposeAndApprove(world.store, asOf);
  const { deliveries } = await deliver(world.store, { asOf });
  await twilio.quiet();
  return deliveries.map(({ channel, state }) => `${channel} ${state}`);
}

test("heard: who it is for and nothing else before the PIN, then what is open; delivered only now", async () => {
  await open({ voice: { connectTo: "+44 113 496 0100" } });
  twilio.listener = { answers: "human", keys: ["1", "9999", PIN, "1", "2"] };
  expect(await send()).toEqual(["voice accepted"]);
  const [call] = twilio.calls;
  expect([call!.faults, call!.dialled]).toEqual([[], ["+441134960100"]]);
  expect(call!.parameters).toMatchObject({
    To: [NUMBER],
    From: [FROM],
    MachineDetection: ["DetectMessageEnd"],
    StatusCallbackEvent: ["answered", "completed"],
  });
  const heard = call!.said.findIndex((text) => text.includes("101 pounds"));
  expect(call!.said.slice(0, heard).join(" ")).not.toMatch(/pound|invoice|due|I N V/i);
  expect(call!.said.map((text) => text.slice(0, 24))).toEqual([
    "Good day. This is an aut",
    "Thank you. So that the m",
    "Those digits do not matc",
    "Thank you. So that the m",
    "Thank you. This is about",
    "To hear the message agai",
    "Thank you. This is about",
    "To hear the message agai",
    "One moment, please. We a",
    "Unfortunately nobody is ",
  ]);
  expect(await told()).toEqual(["accepted", "delayed", "delivered"]);
  expect(await rows("select void from letter")).toEqual([{ void: false }]);
  const answers = (await readReceipts(world.store.pool, (await rows("select id::int from account where creditor = 'v'"))[0].id)).map(({ answer }) => answer);
  expect(answers.join(" ")).not.toMatch(/Digits|9999/);
});

test.each([
  ["a wrong PIN three times", { answers: "human", keys: ["1", "1111", "2222", "3333", PIN] }, ["accepted", "delayed", "delayed", "bounced"]],
  ["hung up in the middle of it", { answers: "human", keys: ["1", PIN], hangsUpAt: /101 pounds/ }, ["accepted", "delayed", "bounced"]],
  ["a machine", { answers: "machine_end_beep" }, ["accepted", "delayed", "bounced"]],
  ["nobody", { answers: "no-answer" }, ["accepted", "bounced"]],
] as const)("not heard (%s): nothing of the debt was said, the letter was not sent, and goes by post", async (_what, listener, outcomes) => {
  await open();
  twilio.listener = listener;
  expect(await send()).toEqual(["voice accepted"]);
  expect(twilio.calls[0]!.faults).toEqual([]);
  expect(twilio.calls[0]!.said.join(" ")).not.toMatch(/pound|invoice|I N V/);
  expect(await told()).toEqual(outcomes);
  expect(await rows("select void from letter")).toEqual([{ void: true }]);
  expect(await send(TUESDAY)).toEqual(["post accepted"]);
  expect(twilio.calls).toHaveLength(1);
});

test("a machine is left who called and the number, where the creditor wants that", async () => {
  await open({ voice: { voicemail: true } });
  twilio.listener = { answers: "machine_end_beep" };
  await send();
  expect(twilio.calls[0]!.said).toEqual([expect.stringMatching(/^Good day\. .* Please call Jo Carter back on plus 4 4, /)]);
});

test.each([
  ["before the PIN", ["9"]],
  ["after the message", ["1", PIN, "9"]],
])("key 9 %s: no voice message any more, on no account of the debtor", async (_when, keys) => {
  await open();
  twilio.listener = { answers: "human", keys };
  await send();
  expect(twilio.calls[0]!.said.at(-1)).toMatch(/no more automated calls/);
  expect((await rows("select body::jsonb ->> 'channel' as channel from activity where kind = 'debtor-hold'"))[0].channel).toBe("voice");
  expect(await told()).toContain("replied");
  expect((await told()).includes("delivered")).toBe(keys.length > 1);
});

test("an answer that is lost leaves it uncertain, nobody is called again, and the call itself tells that it was made", async () => {
  await open();
  twilio.fault = "lost-answer";
  twilio.listener = { answers: "human", keys: ["1", PIN] };
  expect(await send()).toEqual(["voice uncertain"]);
  expect(await told()).toContain("delivered");
  expect(await rows("select state from delivery")).toEqual([{ state: "accepted" }]);
  await deliver(world.store, { asOf: TUESDAY });
  expect(twilio.calls).toHaveLength(1);
});

test("an uncertain call that was not heard of stays uncertain until a person or the provider's record says", async () => {
  await open();
  twilio.fault = "server-error";
  twilio.listener = { answers: "no-answer" };
  await proposeAndApprove(world.store);
  const { deliveries } = await deliver(world.store, { asOf: MONDAY });
  expect(deliveries.map(({ state }) => state)).toEqual(["uncertain"]);
  await twilio.quiet();
  // The status that came says that there was a call after all, and that nobody took it.
  expect(await rows("select state from delivery")).toEqual([{ state: "bounced" }]);
  await expect(resolveUncertain(world.store, deliveries[0]!.id, "not-sent", "Ann", MONDAY)).rejects.toThrow(/bounced/);
});

test("a crash between calling and recording is settled by the provider's record of its questions", async () => {
  await open({ debtors: 2 });
  await world.store.pool.query("update debtor set phone = '+44 113 496 0778' where id = '10002'");
  twilio.listener = { answers: "human" };
  await send();
  // As if it had died with both calls: the provider knows the one, and of the other has no record.
  await world.store.pool.query(
    "begin; delete from activity; update account set activity_head = null; delete from delivery_receipt; update letter set void = false; update letter_item set void = false; update approval set state = 'approved'; update delivery set state = 'claimed', claimed_by = '77'; commit",
  );
  twilio.calls[1]!.requests.length = 0;
  const { deliveries } = await deliver(world.store, { asOf: MONDAY });
  expect(deliveries.map(({ state }) => state).sort()).toEqual(["accepted", "uncertain"]);
  expect(twilio.calls).toHaveLength(2);
});

test("tried again only while it is still allowed", async () => {
  await open();
  twilio.fault = "too-many";
  expect(await send()).toEqual(["voice failed"]);
  const [{ id }] = await rows("select id::int as id from account where creditor = 'v'");
  await recordHappening(world.store, { account: `A${id}`, happening: { kind: "call", outcome: "no_answer", detail: "" }, by: "Ann", asOf: MONDAY });
  expect((await deliver(world.store, { asOf: MONDAY })).deliveries.map(({ channel, state }) => [channel, state])).toEqual([["post", "accepted"]]);
  expect(twilio.calls).toEqual([]);
});

test("where the provider has too many at once, it is tried again", async () => {
  await open();
  twilio.fault = "too-many";
  expect(await send()).toEqual(["voice failed"]);
  expect((await deliver(world.store, { asOf: MONDAY })).deliveries.map(({ state }) => state)).toEqual(["accepted"]);
  await twilio.quiet();
  expect(twilio.calls).toHaveLength(1);
});

test("a dry run calls nobody, writes down what would be said, and the letter goes by the next way", async () => {
  await open({ voice: { dryRun: true } });
  expect(await send()).toEqual(["voice refused"]);
  const files = readdirSync(join(folder, "said", MONDAY));
  expect(files.map((file) => file.replace(/^.*\./, ".")).sort()).toEqual([".txt", ".xml"]);
  const text = readFileSync(join(folder, "said", MONDAY, files.find((file) => file.endsWith(".txt"))!), "utf8");
  expect(text).toMatch(/To \+441134960777, in en-GB; the PIN is the last 4 digits of the customer number\./);
  expect(text).toContain("101 pounds");
  expect(readFileSync(join(folder, "said", MONDAY, files.find((file) => file.endsWith(".xml"))!), "utf8")).toContain(
    '<Moment name="answer" answeredBy="human"><Response><Gather',
  );
  expect(twilio.calls).toEqual([]);
  expect(await send(TUESDAY)).toEqual(["post accepted"]);
});

test.each([
  ["a person who has not agreed", "update debtor set type = 'consumer'", "post"],
  ["a business", "select 1", "voice"],
  ["nobody whose number is known", "update debtor set phone = null", "post"],
  ["a company in Italy, which gives its customer number", "update debtor set country = 'IT', phone = '+39 035 960 120'", "voice"],
])("%s", async (_who, sql, way) => {
  await open();
  await world.store.pool.query(sql);
  expect(await send()).toEqual([`${way} accepted`]);
  expect(twilio.calls.length).toBe(way === "voice" ? 1 : 0);
});

test.each([
  ["called", false, "voice"],
  ["not called a second time on a day, whoever made the first call", true, "post"],
])("a person who has agreed is %s", async (_what, calledBefore, way) => {
  await open({ voice: { consented: ["10001"] } });
  await world.store.pool.query("update debtor set type = 'consumer'");
  const [{ id }] = await rows("select id::int as id from account where creditor = 'v'");
  if (calledBefore)
    await recordHappening(world.store, { account: `A${id}`, happening: { kind: "call", outcome: "no_answer", detail: "" }, by: "Ann", asOf: MONDAY });
  expect(await send()).toEqual([`${way} accepted`]);
  expect(twilio.calls.length).toBe(calledBefore ? 0 : 1);
});

test("a debtor's name is said as it is, and forges nothing", async () => {
  await open({ name: `</Say><Dial><Number>+900</Number></Dial> & "Söhne" ' \u0001` });
  twilio.listener = { answers: "human", keys: ["1", PIN] };
  await send();
  const [call] = twilio.calls;
  expect(call!.faults).toEqual([]);
  expect(call!.dialled).toEqual([]);
  expect(call!.said[0]).toContain(`</Say><Dial><Number>+900</Number></Dial> & "Söhne" '`);
});

test("what is not signed, is signed for another address or number, or changed, is not answered", async () => {
  await open();
  twilio.listener = { answers: "human", keys: ["1", PIN] };
  await send();
  const right = twilio.calls[0]!.requests.find(({ url }) => url.endsWith("/pin-1"))!;
  const post = async (url: string, body: string, signature: string | null) => {
    const headers = { "content-type": "application/x-www-form-urlencoded", ...(signature !== null && { "x-twilio-signature": signature }) };
    const answer = await fetch(url, { method: "POST", headers, body });
    return [answer.status, (await answer.text()).includes("101 pounds")];
  };
  const before = await told();
  const fields = Object.fromEntries(new URLSearchParams(right.body));
  const forged = (more: object, url = right.url) => {
    const all = { ...fields, ...more };
    return post(url, new URLSearchParams(all).toString(), sign(url, all, TOKEN));
  };
  expect(await post(right.url, right.body, null)).toEqual([404, false]);
  expect(await post(right.url, right.body, "AAAA")).toEqual([404, false]);
  expect(await post(right.url, right.body, sign(right.url, fields, "another token"))).toEqual([404, false]);
  expect(await post(right.url, right.body.replace(PIN, "0002"), right.signature)).toEqual([404, false]);
  expect(await post(right.url.replace("pin-1", "pin-2"), right.body, right.signature)).toEqual([404, false]);
  expect(await post(`${right.url}?x=1`, right.body, right.signature)).toEqual([404, false]);
  expect(await forged({ To: "+441134960999" })).toEqual([404, false]);
  expect(await forged({ AccountSid: "AC00000000000000000000000000000000" })).toEqual([404, false]);
  expect(await forged({}, right.url.replace("/pin-1", "/nothing"))).toEqual([404, false]);
  expect(await forged({ Digits: "" })).toEqual([200, false]);
  expect((await fetch(right.url)).status).toBe(404);
  // The same again changes nothing that is on record.
  for (const { url, body, signature } of twilio.calls[0]!.requests) await post(url, body, signature);
  expect(await told()).toEqual(before);
});
