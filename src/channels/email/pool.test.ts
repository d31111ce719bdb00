import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { type Fault, SmtpDouble, type SmtpOptions, type Stage } from "../../../test/doubles/smtp-server.ts";
import type { Message, Receipt } from "../contract.ts";
import email from "../email.ts";
import { type EmailSettings, emailSettings } from "./settings.ts";

let server: SmtpDouble;
afterEach(async () => {
  await email.close();
  await server?.stop();
});

async function serve(options: SmtpOptions = {}): Promise<SmtpDouble> {
  server = await SmtpDouble.start(options);
  return server;
}

function settings(more: object = {}): EmailSettings {
  return emailSettings.parse({ host: "127.0.0.1", port: server.port, secure: false, from: "ar@sender.test", ...more });
}

function message(id: string, text = ".a line\r\nanother\r\n", recipient = "payer@mail.test"): Message {
  const bytes = Buffer.from(`Message-ID: <${id}@sender.test>\r\nSubject: Reminder\r\n\r\n${text}`);
  return { deliveryId: id, day: "2026-11-23", recipient, files: [{ name: `${id}.eml`, mediaType: "message/rfc822", bytes }] };
}

async function sendAll(count: number, more: object = {}): Promise<Receipt[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => email.send(message(`L${index}-email`), settings(more))));
}

/** A fault at one stage of one connection, the `nth` time. */
function faultAt(at: Stage, connection: number, nth: number, fault: Fault) {
  return (stage: Stage, onConnection: number, time: number): Fault => (stage === at && onConnection === connection && time === nth ? fault : undefined);
}

const HANG_UP = { hangUp: true } as const;

test("letters one after the other go over one connection, and arrive as they are", async () => {
  await serve();
  for (let index = 0; index < 5; index++) expect(await email.send(message(`L${index}-email`), settings())).toMatchObject({ outcome: "accepted" });
  expect(server.connections).toBe(1);
  expect(server.taken.map(({ text }) => text)).toEqual(
    Array.from({ length: 5 }, (_, index) => Buffer.from(message(`L${index}-email`).files[0]!.bytes).toString()),
  );
  expect(server.violations).toEqual([]);
});

test("no more connections at once than set, each used for no more letters than set", async () => {
  await serve();
  const receipts = await sendAll(40, { connections: 3, messagesPerConnection: 5 });
  expect(receipts.every(({ outcome }) => outcome === "accepted")).toBe(true);
  expect(new Set(server.taken.map(({ text }) => text)).size).toBe(40);
  expect(server.mostOpen).toBe(3);
  const perConnection = Array.from({ length: server.connections }, (_, index) => server.taken.filter(({ connection }) => connection === index + 1).length);
  expect(Math.max(...perConnection)).toBe(5);
  expect(server.violations).toEqual([]);
});

test.each(["421 4.7.0 too many connections", "432 4.3.2 concurrent connection limit exceeded"])(
  "%s: then no more are made, and every letter arrives",
  async (said) => {
    await serve({ fault: (stage) => (stage === "greet" && server.open > 2 ? said : undefined) });
    const receipts = await sendAll(30, { connections: 6 });
    expect(receipts.map(({ outcome }) => outcome)).toEqual(Array(30).fill("accepted"));
    expect(server.taken).toHaveLength(30);
    // Two that were let in, and at most as many tries as were under way before the first was refused.
    expect(server.connections).toBeLessThanOrEqual(6);
  },
);

test("other credentials are other connections", async () => {
  await serve({ signIn: (_mechanism, credentials) => /^\0(one|two)\0pw$/.test(credentials) });
  for (const user of ["one", "two", "one"])
    expect(await email.send(message("L1-email"), settings({ user, password: "pw" }))).toMatchObject({ outcome: "accepted" });
  expect(server.connections).toBe(2);
  expect(await email.send(message("L1-email"), settings({ user: "three", password: "pw" }))).toMatchObject({ outcome: "failed", about: "channel" });
});

test("close() says goodbye to every connection, and the channel may be used again", async () => {
  await serve();
  await sendAll(4);
  expect(server.open).toBeGreaterThan(0);
  const working = email.send(message("L9-email", "x\r\n".repeat(100_000)), settings());
  await email.close();
  await working;
  await expect.poll(() => server.open).toBe(0);
  expect(await email.send(message("L10-email"), settings())).toMatchObject({ outcome: "accepted" });
});

test("a connection that waits for the next letter keeps no process from ending; one at work does", async () => {
  await serve();
  const sockets = () => process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length;
  const before = sockets();
  await email.send(message("L1-email"), settings());
  // The server's end alone.
  expect([server.open, sockets() - before]).toEqual([1, 1]);
  const working = email.send(message("L2-email", "x\r\n".repeat(300_000)), settings());
  await expect.poll(() => sockets() - before, { interval: 1 }).toBe(2);
  await working;
  expect([server.connections, sockets() - before]).toEqual([1, 1]);
});

