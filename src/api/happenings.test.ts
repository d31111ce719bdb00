import { afterEach, expect, test } from "vitest";
import { signedInClient } from "../../test/support/api-client.ts";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove } from "../../test/support/delivery-world.ts";
import { deliver } from "../runs/delivery-run.ts";
import { approveHandOver } from "../runs/hand-over/approve.ts";
import { recordHappening } from "../runs/record.ts";
import type { Day } from "../core/values/day.ts";
import { appendActivities } from "../store/activity-store.ts";
import { inTransaction } from "../store/transaction.ts";

let world: DeliveryWorld;
afterEach(() => world.close());

async function open() {
  world = await createDeliveryWorld({ settings: { clock: MONDAY } });
  const { api, fetch } = await signedInClient(world.store);
  const param = { account: "A1" };
  const account = async () => (await api.accounts[":account"].$get({ param, query: { asOf: MONDAY } })).json();
  const say = async (json: object, path = "A1") => {
    const answer = await fetch(`/api/accounts/${path}/happenings`, {
      method: "POST",
      body: JSON.stringify(json),
      headers: { "content-type": "application/json" },
    });
    return { status: answer.status, ...((await answer.json()) as { code?: string; detail?: string; recorded?: string }) };
  };
  return { api, account, say, me: (await (await api.session.$get()).json()).name };
}

/** A third letter whose pay-by day has passed unanswered. */
async function warn(): Promise<void> {
  await inTransaction(world.store, async (client) => {
    const { rows } = await client.query<{ item: number }>("select item::int as item from entry where account_id = 1");
    for (const [index, step] of (["first", "second", "third"] as const).entries()) {
      const items = [{ item: rows[0]!.item, step, generation: 1 }];
      const days = { sentOn: `2026-11-0${index + 1}` as Day, deliveredOn: "2026-11-04", payBy: "2026-11-16" } as const;
      const happening = { kind: "letter" as const, letter: `L${index + 1}`, step, items, ...days, channels: ["post"] };
      await appendActivities(client, [{ account: 1, happening, happenedOn: days.sentOn, knownOn: days.sentOn, by: null }]);
    }
  });
}

test("an unread reply is a task; read, the letter is proposed, and the list says that something was recorded", async () => {
  const { api, account, say, me } = await open();
  await recordHappening(world.store, { account: "A1", asOf: MONDAY, by: "inbox", happening: { kind: "reply", detail: "Please wait" } });
  const { run } = await (await api.proposals.$post({ json: { creditor: "c" } })).json();
  const tasks = async () => (await api.proposals[":run"].decisions.$get({ param: { run }, query: { creditor: "c", part: "tasks", sort: "task" } })).json();
  expect((await tasks()).decisions.map(({ task, changed }) => [task, changed])).toEqual([["answer-reply", false]]);
  expect(await say({ kind: "reply-read" })).toMatchObject({ status: 200, recorded: "reply-read" });
  const { next, timeline } = await account();
  expect(next).toMatchObject({ kind: "dun", step: "first" });
  expect(timeline.at(-1)).toMatchObject({ kind: "reply-read", by: me });
  expect((await tasks()).decisions.map(({ changed }) => changed)).toEqual([true]);
});

test("a call, the salesperson's word and a mended address are recorded with what was said", async () => {
  const { account, say, me } = await open();
  await say({ kind: "call", outcome: "voicemail", detail: "  Will try again  " });
  await say({ kind: "sales-check", answer: "dispute", detail: "Wrong price" });
  await say({ kind: "delivery-held-resolved" });
  const said = (await account()).timeline.slice(-3).map(({ kind, by, values }) => [kind, by, values["outcome"] ?? values["answer"], values["detail"]]);
  expect(said).toEqual([
    ["call", me, "voicemail", "Will try again"],
    ["sales-check", me, "dispute", "Wrong price"],
    ["delivery-held-resolved", me, undefined, undefined],
  ]);
});

