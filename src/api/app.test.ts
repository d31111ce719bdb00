import { afterAll, afterEach, expect, test } from "vitest";
import { signedInClient } from "../../test/support/api-client.ts";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, TUESDAY, type WorldOptions } from "../../test/support/delivery-world.ts";
import { closePdf } from "../letters/pdf.ts";
import type { Happening } from "../core/process/activity.ts";
import { deliver } from "../runs/delivery-run.ts";
import { recordHappening } from "../runs/record.ts";

const CREDITOR = { creditor: "c" };

let world: DeliveryWorld;
afterEach(() => world.close());
afterAll(closePdf);

/** A signed-in client of the whole app over a store with debtors that owe one overdue invoice each. */
async function open(options: WorldOptions = {}) {
  world = await createDeliveryWorld({ ...options, settings: { clock: MONDAY, ...options.settings } });
  return { store: world.store, ...(await signedInClient(world.store)) };
}

type Client = Awaited<ReturnType<typeof open>>["api"];

async function proposalOf(api: Client) {
  return (await (await api.proposals.newest.$get({ query: CREDITOR })).json()).proposal;
}

async function sendPart(api: Client, run: string, more: { search?: string; page?: string; size?: string } = {}) {
  return (await api.proposals[":run"].decisions.$get({ param: { run }, query: { ...CREDITOR, part: "send", ...more } })).json();
}

test("everything but the sign-in wants a session", async () => {
  const { request } = await open();
  for (const path of [
    "/api/session",
    "/api/creditors",
    "/api/reasons",
    "/api/proposals/newest?creditor=c",
    "/api/accounts/A1?asOf=2026-11-23",
    "/api/openapi.json",
    `/api/documents/${"0".repeat(64)}`,
  ]) {
    const answer = await request(path);
    expect([path, answer.status]).toEqual([path, 401]);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  }
});

test("a proposal is made, counted and paged", async () => {
  const { api } = await open({ debtors: 5 });
  expect(await proposalOf(api)).toBeNull();
  const made = await (await api.proposals.$post({ json: CREDITOR })).json();
  expect(made).toMatchObject({ asOf: MONDAY, decided: 5 });
  const proposal = await proposalOf(api);
  expect(proposal?.groups).toEqual([{ kind: "dun", step: "first", reason: null, currency: "GBP", approval: null, count: 5, total: "515.00" }]);
  const page = await sendPart(api, made.run, { page: "2", size: "2" });
  expect(page.count).toBe(5);
  expect(page.decisions.map(({ account }) => account.debtor.name)).toEqual(["Debtor 3 Ltd", "Debtor 4 Ltd"]);
  expect(page.decisions[0]).toMatchObject({ kind: "dun", step: "first", total: "103.00", items: [{ document: "INV-3", overdueDays: 53, open: "103.00" }] });
  expect((await sendPart(api, made.run, { search: "debtor 4" })).decisions.map(({ account }) => account.id)).toEqual(["A4"]);
  expect((await sendPart(api, made.run, { search: "100%" })).count).toBe(0);
});

