import { afterEach, expect, test } from "vitest";
import { signedInClient } from "../../test/support/api-client.ts";
import { createDeliveryWorld, type DeliveryWorld, MONDAY } from "../../test/support/delivery-world.ts";
import { takeMail } from "../runs/inbox/take-mail.ts";

let world: DeliveryWorld;
afterEach(() => world.close());

const WITH_FILE = (from: string) => `From: Pat <${from}>
To: ar@creditor.test
Subject: Re: your letter
Message-ID: <${from}>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

See <b>our</b> file.

--b
Content-Type: text/html; name="../../in\\"voice.html"
Content-Disposition: attachment; filename="../../in\\"voice.html"

<script>alert(1)</script>
--b--
`;

async function open(from = "debtor1@mail.test") {
  world = await createDeliveryWorld({ debtors: 2, settings: { clock: MONDAY } });
  const bytes = Buffer.from(WITH_FILE(from).replaceAll("\n", "\r\n"));
  await takeMail(world.store, { creditor: "c", bytes, today: MONDAY });
  const client = await signedInClient(world.store);
  const account = async () => (await client.api.accounts[":account"].$get({ param: { account: "A1" }, query: { asOf: MONDAY } })).json();
  return { ...client, bytes, account, param: { message: "M1" } };
}

test("what waits is counted and listed, shown with its text, and closed by a confirmation", async () => {
  const { api, param, account } = await open();
  expect(await (await api.inbox.counts.$get({ query: { creditor: "c" } })).json()).toEqual({ unread: 1, unrouted: 0 });
  const list = async (part: "waiting" | "done") => (await (await api.inbox.$get({ query: { creditor: "c", part } })).json()).messages.map(({ id }) => id);
  expect([await list("waiting"), await list("done")]).toEqual([["M1"], []]);
  const shown = await (await api.inbox[":message"].$get({ param })).json();
  expect(shown).toMatchObject({
    id: "M1",
    from: { name: "Pat", address: "debtor1@mail.test" },
    text: "See <b>our</b> file.",
    about: { account: "A1", debtor: { name: "Debtor 1 Ltd" } },
    routedBy: "sender",
    suggestions: [],
    attachments: [{ number: 1, mediaType: "text/html" }],
  });
  const json = { happenings: [{ kind: "promise" as const, amount: "101", day: "2026-12-04" }] };
  const confirmed = await api.inbox[":message"].confirmation.$post({ param, json });
  expect(await confirmed.json()).toEqual({ message: "M1", account: "A1", recorded: ["promise"], warnings: [], notes: [] });
  expect([await list("waiting"), await list("done")]).toEqual([[], ["M1"]]);
  expect((await account()).timeline.slice(-2)).toMatchObject([{ kind: "promise" }, { kind: "reply-read", values: { message: "M1" } }]);
  const again = await api.inbox[":message"].confirmation.$post({ param, json });
  expect([again.status, await again.json()]).toMatchObject([409, { code: "message-closed" }]);
  expect((await (await api.inbox.$get({ query: { creditor: "c", part: "all", account: "A2" } })).json()).messages).toEqual([]);
});

test("a message and its files are saved, never shown", async () => {
  const { fetch, bytes } = await open();
  const raw = await fetch("/api/inbox/M1/raw");
  expect(Buffer.from(await raw.arrayBuffer()).equals(bytes)).toBe(true);
  const file = await fetch("/api/inbox/M1/attachments/1");
  expect(await file.text()).toContain("<script>");
  for (const { headers } of [raw, file]) {
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="[\w. -]+"$/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  }
  expect(file.headers.get("content-type")).toBe("application/octet-stream");
  expect([(await fetch("/api/inbox/M1/attachments/2")).status, (await fetch("/api/inbox/M2/raw")).status, (await fetch("/api/inbox/X/raw")).status]).toEqual([
    404, 404, 400,
  ]);
});

test("whom a message is about is said by a person; or that it says nothing", async () => {
  const { api, param, account } = await open("stranger@else.test");
  expect(await (await api.inbox.counts.$get({ query: { creditor: "c" } })).json()).toEqual({ unread: 0, unrouted: 1 });
  const early = await api.inbox[":message"].confirmation.$post({ param, json: {} });
  expect([early.status, await early.json()]).toMatchObject([409, { code: "message-open" }]);
  expect((await api.inbox[":message"].assignment.$post({ param, json: { account: "A1" } })).status).toBe(200);
  expect(await account()).toMatchObject({ next: { task: "answer-reply" } });
  expect((await api.inbox[":message"].dismissal.$post({ param })).status).toBe(200);
  expect((await account()).next.task).toBeNull();
  expect(await (await api.inbox[":message"].$get({ param })).json()).toMatchObject({ state: "ignored" });
});
