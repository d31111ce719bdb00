import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { SmtpDouble, type SmtpOptions, type Stage } from "../../../test/doubles/smtp-server.ts";
import { TokenDouble } from "../../../test/doubles/token-server.ts";
import { freePort } from "../../../test/mail-pair.ts";
import email from "../email.ts";
import { type EmailSettings, emailSettings } from "./settings.ts";
import { tryEmail } from "./trial.ts";

let server: SmtpDouble | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

function settings(more: object = {}): EmailSettings {
  return emailSettings.parse({ host: "localhost", port: server?.port ?? 25, secure: false, from: "Accounts <ar@sender.test>", ...more });
}

const MAIL = { recipient: "pat@mail.test", files: [{ name: "test.eml", mediaType: "message/rfc822", bytes: Buffer.from("Subject: x\r\n\r\ny\r\n") }] };
const password = { user: "ar", password: "s3cret" };

async function trial(options: SmtpOptions, more: object = {}) {
  server = await SmtpDouble.start(options);
  return email.trial(MAIL, settings(more));
}

test("what is taken is told with the server's answer, from the sender as set or the address for bounces, on a connection that is closed after it", async () => {
  expect(await trial({ fault: (stage) => (stage === "dot" ? "250 OK id=1abc" : undefined) })).toEqual({ works: true, answer: "250 OK id=1abc" });
  expect(await email.trial({ ...MAIL, returnPath: "bounces+test@sender.test" }, settings())).toMatchObject({ works: true });
  expect(server!.taken.map(({ connection, from, to }) => [connection, from, to])).toEqual([
    [1, "ar@sender.test", "pat@mail.test"],
    [2, "bounces+test@sender.test", "pat@mail.test"],
  ]);
  expect(server!.violations).toEqual([]);
  await expect.poll(() => server!.open).toBe(0);
});

test.each<[Stage, string, string, boolean]>([
  ["mail", "550 5.7.1 not your address", "sender", false],
  ["mail", "421 4.3.2 closing down", "busy", true],
  ["rcpt", "550 5.1.1 no such mailbox", "recipient", false],
  ["rcpt", "451 4.7.1 come back later", "recipient", true],
  ["rcpt", "550 5.7.1 relaying denied", "relay", false],
  ["rcpt", "550 5.7.60 cannot send as this sender", "sender", false],
  ["rcpt", "530 5.7.0 authentication required", "sign-in", false],
  ["data", "554 5.7.1 no mail like this", "message", false],
  ["dot", "554 5.6.0 looks like spam", "message", false],
  ["greet", "554 no service here", "busy", false],
])("at %s the answer %s is about: %s", async (at, answer, fault, isPassing) => {
  const found = await trial({ fault: (stage) => (stage === at ? answer : undefined) });
  expect(found).toMatchObject({ works: false, fault, isPassing, said: expect.stringContaining(answer) });
  expect(server!.taken.filter((each) => each.answer?.startsWith("250"))).toEqual([]);
});

test("a sign-in that is refused, with a password or for want of a token, names no secret", async () => {
  const refused = await trial({ signIn: () => false }, password);
  expect(refused).toMatchObject({ works: false, fault: "sign-in" });
  const tokens = await TokenDouble.start({ clientId: "id", clientSecret: "right" });
  const oauth2 = { user: "ar", clientId: "id", clientSecret: "wr0ng", tokenUrl: tokens.url };
  const without = await email.trial(MAIL, settings({ oauth2 }));
  await tokens.stop();
  expect(without).toMatchObject({ works: false, fault: "token" });
  expect(JSON.stringify([refused, without])).not.toMatch(/s3cret|wr0ng/);
});

test("a server that cannot be reached, ends without a word, or is none at all", async () => {
  const port = await freePort();
  expect(await email.trial(MAIL, settings({ port }))).toMatchObject({ works: false, fault: "no-connection" });
  expect(await email.trial(MAIL, settings({ host: "mail.invalid" }))).toMatchObject({ works: false, fault: "no-such-host" });
  expect(await trial({ fault: (stage) => (stage === "greet" ? { hangUp: true } : undefined) })).toMatchObject({ works: false, fault: "lost" });
});

test("silence is a matter of seconds: before the message it is told as such, after it nobody knows", async () => {
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  expect(await tryEmail(MAIL, settings({ port }), 200)).toMatchObject({ works: false, fault: "timeout" });
  silent.close();
  server = await SmtpDouble.start({ fault: (stage) => (stage === "dot" ? { hangUp: true } : undefined) });
  expect(await tryEmail(MAIL, settings())).toMatchObject({ works: false, fault: "unsettled" });
});

test("TLS that is missing, spoken from the wrong moment on, or with a certificate that nobody knows", async () => {
  const folder = mkdtempSync(join(tmpdir(), "firmly-trial-"));
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=localhost", "-days", "2"], {
    cwd: folder,
    stdio: "pipe",
  });
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => readFileSync(join(folder, name), "utf8")) as [string, string];
  rmSync(folder, { recursive: true });
  expect(await trial({ tls: { key, cert } }, password)).toMatchObject({ works: false, fault: "certificate" });
  await server!.stop();
  expect(await trial({ tls: { key, cert, fromStart: true } }, { secure: true })).toMatchObject({ works: false, fault: "certificate" });
  await server!.stop();
  expect(await trial({}, { secure: true })).toMatchObject({ works: false, fault: "no-tls" });
  // Leads to this machine too, but is not known to.
  expect(await email.trial(MAIL, settings({ ...password, host: "0.0.0.0" }))).toMatchObject({ works: false, fault: "no-tls" });
});
