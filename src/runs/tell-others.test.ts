import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove, TUESDAY } from "../../test/support/delivery-world.ts";
import { closePdf } from "../letters/pdf.ts";
import { changedText } from "../procedures/file.ts";
import { procedureText } from "../procedures/read.ts";
import { deliver } from "./delivery-run.ts";
import { saveProcedure } from "./save-procedure.ts";
import { applySettings, setSetting } from "./settings.ts";

let world: DeliveryWorld;
afterEach(() => world.close());
afterAll(closePdf);

/** Debtors whose first letter tells these people; the salespeople are those of the debtors, in their order. */
async function openTelling(tell: string, salespeople: readonly (string | null)[]) {
  world = await createDeliveryWorld({ debtors: salespeople.length });
  const { store } = world;
  for (const [index, name] of salespeople.entries()) await store.pool.query("update debtor set salesperson = $2 where id = $1", [`D${index + 1}`, name]);
  const text = changedText(procedureText("standard"), "standard", [{ path: "steps.first.tell", value: tell }]);
  await saveProcedure(store, { name: "telling", text, by: "Ann", reason: "sales wants to know", asOf: MONDAY });
  await setSetting(store, "procedures.*", "telling", { creditor: "c" });
  await proposeAndApprove(store);
  return store;
}

async function told() {
  const { rows } = await world.store.pool.query(
    "select account_id::int as account, body::jsonb - 'letter' as said from activity where kind = 'told' order by id",
  );
  return rows.map(({ account, said }) => [account, said.to, said.how, said.detail]);
}

test("where nothing leaves the house, a note lies in the folder's internal", async () => {
  const store = await openTelling("[salesperson, credit@creditor.example]", ["sam@creditor.example", "Sue Sales", null]);
  const { deliveries } = await deliver(store, { asOf: MONDAY, outDir: world.out });
  expect(await told()).toEqual([
    [1, "credit@creditor.example", "file", ""],
    [1, "sam@creditor.example", "file", ""],
    [2, "credit@creditor.example", "file", ""],
    [2, "Sue Sales", "not-possible", "no e-mail address is known"],
    [3, "credit@creditor.example", "file", ""],
    [3, "salesperson", "not-possible", "the debtor has no salesperson"],
  ]);
  expect(readdirSync(join(world.out, "internal"))).toHaveLength(4);
  const letter = deliveries[0]!.letter;
  const note = readFileSync(join(world.out, "internal", `${letter}-told-sam-creditor.example.eml`), "utf8");
  expect(note).toContain(`Message-ID: <${letter}-told-sam-creditor.example@creditor.example>\r\n`);
  expect(note).toMatch(/^To: sam@creditor\.example\r$/m);
  expect(note).toContain("Subject: =?UTF-8?Q?Debtor_1_Ltd_=28D1=29=3A_first_letter");
  expect(note).toContain("INV-1, due on 1 October 2026:");
  expect(note).toContain("Auto-Submitted: auto-generated");
  // Once: another delivery has nothing to tell.
  await deliver(store, { asOf: TUESDAY, outDir: world.out });
  expect(await told()).toHaveLength(6);
});

test("nobody is told of a letter whose step names nobody", async () => {
  const store = await openTelling("[]", ["sam@creditor.example"]);
  await deliver(store, { asOf: MONDAY, outDir: world.out });
  expect(await told()).toEqual([]);
});

/** A mail server that takes every message and keeps it. */
async function mailServer(): Promise<{ server: Server; port: number; mails: string[] }> {
  const mails: string[] = [];
  const server = createServer((socket) => {
    let data: string | null = null;
    socket.write("220 test ESMTP\r\n");
    socket.on("data", (chunk) => {
      if (data !== null) {
        data += chunk.toString();
        if (!data.endsWith("\r\n.\r\n")) return;
        mails.push(data);
        data = null;
        socket.write("250 taken\r\n");
        return;
      }
      for (const line of chunk.toString().split("\r\n").filter(Boolean)) {
        if (/^DATA/i.test(line)) data = "";
        socket.write(/^DATA/i.test(line) ? "354 go on\r\n" : /^QUIT/i.test(line) ? "221 bye\r\n" : "250 ok\r\n");
      }
    });
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, port: (server.address() as AddressInfo).port, mails };
}

test("by e-mail where letters leave; while the server is away it is tried again, and once it is there, told once", async () => {
  const store = await openTelling("[salesperson]", ["sam@creditor.example"]);
  const post = { folder: world.out, transitBusinessDays: 3 };
  const useServer = (port: number) =>
    applySettings(store, [{ id: "c", channels: { mode: "live", post, email: { host: "127.0.0.1", port, secure: false, from: "ar@creditor.test" } } }]);
  // The letter itself goes by post, because the debtor has no address for mail.
  await store.pool.query("update debtor set email = null");
  await useServer(9);
  await deliver(store, { asOf: MONDAY, instant: () => new Date(`${MONDAY}T10:00:00Z`) });
  expect(await told()).toEqual([]);
  const { server, port, mails } = await mailServer();
  try {
    await useServer(port);
    for (const asOf of [MONDAY, TUESDAY] as const) await deliver(store, { asOf, instant: () => new Date(`${asOf}T10:00:00Z`) });
  } finally {
    server.close();
  }
  expect(await told()).toEqual([[1, "sam@creditor.example", "email", ""]]);
  expect(mails).toHaveLength(1);
  expect(mails[0]).toContain("To: sam@creditor.example");
});