test("promises, plans, disputes and holds are recorded by document and amount, filled in from the procedure, and taken back", async () => {
  const { account, say, me } = await open();
  expect(await say({ kind: "dispute", document: "INV-1", reason: "price", amount: "1.00", owner: "Bo" })).toMatchObject({
    status: 200,
    recorded: "dispute",
    warnings: [],
    notes: ["To be answered by 2026-12-07, by Bo."],
  });
  expect(await say({ kind: "dispute-resolved", document: "INV-1", outcome: "unjustified" })).toMatchObject({ notes: [expect.stringContaining("2026-12-03")] });
  expect(await say({ kind: "promise", amount: "101.00", day: "2027-06-01", documents: ["INV-1"], contact: "Ms Roe", channel: "phone" })).toMatchObject({
    warnings: [expect.stringContaining("more than 60 days ahead")],
  });
  await say({ kind: "promise-withdrawn" });
  const plan = {
    kind: "plan",
    instalments: [
      { day: "2026-12-01", amount: "50.00" },
      { day: "2027-01-04", amount: "51.00" },
    ],
  };
  expect(await say(plan)).toMatchObject({ status: 200, warnings: [] });
  expect(await say(plan)).toMatchObject({ status: 400, code: "plan-running" });
  await say({ kind: "hold", scope: "channel", on: "email", reason: "post only", until: "2026-12-31" });
  await say({ kind: "hold", scope: "contact", contact: "old@one.example", reason: "has left" });
  await say({ kind: "hold", document: "INV-1", reason: "talks" });
  expect(await say({ kind: "lift", document: "INV-1" })).toMatchObject({ status: 200, notes: [expect.stringContaining("new approval")] });
  expect(await say({ kind: "lift" })).toMatchObject({ status: 400, code: "hold-ambiguous" });
  const { promises, plans, disputes, holds, timeline } = await account();
  expect(promises).toMatchObject([{ amount: "101.00", documents: ["INV-1"], status: "withdrawn", contact: "Ms Roe", channel: "phone", by: me }]);
  expect(plans).toMatchObject([
    { status: "running", documents: [], instalments: [{ number: 1, day: "2026-12-01", open: "50.00", status: "open" }, { number: 2 }] },
  ]);
  expect(disputes).toMatchObject([
    { document: "INV-1", reason: "price", amount: "1.00", excluded: "0.00", state: "answered", owner: "Bo", answerBy: "2026-12-07" },
  ]);
  expect(holds.map(({ scope, channel, contact, until }) => [scope, channel, contact, until])).toEqual([
    ["channel", "email", null, "2026-12-31"],
    ["contact", null, "old@one.example", null],
  ]);
  expect(timeline.find(({ kind }) => kind === "plan")!.values["instalments"]).toEqual([
    { day: "2026-12-01", amount: "50.00" },
    { day: "2027-01-04", amount: "51.00" },
  ]);
});

test("a hand-over takes two different people, who see its preconditions", async () => {
  const { api, account, say, me } = await open();
  const handOver = async () => (await api.accounts[":account"]["hand-over"].$get({ param: { account: "A1" }, query: { asOf: MONDAY } })).json();
  expect(await handOver()).toMatchObject({ state: "waits", ready: false, items: [], filed: [], unreported: [] });
  expect(await say({ kind: "hand-over-approved" })).toMatchObject({ status: 400, code: "no-hand-over" });
  await warn();
  expect((await account()).next.kind).toBe("hand-over");
  const { checklist, ...shown } = await handOver();
  expect(shown).toMatchObject({ state: "up", ready: true, total: "101.00", items: [{ document: "INV-1", open: "101.00" }], approved: [] });
  expect(checklist.filter(({ state }) => state !== "met").map(({ code, blocking }) => [code, blocking])).toEqual([
    ["limitation", false],
    ["receiver", false],
  ]);
  expect(await say({ kind: "hand-over-approved" })).toMatchObject({ status: 200 });
  expect((await account()).next.why).toContainEqual({ code: "approved-by", by: [me] });
  expect(await say({ kind: "hand-over-approved" })).toMatchObject({ status: 400, code: "same-person", detail: expect.stringContaining("different person") });
  await approveHandOver(world.store, { account: "A1", asOf: MONDAY, by: "Bea" });
  expect((await account()).next).toMatchObject({ kind: "dun", step: "final" });
});

test("an uncertain delivery is settled by a person's word, on its own account only", async () => {
  const { say } = await open();
  await proposeAndApprove(world.store);
  const { deliveries } = await deliver(world.store, { asOf: MONDAY, outDir: world.out });
  const delivery = deliveries.find(({ account }) => account === "A1")!.id;
  const resolved = { kind: "delivery-resolved", delivery, outcome: "accepted" };
  expect(await say(resolved)).toMatchObject({ status: 409, code: "delivery-conflict" });
  await world.store.pool.query("update delivery set state = 'uncertain' where id = $1", [delivery]);
  expect(await say(resolved, "A2")).toMatchObject({ status: 404, code: "delivery-unknown" });
  expect(await say(resolved)).toMatchObject({ status: 200 });
  const { rows } = await world.store.pool.query("select state from delivery where id = $1", [delivery]);
  expect(rows).toEqual([{ state: "accepted" }]);
});

test("what is incomplete or unknown is refused, and nothing is recorded", async () => {
  const { say } = await open();
  const bad = [
    { kind: "sales-check", answer: "dispute" },
    { kind: "sales-check", answer: "dispute", detail: "  " },
    { kind: "call", outcome: "shouted" },
    { kind: "promise", amount: "5", day: "2026-02-30" },
    { kind: "plan", instalments: [] },
    { kind: "dispute", document: "INV-1", reason: "because" },
    { kind: "hold", scope: "channel", on: "pigeon", reason: "x" },
    { kind: "hold", reason: " " },
    { kind: "note", detail: "" },
    { kind: "call", outcome: "reached", detail: "x".repeat(2_001) },
    {},
  ];
  for (const json of bad) expect(await say(json)).toMatchObject({ status: 400, code: "invalid-request" });
  expect(await say({ kind: "reply-read" }, "A99")).toMatchObject({ status: 404, code: "account-unknown" });
  const { rows } = await world.store.pool.query("select count(*)::int as count from activity");
  expect(rows).toEqual([{ count: 0 }]);
});