test("approve, leave out, deliver: and the letter is on the timeline", async () => {
  const { api, store, fetch } = await open();
  const { run } = await (await api.proposals.$post({ json: CREDITOR })).json();
  const param = { run };
  await api.proposals[":run"].omissions.$post({ param, json: { ...CREDITOR, accounts: ["A3"], reason: "They called" } });
  expect(await (await api.proposals[":run"].approvals.$post({ param, json: { ...CREDITOR, accounts: "all" } })).json()).toEqual({ count: 2 });
  const states = (await sendPart(api, run)).decisions.map(({ account, approval }) => [account.id, approval]);
  expect(states).toEqual([
    ["A1", "approved"],
    ["A2", "approved"],
    ["A3", "left-out"],
  ]);
  const accountOf = async (account: string) => (await api.accounts[":account"].$get({ param: { account }, query: { asOf: MONDAY } })).json();
  const { name } = await (await api.session.$get()).json();
  expect((await accountOf("A3")).approval).toEqual({ run, state: "left-out", by: name, reason: "They called" });
  expect((await accountOf("A1")).approval).toEqual({ run, state: "approved", by: name, reason: null });
  expect((await api.proposals[":run"].deliveries.$post({ param, json: CREDITOR })).status).toBe(200);
  const { rows: jobs } = await store.pool.query("select count(*)::int as count from graphile_worker.jobs");
  expect(jobs[0].count).toBe(1);
  await deliver(store, { run, asOf: MONDAY, outDir: world.out });
  expect((await sendPart(api, run)).decisions.map(({ approval }) => approval)).toEqual(["delivered", "delivered", "left-out"]);
  const account = await accountOf("A1");
  expect(account.approval?.state).toBe("delivered");
  const event = account.timeline.find(({ letter }) => letter);
  expect(event?.letter?.step).toBe("first");
  expect(account.next.kind).toBe("wait");
  const pdf = event!.letter!.files.find(({ mediaType }) => mediaType === "application/pdf")!;
  const document = await fetch(`/api/documents/${pdf.hash}?name=${pdf.name}`);
  expect(document.headers.get("content-type")).toBe("application/pdf");
  expect(document.headers.get("content-disposition")).toContain("inline");
  expect(
    Buffer.from(await document.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
  const mail = event!.letter!.files.find(({ mediaType }) => mediaType === "message/rfc822")!;
  expect((await fetch(`/api/documents/${mail.hash}?name=${encodeURIComponent('x"\r\ny.eml')}`)).headers.get("content-disposition")).toBe(
    'attachment; filename="x___y.eml"',
  );
});

test("what is open is told although it is in dispute, and tasks come by their kind", async () => {
  const { api, store } = await open({ debtors: 4 });
  const say = (account: string, happening: Happening | ((itemOf: (document: string) => number) => Happening)) =>
    recordHappening(store, { account, asOf: MONDAY, by: "Ann", happening });
  await say("A1", (itemOf) => ({ kind: "dispute", item: itemOf("INV-1"), reason: "price", detail: "" }));
  await say("A2", { kind: "delivery-held", code: "address", step: "first", detail: "unknown" });
  for (const account of ["A3", "A4"]) await say(account, { kind: "reply", detail: "" });
  const { run } = await (await api.proposals.$post({ json: CREDITOR })).json();
  const page = async (part: "rest" | "tasks") =>
    (await (await api.proposals[":run"].decisions.$get({ param: { run }, query: { ...CREDITOR, part, sort: "task" } })).json()).decisions;
  expect(await page("rest")).toMatchObject([{ block: "disputed", total: "0.00", open: "101.00" }]);
  expect((await page("tasks")).map(({ task, open: amount }) => [task, amount])).toEqual([
    ["answer-reply", "104.00"],
    ["answer-reply", "103.00"],
    ["fix-address", "102.00"],
  ]);
});

test("the letter is shown as it would leave, and not where none would", async () => {
  const { api, fetch } = await open();
  const query = { asOf: MONDAY };
  const { letter } = await (await api.accounts[":account"].letter.$get({ param: { account: "A2" }, query })).json();
  expect(letter).toMatchObject({
    step: "first",
    channels: ["outbox"],
    subject: expect.stringContaining("102.00"),
    text: expect.stringContaining("INV-2"),
    html: expect.stringContaining("INV-2"),
  });
  expect(letter!.picture.pages).toBe(1);
  expect(letter!.picture.svg).toMatch(/^<svg [^>]*viewBox=/);
  const pdf = await fetch("/api/accounts/A2/letter.pdf?asOf=2026-11-23");
  expect(pdf.headers.get("content-type")).toBe("application/pdf");
  const { letter: none } = await (await api.accounts[":account"].letter.$get({ param: { account: "A2" }, query: { asOf: "2026-11-28" } })).json();
  expect(none).toBeNull();
});

test("the clock moves by days and by business days", async () => {
  const { api } = await open();
  const param = { creditor: "c" };
  const move = async (to: "next-day" | "next-business-day" | "2026-11-27") =>
    (await (await api.creditors[":creditor"].clock.$post({ param, json: { to } })).json()).today;
  expect(await move("next-day")).toBe(TUESDAY);
  expect(await move("2026-11-27")).toBe("2026-11-27");
  expect(await move("next-business-day")).toBe("2026-11-30");
  expect((await (await api.creditors.$get()).json()).creditors).toEqual([
    {
      id: "c",
      name: "Creditor Ltd",
      today: "2026-11-30",
      ownClock: true,
      mode: "outbox",
      postedThrough: "2026-11-30",
      payments: { by: "ledger", needed: "2026-11-27", isLate: false, accounts: [] },
    },
  ]);
});

test("settings are shown without passwords", async () => {
  const email = { host: "mail.test", port: 25, secure: false, user: "u", password: "very secret", from: "a@creditor.example" };
  const { fetch } = await open({ settings: { channels: { email } } });
  const text = await (await fetch("/api/creditors/c/settings")).text();
  expect(JSON.parse(text)).toMatchObject({ id: "c", name: "Creditor Ltd", termsDays: null, channels: { mode: "outbox", email: { host: "mail.test" } } });
  expect(text).not.toContain("very secret");
});

test("problems are RFC 9457 with a stable code and a sentence", async () => {
  const { api, fetch } = await open();
  const problemOf = async (answer: Response | { status: number; json(): Promise<unknown> }) => [
    answer.status,
    ((await answer.json()) as { code: string }).code,
  ];
  expect(await problemOf(await api.accounts[":account"].$get({ param: { account: "A99" }, query: { asOf: MONDAY } }))).toEqual([404, "account-unknown"]);
  expect(await problemOf(await fetch("/api/accounts/17?asOf=2026-11-23"))).toEqual([400, "invalid-request"]);
  expect(await problemOf(await fetch("/api/proposals", { method: "POST", body: "{", headers: { "content-type": "application/json" } }))).toEqual([
    400,
    "bad-request",
  ]);
  expect(await problemOf(await fetch("/api/proposals", { method: "POST", body: "creditor=c" }))).toEqual([415, "bad-request"]);
  expect(await problemOf(await api.proposals.$post({ json: { creditor: "nobody" } }))).toEqual([404, "creditor-unknown"]);
  expect(await problemOf(await fetch("/api/nothing"))).toEqual([404, "no-such-address"]);
  expect(
    await problemOf(
      await fetch("/api/proposals", {
        method: "POST",
        body: "x".repeat(1_000_001),
        headers: { "content-type": "application/json", "content-length": "1000001" },
      }),
    ),
  ).toEqual([413, "too-large"]);
});

test("the description names every address", async () => {
  const { fetch } = await open();
  const { paths } = (await (await fetch("/api/openapi.json")).json()) as { paths: Record<string, object> };
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining([
      "/api/session",
      "/api/creditors",
      "/api/proposals/newest",
      "/api/proposals/{run}/decisions",
      "/api/proposals/{run}/deliveries",
      "/api/accounts/{account}/letter",
      "/api/documents/{hash}",
    ]),
  );
});
