import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type BouncedMail, bounceMail } from "../../../test/support/bounce-mail.ts";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove, TUESDAY } from "../../../test/support/delivery-world.ts";
import { type MailPair, MAIL_PAIR_TIMEOUT_MS, mailPairMissing, startMailPair } from "../../../test/mail-pair.ts";
import { closePdf } from "../../letters/pdf.ts";
import { readReceipts } from "../../store/receipt-store.ts";
import { mailKey } from "../../store/secret-store.ts";
import { check } from "../check.ts";
import { deliver } from "../delivery-run.ts";
import { provenDeliveries } from "../delivery-proof.ts";
import { replyToken } from "../mail-token.ts";
import { propose, presentProposal } from "../proposal-run.ts";
import { assignMail } from "./assign-mail.ts";
import { takeMail } from "./take-mail.ts";

let world: DeliveryWorld;
let mail: MailPair;
const missing = mailPairMissing();
if (missing) console.warn(`skipped: "mail that comes in about letters that left": ${missing}`);

/** A debtor's letter that has left by e-mail, and the id of its delivery. */
async function sentLetter(settings: object = {}): Promise<string> {
  const email = { host: "127.0.0.1", port: mail.smtpPort, secure: false, from: "Creditor Ltd <ar@creditor.test>", bounceDomain: "creditor.test", ...settings };
  world = await createDeliveryWorld({ debtors: 2, settings: { channels: { mode: "live", email } } });
  await proposeAndApprove(world.store);
  const { deliveries } = await deliver(world.store, { asOf: MONDAY });
  expect(deliveries.map(({ state }) => state)).toEqual(["accepted", "accepted"]);
  return deliveries[0]!.id;
}

const rows = async (sql: string) => (await world.store.pool.query(sql)).rows;
const told = async (kind: string) =>
  (await rows(`select account_id::int as a, body::jsonb as body from activity where kind = '${kind}' order by id`)).map(({ a, body }) => ({ a, ...body }));
const take = (text: string, today = TUESDAY) => takeMail(world.store, { creditor: "c", bytes: Buffer.from(text.replaceAll("\n", "\r\n")), today });
const next = async (day = TUESDAY) => (await presentProposal(world.store, (await propose(world.store, { asOf: day })).run)).decisions;

async function tokenAddress(delivery: string): Promise<string> {
  return `bounces+${replyToken(await mailKey(world.store.pool), delivery)}@creditor.test`;
}

const bounce = (to: string, more: Partial<BouncedMail> = {}) => bounceMail({ to, recipient: "debtor1@mail.test", ...more });

const reply = (text: string, { to = "ar@creditor.test", from = "Pat <debtor1@mail.test>", subject = "Re: your letter", more = "" } = {}) => `From: ${from}
To: ${to}
Subject: ${subject}
Message-ID: <r-${text.length}-${subject.length}@mail.test>
Date: Tue, 24 Nov 2026 10:00:00 +0000
${more}Content-Type: text/plain; charset=utf-8

${text}
`;

