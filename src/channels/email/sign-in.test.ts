import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { SmtpDouble, type SmtpOptions } from "../../../test/doubles/smtp-server.ts";
import { TokenDouble } from "../../../test/doubles/token-server.ts";
import type { Message } from "../contract.ts";
import email from "../email.ts";
import { type EmailSettings, emailSettings } from "./settings.ts";

let server: SmtpDouble;
afterEach(async () => {
  vi.useRealTimers();
  await email.close();
  await server?.stop();
});

async function serve(options: SmtpOptions = {}): Promise<void> {
  server = await SmtpDouble.start(options);
}

function settings(more: object = {}): EmailSettings {
  return emailSettings.parse({ host: "localhost", port: server.port, secure: false, from: "ar@sender.test", ...more });
}

const LETTER: Message = {
  deliveryId: "L1-email",
  day: "2026-11-23",
  recipient: "payer@mail.test",
  files: [{ name: "L1.eml", mediaType: "message/rfc822", bytes: Buffer.from("Subject: x\r\n\r\ny\r\n") }],
};
const SECRET = "geheim-77";
const signIn = (mechanism: string, credentials: string) => mechanism === "PLAIN" && credentials === `\0ar\0${SECRET}`;
const password = { user: "ar", password: SECRET };

describe("TLS", () => {
  let folder: string;
  const made = { ca: "", key: "", cert: "" };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "firmly-ca-"));
    const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=House CA", "-days", "2");
    openssl(
      "req",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-keyout",
      "key.pem",
      "-out",
      "request.pem",
      "-subj",
      "/CN=localhost",
      "-addext",
      "subjectAltName=DNS:localhost",
    );
    openssl(
      "x509",
      "-req",
      "-in",
      "request.pem",
      "-CA",
      "ca.pem",
      "-CAkey",
      "ca.key",
      "-CAcreateserial",
      "-copy_extensions",
      "copy",
      "-out",
      "cert.pem",
      "-days",
      "2",
    );
    for (const [name, file] of [
      ["ca", "ca.pem"],
      ["key", "key.pem"],
      ["cert", "cert.pem"],
    ] as const)
      made[name] = readFileSync(join(folder, file), "utf8");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ["from the start", true],
    ["by STARTTLS", false],
  ])("%s, with a certificate of the house's own authority: the password is never said in the clear", async (_how, fromStart) => {
    await serve({ tls: { key: made.key, cert: made.cert, fromStart }, signIn });
    const own = settings({ ...password, secure: fromStart, tls: { ca: made.ca } });
    for (const _ of [1, 2]) expect(await email.send(LETTER, own)).toMatchObject({ outcome: "accepted" });
    expect(server.connections).toBe(1);
    expect(server.inTheClear).not.toMatch(/AUTH|MAIL|RCPT/);
  });

  test.each([
    ["from the start", true],
    ["by STARTTLS", false],
  ])("%s, with a certificate that nobody knows: nothing is said, with a password or without", async (_how, fromStart) => {
    await serve({ tls: { key: made.key, cert: made.cert, fromStart }, signIn });
    for (const more of [password, {}]) {
      const receipt = await email.send(LETTER, settings({ ...more, secure: fromStart }));
      expect(receipt).toMatchObject({ outcome: "failed", about: "channel", detail: expect.stringMatching(/certificate|self.signed/i) });
    }
    expect(server.inTheClear).not.toMatch(/AUTH|MAIL/);
    expect(server.taken).toEqual([]);
  });

  test("a certificate of the right authority for another name is refused", async () => {
    await serve({ tls: { key: made.key, cert: made.cert, fromStart: true }, signIn });
    const receipt = await email.send(LETTER, settings({ ...password, host: "127.0.0.1", secure: true, tls: { ca: made.ca } }));
    expect(receipt).toMatchObject({ outcome: "failed", about: "channel", detail: expect.stringContaining("127.0.0.1") });
  });

  test("where somebody on the way has taken STARTTLS out of the answer, no password is said, and no letter", async () => {
    await serve({ signIn });
    // Leads to this machine too, but is not known to.
    const receipt = await email.send(LETTER, settings({ ...password, host: "0.0.0.0" }));
    expect(server.connections).toBe(1);
    expect(receipt).toMatchObject({ outcome: "failed", about: "channel" });
    expect(server.inTheClear).toMatch(/STARTTLS/);
    expect(server.inTheClear).not.toMatch(/AUTH|MAIL/);
  });
});

