import { expect, test } from "vitest";
import { readMail } from "../read-mail.ts";

/** What a mail server without report fields says of one recipient. */
const SAID: readonly (readonly [subject: string, words: string, status: string])[] = [
  ["Mancato recapito", "La casella di posta del destinatario è piena.", "5.2.2"],
  ["Mensaje no entregado", "El buzón del destinatario está lleno.", "5.2.2"],
  ["Delivery status notification: error", "Envelope expired", "4.4.7"],
];

test.each(SAID)("%s: %s", async (subject, words, status) => {
  const lines = ["From: Mail Delivery System <mailer-daemon@mx.example>", `Subject: ${subject}`, "Content-Type: text/plain; charset=utf-8", ""];
  const mail = await readMail(new TextEncoder().encode([...lines, `<anna@customer.example>: ${words}`, ""].join("\r\n")), { lexicons: [] });
  expect(mail.kind).toBe("bounce");
  expect(mail.recipients.map(({ address, permanent, status: code }) => ({ address, permanent, code }))).toEqual([
    { address: "anna@customer.example", permanent: false, code: status },
  ]);
});
