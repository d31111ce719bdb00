import { afterEach, beforeEach, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, fillDeliveryWorld, MONDAY, TUESDAY } from "../../../test/support/delivery-world.ts";
import type { Intent } from "../../inbox/contract.ts";
import { reportAccount } from "../account-report.ts";
import { check } from "../check.ts";
import { recordSaid } from "../record.ts";
import { readSaid, type Said } from "../said.ts";
import { assignMail } from "./assign-mail.ts";
import { confirmMail, ignoreMail } from "./confirm-mail.ts";
import { listInbox, showMail } from "./inbox-desk.ts";
import { takeMail } from "./take-mail.ts";

let world: DeliveryWorld;
beforeEach(async () => {
  world = await createDeliveryWorld({ debtors: 2 });
});
afterEach(async () => {
  expect((await check(world.store)).problems).toEqual([]);
  await world.close();
});

const BY = { by: "Ann", asOf: TUESDAY };
const next = async (account = "A1") => (await reportAccount(world.store, account, TUESDAY)).next;
const log = async () =>
  (await world.store.pool.query("select kind, recorded_by as by, body::jsonb as body from activity order by id")).rows.map(({ kind, by, body }) => [
    kind,
    by,
    body,
  ]);

/** A mail by a debtor, with the intents that were found in it. Returns its number. */
async function written(text: string, intent: readonly Partial<Intent>[] = [], from = "debtor1@mail.test"): Promise<string> {
  const bytes = Buffer.from(
    `From: Pat <${from}>\r\nTo: ar@creditor.test\r\nSubject: Re: your letter\r\nMessage-ID: <${text.length}@x.test>\r\n\r\n${text}\r\n`,
  );
  const { mail } = await takeMail(world.store, { creditor: "c", bytes, today: MONDAY });
  const full = intent.map((each) => ({ day: null, amount: null, reason: null, words: text, ...each }));
  await world.store.pool.query("update inbound_mail set reading = reading || jsonb_build_object('intent', $2::jsonb) where number = $1", [
    mail.number,
    JSON.stringify(full),
  ]);
  return `M${mail.number}`;
}

async function suggested(message: string): Promise<Said[]> {
  return (await showMail(world.store, message, TUESDAY)).suggestions.map(({ happening }) => readSaid(happening));
}

test("a promise is recorded with one click: the message is read and closed, and the account waits for the money", async () => {
  const message = await written("We pay 50 by 4 December.", [{ kind: "promise", amount: "50", day: "2026-12-04" }]);
  expect(await next()).toMatchObject({ kind: "task", task: "answer-reply" });
  const shown = await showMail(world.store, message, TUESDAY);
  expect(shown).toMatchObject({ state: "unread", about: { account: "A1", debtor: { name: "Debtor 1 Ltd" } }, warning: expect.any(String) });
  expect(shown.suggestions).toEqual([
    {
      number: 1,
      intent: "promise",
      words: "We pay 50 by 4 December.",
      happening: { kind: "promise", amount: "50.00", day: "2026-12-04", documents: [], contact: "Pat", channel: "email" },
      missing: [],
    },
  ]);
  const confirmed = await confirmMail(world.store, { message, ...BY, said: await suggested(message) });
  expect(confirmed).toMatchObject({ message, account: "A1", recorded: [{ kind: "promise" }], next: { kind: "wait", task: null } });
  expect((await log()).slice(1)).toMatchObject([
    ["promise", "Ann", { day: "2026-12-04", contact: "Pat" }],
    ["reply-read", "Ann", { message }],
  ]);
  expect((await next()).task).toBeNull();
  expect(await showMail(world.store, message, TUESDAY)).toMatchObject({ state: "done", closedBy: "Ann", closedAs: "promise", suggestions: [] });
});

test("a message that waits beside the one that was read still stops the account", async () => {
  const first = await written("One.");
  const second = await written("And another.");
  await confirmMail(world.store, { message: second, ...BY });
  expect(await next()).toMatchObject({ kind: "task", task: "answer-reply" });
  await confirmMail(world.store, { message: first, ...BY, detail: "answered by phone" });
  expect(await next()).toMatchObject({ kind: "dun" });
});

test("who says on the account that the reply was answered has read what came in until then, and nothing waits in the inbox", async () => {
  const message = await written("One.");
  const stranger = await written("Two.", [], "debtor2@mail.test");
  await recordSaid(world.store, { account: "A1", ...BY, said: { kind: "reply-read", detail: "" } });
  expect(await showMail(world.store, message, TUESDAY)).toMatchObject({ state: "done", closedBy: "Ann", closedAs: "read" });
  expect(await showMail(world.store, stranger, TUESDAY)).toMatchObject({ state: "unread" });
  expect(await next()).toMatchObject({ kind: "dun" });
});

test("of two people who confirm the same message one is told so, and it is recorded once", async () => {
  const message = await written("We pay tomorrow.", [{ kind: "promise", day: "2026-11-25" }]);
  const said = await suggested(message);
  const both = await Promise.allSettled([confirmMail(world.store, { message, ...BY, said }), confirmMail(world.store, { message, ...BY, said })]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "message-closed" } });
  await expect(confirmMail(world.store, { message, ...BY })).rejects.toMatchObject({ code: "message-closed" });
  expect((await log()).map(([kind]) => kind)).toEqual(["reply", "promise", "reply-read"]);
});

