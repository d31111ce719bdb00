import { afterEach, expect, test } from "vitest";
import { signedInClient } from "../../test/support/api-client.ts";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove } from "../../test/support/delivery-world.ts";
import type { Day } from "../core/values/day.ts";
import { moveClock } from "../runs/clock.ts";
import { deliver } from "../runs/delivery-run.ts";
import { propose } from "../runs/proposal-run.ts";

let world: DeliveryWorld;
afterEach(() => world.close());

/** The first letters left on Monday. */
async function written() {
  world = await createDeliveryWorld({ debtors: 2, settings: { clock: MONDAY, callsPerDay: { "*": 1 } } });
  await deliver(world.store, { run: await proposeAndApprove(world.store), asOf: MONDAY, outDir: world.out });
  const { api, fetch, request } = await signedInClient(world.store);
  const post = async (path: string, json: object) => {
    const answer = await fetch(`/api/accounts/${path}`, { method: "POST", body: JSON.stringify(json), headers: { "content-type": "application/json" } });
    return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) };
  };
  return { api, fetch, request, post };
}

async function later(day: Day): Promise<void> {
  await moveClock(world.store, "c", day);
  await world.store.pool.query("update debtor set phone = '+44 1632 96' || id");
  await propose(world.store, { asOf: day });
}

test("the worklist says whom to call, why, and what is beyond the day's calls", async () => {
  const { api } = await written();
  const read = async () => (await api.calls.$get({ query: { creditor: "c" } })).json();
  expect(await read()).toMatchObject({ asOf: MONDAY, due: 0, calls: [] });
  await later("2026-12-08");
  const { due, calls, capacity } = await read();
  expect(due).toBe(2);
  expect(capacity).toEqual([{ creditor: "c", segment: "*", perDay: 1, made: 0 }]);
  expect(calls.map(({ account, withinCapacity }) => [account.id, withinCapacity])).toEqual([
    ["A1", true],
    ["A2", false],
  ]);
  expect(calls[0]!.lines.reduce((sum, { points }) => sum + points, 0)).toBe(calls[0]!.points);
});

test("a call sheet is read without a trace, frozen when asked for, and named by the record of the call", async () => {
  const { api, post, fetch } = await written();
  const documents = async () => Number((await world.store.pool.query("select count(*) from document")).rows[0].count);
  const before = await documents();
  const sheet = await (await api.accounts[":account"]["call-sheet"].$get({ param: { account: "A1" }, query: { asOf: MONDAY } })).json();
  expect(sheet).toMatchObject({ account: "A1", debtor: { id: "D1" }, amounts: { overdue: "101.00" }, letters: [{ step: "first" }] });
  expect(sheet.script.opening).toContain("Creditor Ltd");
  expect(await documents()).toBe(before);
  const { hash }: Record<string, unknown> = await post("A1/call-sheet", {});
  expect(await (await fetch(`/api/documents/${String(hash)}`)).json()).toMatchObject({ account: "A1", asOf: MONDAY });
  expect(await post("A1/happenings", { kind: "call", outcome: "no_answer", sheet: hash })).toMatchObject({ status: 200 });
  expect(await post("A1/happenings", { kind: "call", outcome: "no_answer", sheet: "0".repeat(64) })).toMatchObject({ status: 404, code: "sheet-unknown" });
  expect(await post("A99/call-sheet", {})).toMatchObject({ status: 404, code: "account-unknown" });
});

test("a letter is recalled once, on its own account only, and with a reason", async () => {
  const { api, post } = await written();
  const account = async () => (await api.accounts[":account"].$get({ param: { account: "A1" }, query: { asOf: MONDAY } })).json();
  const { id } = (await account()).timeline.find(({ kind }) => kind === "letter")!.letter!;
  expect(await post(`A2/letters/${id}/recall`, { reason: "mistake" })).toMatchObject({ status: 404, code: "letter-unknown" });
  expect(await post(`A1/letters/${id}/recall`, { reason: " " })).toMatchObject({ status: 400, code: "invalid-request" });
  expect(await post(`A1/letters/${id}/recall`, { reason: "wrong sum" })).toMatchObject({ status: 200, hadLeft: true, corrections: { sent: 0, owed: 0 } });
  expect(await post(`A1/letters/${id}/recall`, { reason: "again" })).toMatchObject({ status: 409, code: "recall-closed" });
  expect((await account()).timeline.at(-1)).toMatchObject({ kind: "recall", values: { letter: id, reason: "wrong sum" } });
});

test("what is not there is neither waived nor placed nor taken back", async () => {
  const { post } = await written();
  expect(await post("A1/charges/none/waive", { reason: "good customer" })).toMatchObject({ status: 404, code: "charge-unknown" });
  expect(await post("A1/charges/none/waive", { reason: "" })).toMatchObject({ status: 400, code: "invalid-request" });
  expect(await post("A1/hand-over/files", {})).toMatchObject({ status: 400, code: "not-placed" });
  expect(await post("A1/hand-over/recall", { reason: "paid" })).toMatchObject({ status: 400, code: "not-placed" });
  expect(await post("A1/hand-over/beside", { answer: "dun" })).toMatchObject({ status: 400, code: "not-asked" });
});

test("a procedure is read by its name, and nothing else is", async () => {
  const { api, fetch } = await written();
  const { procedure } = await (await api.accounts[":account"].$get({ param: { account: "A1" }, query: { asOf: MONDAY } })).json();
  const read = async (path: string) => {
    const answer = await fetch(`/api/procedures/${path}`);
    return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) };
  };
  expect(await read(`${procedure.name}?version=${procedure.version}`)).toMatchObject({ status: 200, name: "standard", from: "built-in", versions: [] });
  expect(await read("standard?version=99")).toMatchObject({ status: 404, code: "procedure-unknown" });
  expect(await read("nobodys")).toMatchObject({ status: 404, code: "procedure-unknown" });
  for (const path of ["..%2F..%2Fpackage.json", "standard.yaml", "%2Fetc%2Fpasswd.yml"]) expect((await read(path)).status).not.toBe(200);
});

test("nobody reads or changes any of it without a session", async () => {
  const { request } = await written();
  for (const path of ["/api/calls?creditor=c", "/api/accounts/A1/call-sheet?asOf=2026-11-23", "/api/procedures/standard"])
    expect((await request(path)).status).toBe(401);
  for (const path of ["call-sheet", "charges/x/waive", "letters/x/recall", "hand-over/files", "hand-over/recall", "hand-over/beside"])
    expect((await request(`/api/accounts/A1/${path}`, { method: "POST", headers: { origin: "http://localhost:7070" } })).status).toBe(401);
});
