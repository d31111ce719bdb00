import { afterEach, beforeEach, expect, test } from "vitest";
import { bounceMail } from "../../../test/support/bounce-mail.ts";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove, TUESDAY } from "../../../test/support/delivery-world.ts";
import { closePdf } from "../../letters/pdf.ts";
import { check } from "../check.ts";
import { deliver } from "../delivery-run.ts";
import { verifyProof } from "../proof/verify.ts";
import { assignMail } from "./assign-mail.ts";
import { confirmMail } from "./confirm-mail.ts";
import { takeMail } from "./take-mail.ts";

let world: DeliveryWorld;
beforeEach(async () => {
  world = await createDeliveryWorld({ debtors: 2 });
});
afterEach(async () => {
  await world.close();
  await closePdf();
});

const sql = (text: string) => world.store.pool.query(text);
const problems = async () => (await check(world.store)).problems.map(({ code }) => code);
const broken = async () => (await verifyProof(world.store, [])).problems.map(({ code }) => code);

async function take(text: string, head = ""): Promise<string> {
  const mail = `From: Pat <debtor1@mail.test>\r\nTo: ar@creditor.test\r\nSubject: Re: letter\r\nMessage-ID: <${text.length}@x.test>\r\n${head}\r\n${text}\r\n`;
  const taken = await takeMail(world.store, { creditor: "c", bytes: Buffer.from(mail), today: MONDAY });
  return `M${taken.mail.number}`;
}

test("inbox and logs agree: what is read, what waits, and what a robot said", async () => {
  const read = await take("We will look into it.");
  await take("And another question: where were the goods sent?");
  await take("I am out of the office.", "Auto-Submitted: auto-replied\r\n");
  await confirmMail(world.store, { message: read, by: "Ann", asOf: TUESDAY });
  expect(await problems()).toEqual([]);
  expect(await broken()).toEqual([]);
});

test.each([
  ["a message whose place on the log was never written", "update inbound_mail set account_id = 2", "message-unheard"],
  [
    "a robot's answer that no log has",
    "update inbound_mail set kind = 'auto-reply', reading = reading || '{\"kind\":\"auto-reply\"}', state = 'done', account_id = 2",
    "message-unheard",
  ],
  ["a message that was closed without being read", "update inbound_mail set state = 'done'", "message-closed"],
])("%s", async (_what, harm, code) => {
  await take("We will look into it.");
  await sql(harm);
  expect(await problems()).toEqual([code]);
});

test("a message that waits again after it was read", async () => {
  await confirmMail(world.store, { message: await take("We will look into it."), by: "Ann", asOf: TUESDAY });
  await sql("update inbound_mail set state = 'unread'");
  expect(await problems()).toEqual(["message-left-open"]);
});

test("what a debtor wrote cannot be swapped or dropped: the log holds the hash of its bytes", async () => {
  await take("We will pay on Friday.");
  await take("We will not pay at all.");
  expect(await broken()).toEqual([]);
  // The first one now shows the other's words.
  await sql(
    "begin; alter table inbound_mail drop constraint inbound_mail_creditor_hash_key; update inbound_mail set hash = (select hash from inbound_mail order by number desc limit 1); commit",
  );
  expect(await broken()).toEqual(["message-altered"]);
  await sql("begin; set local session_replication_role = replica; delete from inbound_mail; commit");
  expect(await broken()).toEqual(["message-altered", "message-altered"]);
});

test("a bounce is proven by the report itself", async () => {
  await proposeAndApprove(world.store);
  await deliver(world.store, { asOf: MONDAY, outDir: world.out });
  // As if it had gone out by mail.
  await sql("update delivery set channel = 'email', recipient = 'debtor1@mail.test', files = '[]' where account_id = 1");
  const text = bounceMail({ to: "ar@creditor.test", recipient: "debtor1@mail.test" });
  const { mail } = await takeMail(world.store, { creditor: "c", bytes: Buffer.from(text.replaceAll("\n", "\r\n")), today: TUESDAY });
  await assignMail(world.store, { message: `M${mail.number}`, account: "A1", by: "Ann", asOf: TUESDAY });
  const { rows } = await sql("select body::jsonb -> 'files' as files from activity where kind = 'receipt' and body::jsonb ->> 'outcome' = 'bounced'");
  expect(rows).toEqual([{ files: [mail.hash] }]);
  const before = await broken();
  await sql("update document set bytes = 'x'::bytea where media_type = 'message/rfc822' and hash = (select hash from inbound_mail)");
  expect((await broken()).filter((code) => !before.includes(code))).toEqual(["bytes-altered"]);
});
