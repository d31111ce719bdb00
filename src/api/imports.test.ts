import { afterAll, beforeAll, expect, test } from "vitest";
import { signedInClient } from "../../test/support/api-client.ts";
import { createTestStore } from "../../test/support/test-store.ts";
import { applySettings } from "../runs/settings.ts";
import type { Store } from "../store/database.ts";

const CREDITOR = { creditor: "c" };
const ODD =
  "Wer;Schild;Zettel;Tag;Bis;Geld\n4711;Lindner Holzbau GmbH;RE-20931;03.04.2026;03.05.2026;1.249,90\n4712;Brook & Daughters Ltd;RE-20932;04.04.2026;04.05.2026;80,00\n";
const COLUMNS = { Wer: "debtor", Schild: "name", Zettel: "document", Tag: "issued", Bis: "due", Geld: "amount" };

let store: Store;
let client: Awaited<ReturnType<typeof signedInClient>>;
beforeAll(async () => {
  store = await createTestStore();
  await applySettings(store, [{ id: "c", name: "Creditor Ltd", currency: "EUR", clock: "2026-06-01" }]);
  client = await signedInClient(store);
});
afterAll(() => store.close());

async function send(name: string, text: string): Promise<Response> {
  const form = new FormData();
  form.set("file", new File([text], name));
  const request = new Request("http://localhost:7070/api/imports", { method: "POST", body: form });
  return client.fetch("/api/imports", { method: "POST", body: await request.arrayBuffer(), headers: { "content-type": request.headers.get("content-type")! } });
}

async function upload(name: string, text: string): Promise<{ upload: string }> {
  const answer = await send(name, text);
  expect(answer.status).toBe(200);
  return { upload: ((await answer.json()) as { id: string }).id };
}

test("headings that nobody knows are confirmed once, and the next file needs no question", async () => {
  const { api } = client;
  const param = await upload("../odd.csv", ODD);
  const unknown = await (await api.imports[":upload"].preview.$post({ param, json: CREDITOR })).json();
  expect(unknown).toMatchObject({
    format: "csv",
    refused: true,
    confirmed: null,
    table: { headingLine: 1, rows: [{ cells: ["4711", "Lindner Holzbau GmbH", "RE-20931", "03.04.2026", "03.05.2026", "1.249,90"] }, {}] },
  });
  const json = { ...CREDITOR, mapping: { columns: COLUMNS } };
  const known = await (await api.imports[":upload"].preview.$post({ param, json })).json();
  expect(known).toMatchObject({ refused: false, counts: [{ kind: "invoice", currency: "EUR", count: 2, amount: "1329.90" }] });
  expect(known.table!.rows[0]!.read).toEqual({ kind: "invoice", document: "RE-20931", debtor: "4711", due: "2026-05-03", amount: "1249.90", currency: "EUR" });
  const report = await (await api.imports[":upload"].confirmation.$post({ param, json })).json();
  expect(report).toMatchObject({ refused: false, files: [{ file: "odd.csv", read: 2, new: 2 }] });
  expect((await api.imports[":upload"].preview.$post({ param, json })).status).toBe(404);
  const next = await upload("next.csv", ODD.replace("RE-20932", "RE-20933"));
  const again = await (await api.imports[":upload"].preview.$post({ param: next, json: CREDITOR })).json();
  expect(again).toMatchObject({ refused: false, confirmed: { on: "2026-06-01" } });
  expect(await (await api.imports[":upload"].confirmation.$post({ param: next, json: CREDITOR })).json()).toMatchObject({ files: [{ new: 1, known: 1 }] });
});

const STATEMENT = `:20:X
:25:37040044/0532013000
:28C:1/1
:60F:C260529EUR100,00
:61:2605290529C1249,90NTRFNONREF
:86:166?00CREDIT?20SVWZ+Invoice RE-20931?31DE02120300000000202051?32Lindner Holzbau GmbH
:61:2605290529C50,00NTRFNONREF
:86:166?00CREDIT?20SVWZ+RE-20932 part?32Somebody
:61:2605290529C77,77NTRFNONREF
:86:166?00CREDIT?20SVWZ+refund?32Finanzamt
:62F:C260529EUR1477,67
-
`;

