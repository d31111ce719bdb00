import { createTransport } from "nodemailer";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type MailPair, MAIL_PAIR_TIMEOUT_MS, mailPairMissing, startMailPair } from "../../test/mail-pair.ts";
import { createTestStore } from "../../test/support/test-store.ts";
import type { Store } from "../store/database.ts";
import { INBOX, readRests, recordChannelFailure } from "../store/rest-store.ts";
import { channelForms } from "./channel-forms.ts";
import { tryChannel } from "./channel-trial.ts";
import { fetchOnce } from "./inbox/fetch-once.ts";
import { pauseSending } from "./pausing.ts";
import { applySettings } from "./settings.ts";

const missing = mailPairMissing();
if (missing) console.warn(`skipped: "settings that are tried": ${missing}`);

const CONTACT = { name: "Lena Vogt", phone: "+49 30 123", email: "lena@mail.test" };

describe.skipIf(missing)("settings that are tried", () => {
  let mail: MailPair;
  let store: Store;
  beforeAll(async () => {
    mail = await startMailPair();
  }, MAIL_PAIR_TIMEOUT_MS);
  afterEach(() => store.close());
  afterAll(() => mail?.stop());

  async function open(more: { readonly email?: object; readonly imap?: object } = {}): Promise<void> {
    store = await createTestStore();
    const email = { host: "127.0.0.1", port: mail.smtpPort, secure: false, from: "Nordtor <ar@mail.test>", bounceDomain: "mail.test", ...more.email };
    const imap = { host: "127.0.0.1", port: mail.imapPort, secure: false, user: "answers", password: "test", ...more.imap };
    await applySettings(store, [{ id: "c", name: "Nordtor GmbH", language: "de", contact: CONTACT, channels: { email }, inbox: { imap } }]);
  }

  async function write(subject: string): Promise<void> {
    const before = mail.mailbox("answers").length;
    const transport = createTransport({ host: "127.0.0.1", port: mail.smtpPort, secure: false, ignoreTLS: true });
    await transport.sendMail({ from: "pat@mail.test", to: "answers@mail.test", subject, text: subject });
    transport.close();
    await expect.poll(() => mail.mailbox("answers").length, { timeout: 20_000 }).toBe(before + 1);
  }

  async function fail(channel: string, times: number): Promise<void> {
    for (let time = 0; time < times; time++) await recordChannelFailure(store.pool, "c", channel, "535 no");
  }

  test("a test mail arrives at the contact in the creditor's language, stands on no log, and ends the rest of a channel that works again", async () => {
    await open();
    await fail("email", 3);
    const trial = await tryChannel(store, "c", "email", null);
    expect(trial).toEqual({
      works: true,
      fault: null,
      sentence: "127.0.0.1 has taken the test mail to lena@mail.test. Look whether it arrives, among the spam too.",
      said: expect.stringMatching(/^250 OK id=/),
      mailbox: null,
    });
    await expect.poll(() => mail.mailbox("lena"), { timeout: 20_000 }).toHaveLength(1);
    const [arrived] = mail.mailbox("lena");
    expect(arrived).toMatch(/^Return-Path: <bounces\+test@mail\.test>/m);
    expect(arrived).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
    expect(arrived).toContain("Testnachricht von Nordtor GmbH");
    expect(await readRests(store.pool, "c")).toEqual([]);
    for (const table of ["activity", "delivery", "delivery_receipt", "letter"]) {
      const { rows } = await store.pool.query(`select count(*)::int as kept from ${table}`);
      expect([table, rows[0].kept]).toEqual([table, 0]);
    }
  });

  test("a server that refuses to let us in, or the address: said with what to do, and the channel neither begins nor ends a rest", async () => {
    await open({ email: { user: "ar", password: "s3cret" } });
    const refused = await tryChannel(store, "c", "email", "pat@mail.test");
    expect(refused).toMatchObject({
      works: false,
      fault: "sign-in",
      sentence: expect.stringMatching(/^127\.0\.0\.1 does not let “ar” in\. Check the user name/),
    });
    expect(JSON.stringify(refused)).not.toContain("s3cret");
    expect(await readRests(store.pool, "c")).toEqual([]);
    await applySettings(store, [{ id: "c", channels: { email: { user: null, password: null } } }]);
    await fail("email", 3);
    const before = await readRests(store.pool, "c");
    expect(await tryChannel(store, "c", "email", "unknown@mail.test")).toMatchObject({
      works: false,
      fault: "recipient",
      said: expect.stringContaining("550 5.1.1"),
    });
    expect(await tryChannel(store, "c", "email", "pat@elsewhere.test")).toMatchObject({
      fault: "relay",
      sentence: expect.stringContaining("enter a user name and its password"),
    });
    expect((await readRests(store.pool, "c")).map(({ failures, until }) => [failures, until])).toEqual(before.map(({ failures, until }) => [failures, until]));
  });

  test("nothing leaves while sending is paused, without an address, or for a channel that is not set up; nor more than a few a minute", async () => {
    await open();
    await expect(tryChannel(store, "c", "email", "lena at mail.test")).rejects.toMatchObject({ code: "address-invalid" });
    await expect(tryChannel(store, "c", "post", null)).rejects.toMatchObject({ code: "trial-unknown" });
    await applySettings(store, [{ id: "d", name: "Other Ltd" }]);
    await expect(tryChannel(store, "d", "email", "pat@mail.test")).rejects.toMatchObject({ code: "channel-missing" });
    await expect(tryChannel(store, "d", "inbox", null)).rejects.toMatchObject({ code: "inbox-missing" });
    for (let time = 0; time < 3; time++) await tryChannel(store, "c", "email", "often@mail.test");
    // As after many more of them: how long these took does not matter then.
    await store.pool.query("update send_turn set next_free = next_free + interval '10 minutes'");
    await expect(tryChannel(store, "c", "email", "often@mail.test")).rejects.toMatchObject({ code: "trial-too-soon" });
    await expect(tryChannel(store, "c", "inbox", null)).rejects.toMatchObject({ code: "trial-too-soon" });
    await pauseSending(store, { creditor: "c", by: "Ann", reason: "prices are wrong" });
    await expect(tryChannel(store, "c", "email", "often@mail.test")).rejects.toThrow(/^No test mail was sent, because .* by Ann: prices are wrong\. Resume/);
    await expect.poll(() => mail.mailbox("often").length, { timeout: 20_000 }).toBe(3);
  });

  test("a look into the mailbox counts what is there and what is new, and leaves all as it was", async () => {
    await open();
    await write("one");
    await fetchOnce(store, "c");
    await write("two");
    await write("three");
    const unseen = mail.mailbox("answers").length;
    const trial = await tryChannel(store, "c", "inbox", null);
    expect(trial).toEqual({
      works: true,
      fault: null,
      sentence: "The mailbox can be read: 3 messages in “INBOX”, 2 of them new to Firmly. The server tells by itself when something comes.",
      said: null,
      mailbox: { messages: 3, fresh: 2, knowsIdle: true },
    });
    expect(mail.mailbox("answers").length).toBe(unseen);
    expect((await fetchOnce(store, "c")).map(({ taken }) => taken?.map((each) => each.mail.subject))).toEqual([["two", "three"]]);
  });

  test("a mailbox that does not let us in, or lacks a folder", async () => {
    await open({ imap: { password: "wr0ng-one" } });
    const refused = await tryChannel(store, "c", "inbox", null);
    expect(refused).toMatchObject({ works: false, fault: "sign-in", sentence: expect.stringMatching(/^127\.0\.0\.1 does not let “answers” in\./) });
    expect(JSON.stringify(refused)).not.toContain("wr0ng-one");
    await applySettings(store, [{ id: "c", inbox: { imap: { password: "test", folder: "Answers" } } }]);
    expect(await tryChannel(store, "c", "inbox", null)).toMatchObject({ fault: "folder", sentence: expect.stringContaining("“Answers” cannot be opened") });
    await applySettings(store, [{ id: "c", inbox: { imap: { folder: "INBOX", processedFolder: "Taken" } } }]);
    expect(await tryChannel(store, "c", "inbox", null)).toMatchObject({ fault: "processed-folder", sentence: expect.stringContaining("no folder “Taken”") });
    expect((await readRests(store.pool, "c")).filter(({ channel }) => channel === INBOX)).toEqual([]);
  });

  test("a form tells how it is tried, once it is stored", async () => {
    await open();
    const tried = async (creditor: string) => {
      const { channels, besides } = await channelForms(store, creditor);
      return [...channels, ...besides].filter(({ trial }) => trial !== null).map(({ name, trial }) => [name, trial]);
    };
    expect(await tried("c")).toEqual([
      ["email", { kind: "mail", to: "lena@mail.test" }],
      ["inbox", { kind: "mailbox", to: null }],
    ]);
    await applySettings(store, [{ id: "d", name: "Other Ltd" }]);
    expect(await tried("d")).toEqual([]);
  });
});
