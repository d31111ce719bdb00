import { afterAll, afterEach, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove } from "../../../test/support/delivery-world.ts";
import { closePdf } from "../../letters/pdf.ts";
import { addReceipt, readReceipts } from "../../store/receipt-store.ts";
import { inTransaction } from "../../store/transaction.ts";
import { deliver } from "../delivery-run.ts";
import { takeMail } from "./take-mail.ts";

let world: DeliveryWorld;
afterEach(() => world.close());
afterAll(closePdf);

const take = (text: string) => takeMail(world.store, { creditor: "c", bytes: Buffer.from(text.replaceAll("\n", "\r\n")), today: MONDAY });

test("NUL and halves of characters, which no database takes, stop nobody's mailbox", async () => {
  world = await createDeliveryWorld({ debtors: 1 });
  const encoded = Buffer.from("h\u0000i \ud83d there \ud83d\ude00", "utf16le").toString("base64");
  const { mail } = await take(`From: =?utf-8?q?Pa=00t?= <debtor1@mail.test>
To: ar@creditor.test
Subject: =?utf-16le?b?${encoded}?= =?utf-8?q?a=00b?=
Message-ID: <a\u0000b@mail.test>
Content-Type: text/plain; charset=utf-16le
Content-Transfer-Encoding: base64

${encoded}
`);
  expect(mail).toMatchObject({ kind: "reply", state: "unread", account: 1 });
  // A character of two halves lies across the place where long words are cut.
  const cut = `${"x".repeat(198)}\ud83d\ude00 and more of it`;
  await take(`From: debtor1@mail.test
To: ar@creditor.test
Subject: long
Message-ID: <long@mail.test>
Content-Type: text/plain; charset=utf-8

${cut}
`);
  const { rows } = await world.store.pool.query("select body::jsonb ->> 'detail' as detail from activity where kind = 'reply' order by id");
  expect(rows).toHaveLength(2);
  expect(rows[1].detail).toMatch(/^x{198}/);
});

test("a receipt whose answer was cut within a character is read like any other", async () => {
  world = await createDeliveryWorld({ debtors: 1 });
  const { store } = world;
  await proposeAndApprove(store);
  const { deliveries } = await deliver(store, { asOf: MONDAY, outDir: world.out });
  const answer = `550 no\u0000body ${"x".repeat(20_000 - 12)}\ud83d\ude00`;
  await inTransaction(store, (client) =>
    addReceipt(client, { id: deliveries[0]!.id, account: 1 }, { outcome: "delayed", recipient: "x@mail.test", providerId: null, answer }, { knownOn: MONDAY }),
  );
  expect((await readReceipts(store.pool, 1))[1]!.answer).toMatch(/^550 nobody x+/);
});