test("a statement is imported, and its money matched, accepted, taken back and dismissed", async () => {
  const { api } = client;
  const param = await upload("statement.sta", STATEMENT);
  const seen = await (await api.imports[":upload"].preview.$post({ param, json: CREDITOR })).json();
  expect(seen).toMatchObject({ format: "mt940", refused: false, table: null, transactions: 3, statements: [{ opening: "100.00", closing: "1477.67" }] });
  const report = await (await api.imports[":upload"].confirmation.$post({ param, json: CREDITOR })).json();
  expect(report).toMatchObject({ matched: 1, proposed: 1, unapplied: 1 });
  expect(await (await api.cash.counts.$get({ query: CREDITOR })).json()).toEqual({ proposed: 1, unapplied: 1 });
  const waiting = async (part: "proposed" | "unapplied") => (await api.cash.$get({ query: { ...CREDITOR, part } })).json();
  const [proposed] = (await waiting("proposed")).transactions;
  expect(proposed).toMatchObject({ amount: "50.00", proposals: [{ allocations: [{ document: "RE-20932", amount: "50.00", open: "80.00" }] }] });
  expect(proposed!.proposals[0]!.because[0]).toMatchObject({ code: "cash-document-number", documents: "RE-20932" });
  expect(proposed!.proposals[0]!.doubts).toContainEqual({ code: "cash-doubt-short", amount: "30.00" });
  const transaction = { transaction: proposed!.id };
  expect((await api.cash[":transaction"].acceptance.$post({ param: transaction, json: {} })).status).toBe(200);
  expect((await api.cash[":transaction"].acceptance.$post({ param: transaction, json: {} })).status).toBe(409);
  const matched = async () => (await (await api.cash.matched.$get({ query: CREDITOR })).json()).transactions;
  const { name } = await (await api.session.$get()).json();
  expect((await matched()).map(({ amount, by, allocations }) => [amount, by, allocations])).toEqual([
    ["50.00", name, [{ document: "RE-20932", amount: "50.00" }]],
    ["1249.90", null, [{ document: "RE-20931", amount: "1249.90" }]],
  ]);
  const { account } = proposed!.proposals[0]!;
  const accountOf = async () => (await api.accounts[":account"].$get({ param: { account }, query: { asOf: "2026-06-01" } })).json();
  expect((await accountOf()).timeline.find(({ cash }) => cash)).toMatchObject({ kind: "payment", by: name, cash: { id: proposed!.id } });
  expect((await api.cash[":transaction"].undoing.$post({ param: transaction, json: {} })).status).toBe(200);
  expect((await accountOf()).proposedCash.map(({ id }) => id)).toEqual([proposed!.id]);
  const [stranger] = (await waiting("unapplied")).transactions;
  await api.cash[":transaction"].dismissal.$post({ param: { transaction: stranger!.id }, json: { reason: "Tax refund" } });
  expect((await matched())[0]).toMatchObject({ amount: "1249.90" });
  expect((await matched()).find(({ state }) => state === "dismissed")).toMatchObject({ amount: "77.77", by: name, reason: "Tax refund", account: null });
});

test("a list that would settle much asks, and is imported where the person says that it is whole", async () => {
  const { api } = client;
  const param = await upload("open.csv", "Wer;Schild;Zettel;Tag;Bis;Offen\n4712;Brook & Daughters Ltd;RE-20932;04.04.2026;04.05.2026;80,00\n");
  const columns = { Wer: "debtor", Schild: "name", Zettel: "document", Tag: "issued", Bis: "due", Offen: "open" };
  const json = { ...CREDITOR, mapping: { mode: "snapshot", columns } };
  const asked = await (await api.imports[":upload"].confirmation.$post({ param, json })).json();
  expect([asked.refused, asked.files[0]!.problems.map(({ code }) => code)]).toEqual([true, ["snapshot-settles-many"]]);
  expect(await (await api.imports[":upload"].preview.$post({ param, json })).json()).toMatchObject({ isSnapshot: true, refused: false });
  const settled = await (await api.imports[":upload"].confirmation.$post({ param, json: { ...json, confirmSettled: true } })).json();
  expect(settled).toMatchObject({ refused: false, files: [{ settled: 1 }] });
});

test("what is no form, no file, or somebody else's is refused", async () => {
  const answer = await client.fetch("/api/imports", { method: "POST", body: "x", headers: { "content-type": "text/plain" } });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, "form-invalid"]);
  const empty = new Request("http://localhost", { method: "POST", body: new FormData() });
  const none = await client.fetch("/api/imports", {
    method: "POST",
    body: await empty.arrayBuffer(),
    headers: { "content-type": empty.headers.get("content-type")! },
  });
  expect(none.status).toBeGreaterThanOrEqual(400);
  const gone = await client.api.imports[":upload"].preview.$post({ param: { upload: "0".repeat(24) }, json: CREDITOR });
  expect(gone.status).toBe(404);
  expect((await client.request("/api/imports", { method: "POST" })).status).toBe(401);
  expect((await client.request("/api/cash/counts?creditor=c")).status).toBe(401);
});