test("a connection that the server closed while it was idle is made anew, and nothing is lost or doubled", async () => {
  await serve();
  for (let index = 0; index < 4; index++) {
    expect(await email.send(message(`L${index}-email`), settings())).toMatchObject({ outcome: "accepted" });
    // Sometimes noticed before the next letter, sometimes only with it.
    server.hangUp();
    if (index % 2 === 0) await expect.poll(() => server.open).toBe(0);
  }
  expect(server.taken).toHaveLength(4);
  expect(server.connections).toBe(4);
});

test.each<[string, Stage, Fault]>([
  ["421 to the second letter's sender", "mail", "421 4.7.0 too many messages on this connection"],
  ["a reset at the second letter's sender", "mail", HANG_UP],
  ["421 to the second letter's recipient", "rcpt", "421 4.3.2 shutting down"],
  ["a reset at the second letter's recipient", "rcpt", HANG_UP],
  ["a reset at the second letter's DATA", "data", HANG_UP],
])("%s: sent at once on a fresh connection", async (_what, stage, fault) => {
  await serve({ fault: faultAt(stage, 1, 2, fault) });
  expect(await email.send(message("L1-email"), settings())).toMatchObject({ outcome: "accepted" });
  expect(await email.send(message("L2-email"), settings())).toMatchObject({ outcome: "accepted" });
  expect(server.connections).toBe(2);
  expect(server.taken).toHaveLength(2);
});

test("on a fresh connection the same is a failure of the channel", async () => {
  await serve({ fault: (stage) => (stage === "mail" ? HANG_UP : undefined) });
  expect(await email.send(message("L1-email"), settings())).toMatchObject({ outcome: "failed", about: "channel" });
  expect(server.connections).toBe(1);
});

test("after the dot nothing is sent again, on a reused connection neither", async () => {
  await serve({ fault: faultAt("dot", 1, 2, HANG_UP) });
  await email.send(message("L1-email"), settings());
  expect(await email.send(message("L2-email"), settings())).toMatchObject({ outcome: "uncertain" });
  expect(server.taken).toHaveLength(2);
  expect(server.connections).toBe(1);
});

test("a refusal at the door leaves the connection good for the next letter", async () => {
  await serve({ fault: (stage, _connection, nth) => (stage === "rcpt" && nth <= 15 ? "550 5.1.1 nobody here" : undefined) });
  for (let index = 0; index < 15; index++) expect(await email.send(message(`L${index}-email`), settings())).toMatchObject({ outcome: "refused" });
  expect(await email.send(message("L15-email"), settings())).toMatchObject({ outcome: "accepted" });
  expect(server.connections).toBe(1);
  expect(server.violations).toEqual([]);
});

test("a refusal after the dot ends the connection: what comes late could be taken for the answer to the next letter", async () => {
  await serve({ fault: faultAt("dot", 1, 1, "554 5.6.0 not liked") });
  expect(await email.send(message("L1-email"), settings())).toMatchObject({ outcome: "refused" });
  expect(await email.send(message("L2-email"), settings())).toMatchObject({ outcome: "accepted" });
  expect(server.connections).toBe(2);
});

test.each(["452 4.3.1 no room", "554 5.7.1 no", "250 2.0.0 fine"])(
  "a server that says %j in the middle of a letter never gets its end",
  async (earlyAnswer) => {
    await serve({ earlyAnswer });
    const receipt = await email.send(message("L1-email", "a line of some length\r\n".repeat(1_000_000)), settings());
    expect(receipt.outcome).not.toBe("accepted");
    expect(receipt.outcome).not.toBe("uncertain");
    await expect.poll(() => server.open).toBe(0);
    expect(server.taken).toEqual([]);
  },
);

test("wherever the server hangs up: never failed once it had the dot, never accepted without its 250, never sent twice", async () => {
  const where = fc.oneof(fc.record({ read: fc.integer({ min: 0, max: 1_150 }) }), fc.record({ written: fc.integer({ min: 0, max: 420 }) }));
  const extensions = fc.constantFrom<string[][]>(["PIPELINING", "SIZE"], []);
  await fc.assert(
    fc.asyncProperty(where, extensions, async (hangUpAfter, offered) => {
      const double = await serve({ hangUpAfter, extensions: offered });
      try {
        for (const id of ["L1-email", "L2-email", "L3-email"]) {
          const receipt = await email.send(message(id, `${id} says\r\n.\r\n..\r\n${"word ".repeat(40)}`), settings());
          const taken = double.taken.filter(({ text }) => text.includes(`<${id}@`));
          expect(taken.length).toBeLessThanOrEqual(1);
          if (taken.length === 1) expect(["accepted", "uncertain"]).toContain(receipt.outcome);
          else expect(["failed", "uncertain"]).toContain(receipt.outcome);
          if (receipt.outcome === "accepted") expect(taken[0]!.answer).toMatch(/^250 /);
        }
        expect(double.violations).toEqual([]);
      } finally {
        await email.close();
        await double.stop();
      }
    }),
    { numRuns: 300 },
  );
});
