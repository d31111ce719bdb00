import { createServer, type Server, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { freePort, type MailPair, MAIL_PAIR_TIMEOUT_MS, mailPairMissing, startMailPair } from "../../test/mail-pair.ts";
import type { Debtor } from "../core/values/party.ts";
import type { Message } from "./contract.ts";
import email, { usableAddress } from "./email.ts";
import { type EmailSettings, emailSettings } from "./email/settings.ts";

function message(to: string, size = 200): Message {
  const text = `Message-ID: <L1-email@sender.test>\r\nFrom: ar@sender.test\r\nTo: ${to}\r\nSubject: Reminder\r\n\r\n${".line\r\n".repeat(Math.ceil(size / 7))}`;
  return { deliveryId: "L1-email", day: "2026-11-23", recipient: to, files: [{ name: "L1.eml", mediaType: "message/rfc822", bytes: Buffer.from(text) }] };
}

function settings(port: number, more: object = {}): EmailSettings {
  return emailSettings.parse({ host: "127.0.0.1", port, secure: false, from: "Accounts <ar@sender.test>", ...more });
}

const missing = mailPairMissing();
if (missing) console.warn(`skipped: "e-mail through a real mail server": ${missing}`);

describe.skipIf(missing)("e-mail through a real mail server", () => {
  let mail: MailPair;
  beforeAll(async () => {
    mail = await startMailPair();
  }, MAIL_PAIR_TIMEOUT_MS);
  afterAll(() => mail?.stop());

  test("is accepted and arrives as it was written", async () => {
    const receipt = await email.send(message("payer@mail.test", 100_000), settings(mail.smtpPort));
    expect(receipt).toMatchObject({ outcome: "accepted", answer: expect.stringMatching(/^250 OK id=/) });
    await expect.poll(() => mail.mailbox("payer").length, { timeout: 10_000 }).toBe(1);
    const [arrived] = mail.mailbox("payer");
    expect(arrived).toContain("Message-ID: <L1-email@sender.test>");
    expect(arrived!.match(/^\.line\r?$/gm)).toHaveLength(Math.ceil(100_000 / 7));
    expect(arrived).toMatch(/^Return-Path: <ar@sender\.test>/m);
  });

  test("bounces find their delivery again", async () => {
    await email.send({ ...message("bounced@mail.test"), returnPath: "bounces+t0ken@bounce.test" }, settings(mail.smtpPort));
    await expect.poll(() => mail.mailbox("bounced").length, { timeout: 10_000 }).toBe(1);
    expect(mail.mailbox("bounced")[0]).toMatch(/^Return-Path: <bounces\+t0ken@bounce\.test>/m);
  });

  test("an unknown mailbox is refused for good, a busy one fails for now", async () => {
    expect(await email.send(message("unknown@mail.test"), settings(mail.smtpPort))).toEqual({ outcome: "refused", detail: expect.stringContaining("5.1.1") });
    expect(await email.send(message("later@mail.test"), settings(mail.smtpPort))).toEqual({
      outcome: "failed",
      detail: expect.stringContaining("4.7.1"),
      about: "recipient",
    });
  });

  test("a server that does not let us send to others is no fault of any address", async () => {
    expect(await email.send(message("someone@elsewhere.test"), settings(mail.smtpPort))).toMatchObject({ outcome: "failed", about: "channel" });
  });
});

type Stage = "connect" | "greet" | "rcpt" | "data" | "within" | "after-dot" | "refuse-dot" | "defer-dot" | "close-421";

describe("a server that fails", () => {
  let server: Server | undefined;
  afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

  /** Talks SMTP up to a stage and misbehaves there. */
  async function failingAt(stage: Stage): Promise<number> {
    const port = await freePort();
    server = createServer((socket) => talk(socket, stage));
    await new Promise<void>((resolve) => server!.listen(port, "127.0.0.1", resolve));
    return port;
  }

  test.each<[Stage, string]>([
    ["connect", "failed"],
    ["greet", "failed"],
    ["rcpt", "failed"],
    ["data", "failed"],
    ["after-dot", "uncertain"],
    ["close-421", "failed"],
    ["refuse-dot", "refused"],
    ["defer-dot", "failed"],
  ])("at %s: %s", async (stage, outcome) => {
    expect(await email.send(message("payer@mail.test"), settings(await failingAt(stage)))).toMatchObject({ outcome });
  });

  test("a connection lost within a long message: the closing dot never left", async () => {
    expect(await email.send(message("payer@mail.test", 30_000_000), settings(await failingAt("within")))).toMatchObject({ outcome: "failed" });
  });

  test("nobody listens", async () => {
    expect(await email.send(message("payer@mail.test"), settings(await freePort()))).toMatchObject({ outcome: "failed" });
  });

  test("a password is neither sent in the clear to a far host nor part of a receipt", async () => {
    const port = await failingAt("rcpt");
    const receipt = await email.send(message("payer@mail.test"), settings(port, { user: "ar", password: "geheim-77" }));
    expect(receipt.outcome).toBe("failed");
    expect(JSON.stringify(receipt)).not.toContain("geheim");
  });
});

function talk(socket: Socket, stage: Stage): void {
  let inData = false;
  let tail = "";
  socket.on("error", () => {});
  if (stage === "connect") return void socket.destroy();
  socket.write(stage === "greet" ? "554 no service\r\n" : "220 fake\r\n");
  socket.on("data", (chunk) => {
    const text = tail + chunk.toString("latin1");
    if (inData) {
      tail = text.slice(-5);
      if (stage === "within") return void socket.destroy();
      if (!text.endsWith("\r\n.\r\n")) return;
      inData = false;
      if (stage === "after-dot") return void socket.destroy();
      return void socket.write(
        stage === "refuse-dot" ? "554 5.6.0 not liked\r\n" : stage === "defer-dot" ? "452 4.3.1 disk full\r\n" : "421 4.3.2 closing\r\n",
      );
    }
    for (const line of text.split("\r\n").filter(Boolean)) {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === "EHLO") socket.write("250 fake\r\n");
      else if (verb === "RCPT" && stage === "rcpt") return void socket.destroy();
      else if (verb === "DATA" && stage === "data") return void socket.destroy();
      else if (verb === "DATA") {
        inData = true;
        socket.write("354 go on\r\n");
      } else if (verb === "QUIT") socket.end("221 bye\r\n");
      else socket.write("250 ok\r\n");
    }
  });
}

test("only one plain address is usable", () => {
  for (const good of ["a@b.example", "ar+dunning@sub.example.com", "o'neil@example.com", "jörg@münchen.example", "x@localhost"])
    expect(usableAddress(good)).toBe(good);
  const bad = [
    "",
    " ",
    "a",
    "@b",
    "a@",
    "a@b@c.de",
    "a@b, c@d",
    "a b@c.de",
    "<a@b.de>",
    "a@b.de\r\nBcc: c@d.de",
    "a@b..de",
    "a@-b.de",
    "a@b.de;c@d.de",
    `${"x".repeat(65)}@b.de`,
    "a\u0000@b.de",
  ];
  for (const each of bad) expect(usableAddress(each), each).toBeNull();
  expect(email.recipient({ email: null } as Debtor)).toBeNull();
});