test("what is refused leaves the message unread, and nothing recorded", async () => {
  const message = await written("We dispute it, and pay the rest.");
  const past: Said = { kind: "promise", amount: "5", day: "2026-11-01", documents: [], contact: null, channel: null };
  await expect(confirmMail(world.store, { message, ...BY, said: [readSaid({ kind: "note", detail: "x" }), past] })).rejects.toMatchObject({
    code: "promise-past",
  });
  expect((await log()).map(([kind]) => kind)).toEqual(["reply"]);
  expect(await showMail(world.store, message, TUESDAY)).toMatchObject({ state: "unread", closedBy: null });
});

test.each<[string, Partial<Intent>, object, readonly string[]]>([
  ["paid: a hold until a transfer of today has arrived", { kind: "already-paid" }, { kind: "hold", reason: "said to be paid (M1)", until: "2026-11-27" }, []],
  ["paid long ago: as if paid today", { kind: "already-paid", day: "2026-11-02" }, { kind: "hold", until: "2026-11-27" }, []],
  ["paid in a month: no longer hold than any", { kind: "already-paid", day: "2026-12-24" }, { kind: "hold", until: "2026-12-02" }, []],
  ["a plan: a hold for the talks", { kind: "plan-wanted" }, { kind: "hold", scope: "account", until: "2026-12-01" }, []],
  ["a dispute: of the only invoice", { kind: "dispute", reason: "price" }, { kind: "dispute", document: "INV-1", reason: "price" }, []],
  ["a dispute of a part", { kind: "dispute", amount: "20" }, { kind: "dispute", amount: "20.00", reason: "other" }, []],
  ["the wrong contact: its address is not used", { kind: "wrong-contact" }, { kind: "hold", scope: "contact", contact: "debtor1@mail.test" }, []],
  ["a copy: a note", { kind: "copy-wanted" }, { kind: "note", detail: expect.stringContaining("Wants a copy") }, []],
  ["no more contact", { kind: "stop-contact" }, { kind: "stop-contact" }, []],
  ["insolvency", { kind: "insolvency" }, { kind: "insolvency" }, []],
  ["a promise without a day: a person adds it", { kind: "promise", amount: "50" }, { kind: "promise", amount: "50.00" }, ["day"]],
  ["a promise for a day gone by", { kind: "promise", day: "2026-11-02" }, { kind: "promise", amount: "101.00" }, ["day"]],
  ["a promise of nothing that is money", { kind: "promise", amount: "5.555", day: "2026-12-04" }, { kind: "promise" }, ["amount"]],
])("%s", async (_name, intent, happening, missing) => {
  const message = await written("As said.", [intent]);
  const [suggestion] = (await showMail(world.store, message, TUESDAY)).suggestions;
  expect(suggestion).toMatchObject({ intent: intent.kind, happening, missing });
  if (missing.length > 0) return;
  const { recorded } = await confirmMail(world.store, { message, ...BY, said: await suggested(message) });
  expect(recorded).toHaveLength(1);
});

test("a document that is named is meant; the same number inside of another is not", async () => {
  const named = await written("inv-1 is paid.", [{ kind: "already-paid" }]);
  expect((await showMail(world.store, named, TUESDAY)).suggestions[0]?.happening).toMatchObject({ document: "INV-1" });
  const other = await written("INV-10 and 9INV-1 are paid.", [{ kind: "already-paid" }]);
  expect((await showMail(world.store, other, TUESDAY)).suggestions[0]?.happening).not.toHaveProperty("document");
});

test("a message of an unknown sender waits for a person to say whom it is about, and stops that account then", async () => {
  const message = await written("Please wait.", [{ kind: "plan-wanted" }], "stranger@else.test");
  await expect(confirmMail(world.store, { message, ...BY })).rejects.toMatchObject({ code: "message-open" });
  expect((await listInbox(world.store, { creditor: "c", part: "waiting", limit: 10 })).messages).toMatchObject([
    { id: message, state: "unrouted", about: null },
  ]);
  expect(await next("A2")).toMatchObject({ kind: "dun" });
  expect(await assignMail(world.store, { message, account: "D2", ...BY })).toEqual({ message, account: "A2" });
  expect(await next("A2")).toMatchObject({ kind: "task", task: "answer-reply" });
  await expect(assignMail(world.store, { message, account: "A1", ...BY })).rejects.toMatchObject({ code: "message-closed" });
  await confirmMail(world.store, { message, ...BY, said: await suggested(message) });
  expect(await next("A2")).toMatchObject({ kind: "blocked", block: "hold" });
});

test("no message is assigned to another creditor's account", async () => {
  await fillDeliveryWorld(world.store, { prefix: "E", creditor: "other", debtors: 1 });
  const message = await written("Hello.", [], "stranger@else.test");
  await expect(assignMail(world.store, { message, account: "E1", ...BY })).rejects.toMatchObject({ code: "message-creditor" });
  await expect(assignMail(world.store, { message: "M99", account: "A1", ...BY })).rejects.toMatchObject({ code: "message-unknown" });
});

test("what says nothing is ignored once, and stops nothing any more", async () => {
  const message = await written("Win a prize!");
  await ignoreMail(world.store, { message, ...BY });
  expect(await next()).toMatchObject({ kind: "dun" });
  await expect(ignoreMail(world.store, { message, ...BY })).rejects.toMatchObject({ code: "message-closed" });
  const stranger = await written("Win another prize!", [], "stranger@else.test");
  await ignoreMail(world.store, { message: stranger, ...BY });
  expect((await listInbox(world.store, { creditor: "c", part: "ignored", limit: 1 })).messages.map(({ id }) => id)).toEqual([stranger]);
  expect(await listInbox(world.store, { creditor: "c", part: "ignored", before: stranger, limit: 1 })).toMatchObject({
    more: false,
    messages: [{ id: message }],
  });
});