describe("a password", () => {
  test("that is wrong is a failure of the channel, and stands in no receipt", async () => {
    await serve({ signIn });
    const receipt = await email.send(LETTER, settings({ user: "ar", password: "falsch-88" }));
    expect(receipt).toEqual({ outcome: "failed", about: "channel", detail: "535 5.7.8 not you" });
  });
});

describe("OAuth2", () => {
  const grant = { clientId: "firmly", clientSecret: "shh-1", refreshToken: "1//refresh", scope: "https://mail.example/" };
  let tokens: TokenDouble;
  afterEach(() => tokens.stop());

  const accepts =
    (...good: string[]) =>
    (mechanism: string, said: string) =>
      mechanism === "XOAUTH2" && good.some((token) => said === `user=ar@sender.test\x01auth=Bearer ${token}\x01\x01`);
  const oauth2 = () => ({ oauth2: { ...grant, user: "ar@sender.test", tokenUrl: tokens.url } });

  test("a token is fetched once, and used until shortly before its end", async () => {
    tokens = await TokenDouble.start(grant);
    await serve({ signIn: accepts("token-1", "token-2") });
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-23T09:00:00Z") });
    const receipts = await Promise.all([1, 2, 3, 4].map(() => email.send(LETTER, settings(oauth2()))));
    expect(receipts.map(({ outcome }) => outcome)).toEqual(Array(4).fill("accepted"));
    await email.close();
    vi.setSystemTime(new Date("2026-11-23T09:58:00Z"));
    expect(await email.send(LETTER, settings(oauth2()))).toMatchObject({ outcome: "accepted" });
    expect(tokens.asked).toBe(1);
    await email.close();
    vi.setSystemTime(new Date("2026-11-23T09:59:30Z"));
    expect(await email.send(LETTER, settings(oauth2()))).toMatchObject({ outcome: "accepted" });
    expect(tokens.asked).toBe(2);
  });

  test.each([
    ["at once (535)", false],
    ["by a challenge (334)", true],
  ])("a token that was called back, and is refused %s, is fetched anew, once", async (_how, challenges) => {
    tokens = await TokenDouble.start(grant);
    await serve({ signIn: accepts("token-2"), challenges });
    expect(await email.send(LETTER, settings(oauth2()))).toMatchObject({ outcome: "accepted" });
    expect(tokens.asked).toBe(2);
    expect(server.violations).toEqual([]);
  });

  test("a grant that the mail server does not accept ends after one new token", async () => {
    tokens = await TokenDouble.start(grant);
    await serve({ signIn: accepts() });
    expect(await email.send(LETTER, settings(oauth2()))).toMatchObject({ outcome: "failed", about: "channel", detail: expect.stringContaining("535") });
    expect(tokens.asked).toBe(2);
    expect(server.taken).toEqual([]);
  });

  test("without a refresh token the program signs in as itself", async () => {
    const { refreshToken: _, ...credentials } = grant;
    tokens = await TokenDouble.start(credentials);
    await serve({ signIn: accepts("token-1") });
    expect(await email.send(LETTER, settings({ oauth2: { ...credentials, user: "ar@sender.test", tokenUrl: tokens.url } }))).toMatchObject({
      outcome: "accepted",
    });
  });

  test.each([
    ["a refusal", { status: 400, body: '{"error":"invalid_grant","error_description":"shh-1"}' }, "invalid_grant"],
    ["another page", { status: 302, body: "", location: "/elsewhere" }, "redirect"],
    ["no JSON", { status: 200, body: "<html>" }, "without an access token"],
    ["a token that would forge a command", { status: 200, body: '{"access_token":"a\\r\\nMAIL FROM:<x>","token_type":"Bearer"}' }, "without an access token"],
    ["an answer without end", { status: 200, body: "x".repeat(1_000_000) }, "too long"],
  ])("%s from the token server is a failure of the channel that tells no secret", async (_what, instead, said) => {
    tokens = await TokenDouble.start(grant);
    tokens.instead = instead;
    await serve({ signIn: accepts() });
    const receipt = await email.send(LETTER, settings(oauth2()));
    expect(receipt).toMatchObject({ outcome: "failed", about: "channel", detail: expect.stringContaining(said) });
    expect(JSON.stringify(receipt)).not.toMatch(/shh-1|1\/\/refresh/);
    // Nor does a secret follow to another page.
    expect(tokens.asked).toBe(1);
    // A failure is not remembered.
    tokens.instead = null;
    await server.stop();
    await serve({ signIn: accepts(`token-${tokens.asked + 1}`) });
    expect(await email.send(LETTER, settings(oauth2()))).toMatchObject({ outcome: "accepted" });
  });
});
