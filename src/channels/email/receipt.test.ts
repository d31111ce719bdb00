import { expect, test } from "vitest";
import { accepted, judge, providerIdOf } from "./receipt.ts";
import type { SmtpError } from "./line.ts";

test.each([
  ["250 OK id=1rABCD-0001Xy-2z", "1rABCD-0001Xy-2z"],
  ["250 2.0.0 Ok: queued as 4F2A3B1C9D", "4F2A3B1C9D"],
  ["250 2.0.0 Ok: queued as 4VxyZ12bcdz3Gk", "4VxyZ12bcdz3Gk"],
  [
    "250 2.6.0 <L1-email@a.example> [InternalId=12345678901, Hostname=X.eurprd01.prod.outlook.com] 9120 bytes in 0.2, 44 KB/sec Queued mail for delivery",
    "12345678901",
  ],
  ["250 2.0.0 OK  1732352400 5b1f17b1804b1-432b4642d22si98765432e9.10 - gsmtp", "1732352400 5b1f17b1804b1-432b4642d22si98765432e9.10"],
  ["250 Ok 0102018f3c5d7e9a-1b2c3d4e-5f60-7182-93a4-b5c6d7e8f901-000000", "0102018f3c5d7e9a-1b2c3d4e-5f60-7182-93a4-b5c6d7e8f901-000000"],
  ["250 2.0.0 4AN9CUaB012345 Message accepted for delivery", "4AN9CUaB012345"],
  ["250 ok 1732352400 qp 12345", "1732352400 qp 12345"],
  ["250 Great success", ""],
  ["250 2.0.0 Ok", ""],
])("%s is known there as %j", (answer, id) => {
  expect(providerIdOf(answer)).toBe(id);
});

const AT_DOOR = { begun: false, handedOver: false };
const AFTER_DOT = { begun: true, handedOver: true };

function said(command: string, response: string): SmtpError {
  return Object.assign(new Error(response), { command, response, responseCode: Number(response.slice(0, 3)) });
}

test.each([
  // Of the recipient.
  ["RCPT TO", "550 5.1.1 no such user", "refused"],
  ["RCPT TO", "552 5.2.2 mailbox full", "refused"],
  ["RCPT TO", "452 4.2.2 mailbox full", "recipient"],
  ["RCPT TO", "451 4.7.1 greylisted", "recipient"],
  ["RCPT TO", "450 busy", "recipient"],
  ["RCPT TO", "550 5.7.1 the recipient does not take mail from you", "refused"],
  // Of the server, or of us, though it is said of a recipient.
  ["RCPT TO", "452 4.3.1 insufficient system storage", "channel"],
  ["RCPT TO", "421 4.7.0 too many connections", "channel"],
  ["RCPT TO", "530 5.7.0 authentication required", "channel"],
  ["RCPT TO", "554 5.7.1 <a@b.example>: Relay access denied", "channel"],
  ["RCPT TO", "550 relay not permitted", "channel"],
  ["RCPT TO", "550 5.7.26 unauthenticated, DMARC", "channel"],
  ["RCPT TO", "550 5.1.8 sender domain does not exist", "channel"],
  ["DATA", "432 4.3.2 Concurrent connections limit exceeded", "channel"],
  ["DATA", "554 5.2.2 mailbox full; STOREDRV.Submission.Exception:QuotaExceededException", "channel"],
  ["DATA", "550 5.7.60 Client does not have permissions to send as this sender", "channel"],
  ["DATA", "550 5.4.5 Daily user sending limit exceeded", "channel"],
  ["DATA", "552 5.7.0 blocked because of its content", "refused"],
  // Of the sender: no address is to blame.
  ["MAIL FROM", "550 5.1.0 sender rejected", "channel"],
  ["MAIL FROM", "553 5.7.1 not yours", "channel"],
  ["MAIL FROM", "450 4.7.1 slow down", "channel"],
  // Of this one letter.
  ["MAIL FROM", "552 5.3.4 message too big", "refused"],
  ["DATA", "552 5.3.4 message too big", "refused"],
  ["DATA", "554 5.6.0 not liked", "refused"],
  ["DATA", "451 4.7.1 try later", "recipient"],
  ["DATA", "452 4.3.1 disk full", "channel"],
  // Before there was a letter.
  ["CONN", "554 5.7.1 go away", "channel"],
  ["STARTTLS", "454 4.7.0 not now", "channel"],
  ["AUTH PLAIN", "535 5.7.8 wrong", "channel"],
])("%s answered with %j: %s", (command, response, what) => {
  const expected = what === "refused" ? { outcome: "refused", detail: response } : { outcome: "failed", detail: response, about: what };
  expect(judge(said(command, response), AT_DOOR)).toEqual(expected);
});

test("what is no answer to the letter, and comes after its end, is uncertain", () => {
  expect(judge(new Error("reset"), AFTER_DOT)).toEqual({ outcome: "uncertain", detail: "reset" });
  expect(judge(said("CONN", "451 4.3.0 half an answer"), AFTER_DOT)).toMatchObject({ outcome: "uncertain" });
  expect(judge(said("DATA", "354 go on"), AFTER_DOT)).toMatchObject({ outcome: "uncertain" });
  expect(judge(said("DATA", "421 4.4.2 timeout"), AFTER_DOT)).toEqual({ outcome: "failed", detail: "421 4.4.2 timeout", about: "channel" });
});

test("an answer is kept as text that can be stored, and not without end", () => {
  const receipt = accepted(`250 ok\u0000\u001b[31m\n${"x".repeat(10_000)}`);
  expect(receipt).toMatchObject({ outcome: "accepted", answer: expect.stringMatching(/^250 ok {2}\[31m\nx+$/) });
  expect(JSON.stringify(receipt).length).toBeLessThan(3_000);
});