describe.skipIf(missing)("mail that comes in about letters that left", () => {
  beforeAll(async () => {
    mail = await startMailPair();
  }, MAIL_PAIR_TIMEOUT_MS);
  afterEach(async () => {
    expect((await check(world.store)).problems).toEqual([]);
    await world.close();
  });
  afterAll(async () => {
    await mail?.stop();
    await closePdf();
  });

  test("a bounce to the sealed address: the letter was not sent, and its address is to be mended", async () => {
    const id = await sentLetter();
    const { mail: taken } = await take(bounce(await tokenAddress(id)));
    expect(taken).toMatchObject({ number: 1, kind: "bounce", state: "done", account: 1, delivery: id, routedBy: "token" });
    expect(await told("letter-returned")).toMatchObject([{ a: 1, channel: "email", detail: expect.stringMatching(/^The mailbox does not exist: .*5\.1\.1/) }]);
    expect(await rows("select void from letter where account_id = 1")).toEqual([{ void: true }]);
    expect((await next()).find(({ account }) => account.id === "A1")).toMatchObject({ kind: "task", task: "fix-address" });
    expect((await provenDeliveries(world.store.pool, 1))[0]).toMatchObject({
      standing: "bounced",
      receipts: [{ outcome: "accepted" }, { outcome: "bounced", answer: expect.stringMatching(/^M1: 5\.1\.1 mailbox-unknown /) }],
    });
  });

  test("a bounce that nothing proves is believed on a person's word, of mail to the address that it names", async () => {
    const id = await sentLetter();
    const { mail: taken } = await take(bounce("ar@creditor.test"));
    expect(taken.state).toBe("unrouted");
    const act = { message: `M${taken.number}`, by: "Ann", asOf: TUESDAY };
    await expect(assignMail(world.store, { ...act, account: "A2" })).rejects.toMatchObject({ code: "message-delivery" });
    expect(await told("letter-returned")).toEqual([]);
    await assignMail(world.store, { ...act, account: "A1" });
    expect(await told("letter-returned")).toMatchObject([{ a: 1, channel: "email" }]);
    expect((await rows(`select state from delivery where id = '${id}'`))[0]).toEqual({ state: "bounced" });
    expect(await rows("select state, closed_by as by from inbound_mail")).toEqual([{ state: "done", by: "Ann" }]);
  });

  test("a forged bounce, without the seal or with a wrong one, changes nothing", async () => {
    const id = await sentLetter();
    const forged = `bounces+${id.toLowerCase()}-aaaaaaaaaaaaaaaa@creditor.test`;
    for (const to of ["ar@creditor.test", forged, (await tokenAddress(id)).replace("creditor", "other").replace(/.@/, (end) => (end === "7@" ? "6@" : "7@"))]) {
      expect((await take(bounce(to, { messageId: `${to.length}@mx.test` }))).mail).toMatchObject({ state: "unrouted", account: null });
    }
    expect(await told("letter-returned")).toEqual([]);
    expect(await rows("select count(*)::int as n from letter where void")).toEqual([{ n: 0 }]);
  });

  test("the same message twice, and the same by another way, is one", async () => {
    const id = await sentLetter();
    const text = reply("We will look into it.", { to: await tokenAddress(id) });
    expect((await take(text)).isNew).toBe(true);
    expect((await take(text)).isNew).toBe(false);
    expect((await take(`Received: from elsewhere\n${text}`)).isNew).toBe(false);
    expect(
      await Promise.all(Array.from({ length: 4 }, () => take(reply("Twice at once", { to: "x@y.test" })))).then(
        (all) => all.filter(({ isNew }) => isNew).length,
      ),
    ).toBe(1);
    expect(await told("reply")).toHaveLength(2);
  });

  test("a person's reply stops what would be next, on all the debtor's accounts, until it is read", async () => {
    const id = await sentLetter();
    const more = `In-Reply-To: <${id}@creditor.test>\n`;
    const { mail: taken } = await take(
      reply("Please send the invoice again.\n\nOn Mon, 23 Nov 2026 at 09:00, Creditor Ltd <ar@creditor.test> wrote:\n> Pay now", {
        more,
        from: "Someone <else@where.test>",
      }),
    );
    expect(taken).toMatchObject({ kind: "reply", state: "unread", account: 1, delivery: id, routedBy: "reference" });
    expect(await told("reply")).toMatchObject([{ a: 1, channel: "email", message: "M1", detail: "Please send the invoice again." }]);
    expect((await next()).find(({ account }) => account.id === "A1")).toMatchObject({ kind: "task", task: "answer-reply" });
    expect((await provenDeliveries(world.store.pool, 1))[0]!.standing).toBe("replied");
  });

  test("without a mark of ours the letter's reference tells, then the sender's address; nobody else's", async () => {
    const id = await sentLetter();
    const letter = id.split("-")[0]!;
    expect((await take(reply("Paid.", { subject: `Your letter (${letter})`, from: "x@y.test" }))).mail).toMatchObject({ account: 1, routedBy: "case-number" });
    expect((await take(reply("Hello from two", { from: "debtor2@mail.test" }))).mail).toMatchObject({
      account: 2,
      routedBy: "sender",
      warning: expect.stringContaining("nobody has checked"),
    });
    const failing = "Authentication-Results: mx.creditor.test; dmarc=fail header.from=mail.test\n";
    expect((await take(reply("Not me", { from: "debtor2@mail.test", more: failing }))).mail).toMatchObject({ warning: expect.stringContaining("DMARC fail") });
    expect((await take(reply("Who?", { from: "stranger@y.test" }))).mail).toMatchObject({ state: "unrouted", account: null });
    const named = await take(reply("What is inv-2?", { from: "stranger@y.test" }));
    expect(named.mail).toMatchObject({ account: 2, routedBy: "case-number", warning: expect.stringContaining("not known here") });
    expect((await take(reply("INV-1 and INV-2, or INV-20?", { from: "stranger@y.test" }))).mail).toMatchObject({ state: "unrouted", account: null });
    await world.store.pool.query("update debtor set email = 'debtor2@mail.test' where id = 'D1'");
    expect((await take(reply("One of two?", { from: "debtor2@mail.test" }))).mail).toMatchObject({ state: "unrouted" });
  });

  test("a delay waits for three days, and then the letter counts as not sent", async () => {
    const id = await sentLetter();
    const to = await tokenAddress(id);
    const delayed = { status: "4.4.1", action: "delayed" } as const;
    await take(bounce(to, delayed));
    expect((await readReceipts(world.store.pool, 1)).map(({ outcome }) => outcome)).toEqual(["accepted", "delayed"]);
    expect(await told("letter-returned")).toEqual([]);
    await world.store.pool.query("update delivery_receipt set recorded_at = recorded_at - interval '73 hours' where outcome = 'delayed'");
    await take(bounce(to, { ...delayed, messageId: "b2@mx.test" }));
    expect(await told("letter-returned")).toHaveLength(1);
  });

  test("an absent person is waited for, at most fourteen days and once in a month; a robot stops nothing", async () => {
    const id = await sentLetter();
    const away = (until: string, n: number) =>
      reply(`I am out of the office and back on ${until}.`, {
        subject: `Automatic reply: ${n}`,
        more: `Auto-Submitted: auto-replied\nIn-Reply-To: <${id}@creditor.test>\n`,
      });
    expect((await take(away("7 December 2026", 1))).mail).toMatchObject({ kind: "auto-reply", state: "done" });
    expect(await told("debtor-hold")).toMatchObject([{ a: 1, until: "2026-12-06", channel: null }]);
    await take(away("9 January 2027", 22));
    expect(await told("debtor-hold")).toHaveLength(1);
    expect(await told("auto-reply")).toHaveLength(2);
    expect(await told("reply")).toEqual([]);
  });

  test("a bounce of an uncertain delivery shows that it had left", async () => {
    const id = await sentLetter();
    await world.store.pool.query(
      "begin; delete from activity; update account set activity_head = null; delete from delivery_receipt; update approval set state = 'approved'; update delivery set state = 'uncertain'; commit",
    );
    await take(bounce(await tokenAddress(id)));
    expect((await readReceipts(world.store.pool, 1)).map(({ outcome }) => outcome)).toEqual(["accepted", "bounced"]);
    await world.store.pool.query(
      "delete from delivery where account_id = 2; delete from letter_item where account_id = 2; delete from letter where account_id = 2",
    );
  });

  test("our own mail that comes round is ignored", async () => {
    await sentLetter();
    await expect.poll(() => mail.mailbox("debtor1").length, { timeout: 10_000 }).toBeGreaterThan(0);
    const own = mail.mailbox("debtor1").at(-1)!;
    expect((await takeMail(world.store, { creditor: "c", bytes: Buffer.from(own), today: TUESDAY })).mail).toMatchObject({ state: "ignored" });
    expect(await told("reply")).toEqual([]);
  });
});
