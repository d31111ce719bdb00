import { createConnection, createServer, type Server, type Socket } from "node:net";
import { createTransport } from "nodemailer";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createTestStore } from "../../../test/support/test-store.ts";
import { freePort, type MailPair, MAIL_PAIR_TIMEOUT_MS, mailPairMissing, startMailPair } from "../../../test/mail-pair.ts";
import type { Store } from "../../store/database.ts";
import { INBOX, readRests, recordChannelFailure } from "../../store/rest-store.ts";
import { applySettings } from "../settings.ts";
import { fetchOnce } from "./fetch-once.ts";
import { followInboxes } from "./follow-inboxes.ts";

const missing = mailPairMissing();
if (missing) console.warn(`skipped: "a mailbox that is followed": ${missing}`);

/** Far longer than a test lasts: what comes at once was told by the server. */
const PACE = { roundMs: 200, pollMs: 600_000, retryMs: 100 };

describe.skipIf(missing)("a mailbox that is followed", () => {
  let mail: MailPair;
  let store: Store;
  let stops: (() => Promise<void>)[] = [];
  let said: string[] = [];
  beforeAll(async () => {
    mail = await startMailPair();
  }, MAIL_PAIR_TIMEOUT_MS);
  afterEach(async () => {
    await Promise.all(stops.map((stop) => stop()));
    stops = [];
    said = [];
    await store.close();
  });
  afterAll(() => mail?.stop());

  let user = 0;
  /** A creditor whose mailbox nobody has used before. */
  async function open(port = mail.imapPort): Promise<string> {
    store = await createTestStore();
    const name = `inbox${++user}`;
    const imap = { host: "127.0.0.1", port, secure: false, user: name, password: "test" };
    await applySettings(store, [{ id: "c", name: "Creditor Ltd", inbox: { imap } }]);
    return name;
  }

  function follow(): void {
    const ending = new AbortController();
    const done = followInboxes({ store, signal: ending.signal, say: (message) => said.push(message), pace: PACE });
    stops.push(async () => {
      ending.abort();
      await done;
    });
  }

  async function write(to: string, text: string): Promise<void> {
    const transport = createTransport({ host: "127.0.0.1", port: mail.smtpPort, secure: false, ignoreTLS: true });
    await transport.sendMail({ from: "pat@mail.test", to: `${to}@mail.test`, subject: text, text });
    transport.close();
  }

  const trouble = async () => (await readRests(store.pool, "c")).filter(({ channel }) => channel === INBOX).map(({ detail }) => detail);
  const taken = async () => (await store.pool.query("select subject from inbound_mail order by number")).rows.map(({ subject }) => subject);

  test("what is there is taken, and what comes later without waiting for the next round", async () => {
    const name = await open();
    await write(name, "one");
    await expect.poll(() => mail.mailbox(name).length, { timeout: 20_000 }).toBe(1);
    follow();
    await expect.poll(taken, { timeout: 20_000 }).toEqual(["one"]);
    await write(name, "two");
    await expect.poll(taken, { timeout: 20_000 }).toEqual(["one", "two"]);
    await expect.poll(() => said.filter((line) => /M\d+ reply/.test(line)).length).toBe(2);
  });

  test("several processes take it once, and another takes over from one that ends", async () => {
    const name = await open();
    follow();
    follow();
    await write(name, "one");
    await expect.poll(taken, { timeout: 20_000 }).toEqual(["one"]);
    await stops.shift()!();
    await write(name, "two");
    await expect.poll(taken, { timeout: 20_000 }).toEqual(["one", "two"]);
  });

  test("a connection that is lost is opened again, and nothing is missed or taken twice", async () => {
    const port = await freePort();
    const line = await relay(port, mail.imapPort);
    try {
      const name = await open(port);
      follow();
      await write(name, "one");
      await expect.poll(taken, { timeout: 20_000 }).toEqual(["one"]);
      line.cut();
      await write(name, "two");
      await expect.poll(taken, { timeout: 20_000 }).toEqual(["one", "two"]);
      expect(said.some((each) => each.includes("It is tried again."))).toBe(true);
    } finally {
      line.close();
    }
  });

  test("a password that is refused is told, without the password, and mended by a setting", async () => {
    const name = await open();
    await applySettings(store, [{ inbox: { imap: { password: "wrong-one" } } }]);
    await write(name, "one");
    follow();
    await expect.poll(() => said.length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(said.join(" ")).toMatch(/AUTHENTICATIONFAILED|Authentication failed/i);
    expect(said.join(" ")).not.toContain("wrong-one");
    await expect.poll(trouble, { timeout: 20_000 }).toEqual([expect.stringMatching(/authentication ?failed$/i)]);
    expect(await fetchOnce(store, "c")).toMatchObject([{ taken: null, failing: expect.stringMatching(/authentication ?failed$/i) }]);
    await applySettings(store, [{ inbox: { imap: { password: "test" } } }]);
    await expect.poll(taken, { timeout: 20_000 }).toEqual(["one"]);
    await expect.poll(trouble, { timeout: 20_000 }).toEqual([]);
    expect(await fetchOnce(store, "c")).toMatchObject([{ taken: null, failing: null }]);
  });

  test("a mailbox that is given up is nobody's trouble any more, also where nobody followed it meanwhile", async () => {
    await open(await freePort());
    follow();
    await expect.poll(trouble, { timeout: 20_000 }).toHaveLength(1);
    await applySettings(store, [{ inbox: null }]);
    await expect.poll(trouble, { timeout: 20_000 }).toEqual([]);
    await stops.shift()!();
    await recordChannelFailure(store.pool, "c", INBOX, "gone");
    follow();
    await expect.poll(trouble, { timeout: 20_000 }).toEqual([]);
  });

  test("once, without a worker: what is new is taken; where a worker follows the mailbox, it is left to that one", async () => {
    const name = await open();
    await write(name, "one");
    await expect.poll(() => mail.mailbox(name).length, { timeout: 20_000 }).toBe(1);
    const fetched = async () => (await fetchOnce(store, null)).map(({ taken: each }) => each?.map(({ mail: { subject }, isNew }) => [subject, isNew]));
    expect([await fetched(), await fetched()]).toEqual([[[["one", true]]], [[]]]);
    follow();
    await write(name, "two");
    await expect.poll(taken, { timeout: 20_000 }).toEqual(["one", "two"]);
    expect(await fetched()).toEqual([undefined]);
  });

  test("a mailbox that cannot be opened, or that there is none, is said", async () => {
    await open(await freePort());
    await expect(fetchOnce(store, "c")).rejects.toMatchObject({ code: "inbox-unreachable" });
    await applySettings(store, [{ inbox: null }]);
    await expect(fetchOnce(store, null)).rejects.toMatchObject({ code: "inbox-missing" });
  });
});

/** A line to a server that can be cut. */
async function relay(port: number, to: number): Promise<{ cut(): void; close(): void }> {
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const onward = createConnection({ port: to, host: "127.0.0.1" });
    for (const each of [socket, onward]) {
      open.add(each);
      each.on("error", () => {});
      each.on("close", () => {
        open.delete(each);
        socket.destroy();
        onward.destroy();
      });
    }
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const cut = () => open.forEach((socket) => socket.destroy());
  return { cut, close: () => (cut(), server.close()) };
}
