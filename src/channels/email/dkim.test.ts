import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { checkDkim } from "../../../test/support/dkim-check.ts";
import { signMail } from "./dkim.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const KEY = { domain: "sender.test", selector: "firmly", privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
const MAIL = [
  "From: =?UTF-8?Q?M=C3=BCller?= <ar@sender.test>",
  "To: payer@mail.test",
  "Subject: A reminder that is so long that it",
  "\t has to be  folded",
  "Message-ID: <L1-email@sender.test>",
  "Date: Mon, 23 Nov 2026 09:00:00 +0000",
  "",
  "one  \t two ",
  "",
  "  three",
  ".",
  "",
  "",
  "",
].join("\r\n");

const signed = async (mail: string) => Buffer.from(await signMail(Buffer.from(mail, "latin1"), KEY)).toString("latin1");

test("a signed mail is the mail with its signature on top, and the signature holds", async () => {
  const mail = await signed(MAIL);
  expect(mail.endsWith(MAIL)).toBe(true);
  expect(checkDkim(mail, publicKey)).toMatchObject({ holds: true, tags: { d: "sender.test", s: "firmly" } });
  expect(checkDkim(mail, publicKey).headers).toEqual(expect.arrayContaining(["from", "to", "subject", "date", "message-id"]));
  expect(Math.max(...mail.split("\r\n").map(({ length }) => length))).toBeLessThanOrEqual(78);
  expect(await signed(MAIL)).toBe(mail);
});

test.each([
  ["the text", "three", "threw"],
  ["the subject", "folded", "forged"],
  ["the recipient", "payer@", "player@"],
  ["the day", "23 Nov", "24 Nov"],
])("it does not hold where %s was changed", async (_what, from, to) => {
  expect(checkDkim((await signed(MAIL)).replace(from, to), publicKey).holds).toBe(false);
});

test("what is long or has no end of line is signed as well", async () => {
  for (const body of ["", "x", "\r\n\r\n", `${"word  ".repeat(400_000)}\r\n`, " \r\n"]) {
    const mail = await signed(`From: a@sender.test\r\nSubject: x\r\n\r\n${body}`);
    expect([body.length, checkDkim(mail, publicKey).holds]).toEqual([body.length, true]);
  }
});

test("a key that cannot sign is an error, never a mail without signature", async () => {
  await expect(signMail(Buffer.from(MAIL), { ...KEY, privateKey: "no key" })).rejects.toThrow("sender.test cannot sign");
});
