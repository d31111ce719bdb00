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

/** Without any code: only the sentence says that nobody is there. */
const GONE: readonly (readonly [subject: string, words: string, reason: string])[] = [
  ["Non recapitabile: Fattura", "Impossibile trovare l'indirizzo di posta elettronica immesso.", "mailbox-unknown"],
  ["Non remis : Facture", "L'adresse de messagerie que vous avez entrée est introuvable.", "mailbox-unknown"],
  ["Onbestelbaar: Factuur", "Het e-mailadres dat u hebt ingevoerd, is niet gevonden.", "mailbox-unknown"],
  ["Não é possível entregar: Fatura", "O endereço de email inserido não foi encontrado.", "mailbox-unknown"],
  ["No se puede entregar: Factura", "No se encontró la dirección de correo electrónico que escribió.", "mailbox-unknown"],
  ["Kan inte levereras: Faktura", "Det gick inte att hitta den angivna e-postadressen.", "mailbox-unknown"],
  ["Niedostarczone: Faktura", "Nie można znaleźć podanego adresu e-mail.", "mailbox-unknown"],
  ["Undeliverable: Invoice 7", "anna wasn't found at customer.example.", "mailbox-unknown"],
  ["Mail System Error - Returned Mail", "Could not be delivered. The user(s) Unknown", "mailbox-unknown"],
  ["Delivery status notification", "Permanent delivery failure: 550_User_unknown", "mailbox-unknown"],
  ["Failure Notice", "We were unable to deliver your message. No MX or A records for customer.example", "host-unknown"],
];

test.each(GONE)("of a desk's mailbox, %s: %s", async (subject, words, reason) => {
  const lines = ["From: Microsoft Outlook <postmaster@customer.example>", `Subject: ${subject}`, "Content-Type: text/plain; charset=utf-8", ""];
  const body = ["anna@customer.example", words, ""];
  const mail = await readMail(new TextEncoder().encode([...lines, ...body].join("\r\n")), { lexicons: [] });
  expect([mail.kind, mail.recipients.map((each) => [each.address, each.permanent, each.reason])]).toEqual([
    "bounce",
    [["anna@customer.example", true, reason]],
  ]);
  // The same sentences, sent by a person.
  const person = lines.with(0, "From: Anna <anna@customer.example>");
  expect((await readMail(new TextEncoder().encode([...person, ...body].join("\r\n")), { lexicons: [] })).kind).toBe("reply");
});

test.each([
  ["Delivery report", "Leider konnte ich nicht zahlen."],
  ["[Bounce] our cheque", "The goods could not be delivered. We refuse to pay."],
  ["Delivery status", "The goods could not be delivered. We refuse to pay."],
])("a person at a desk's mailbox who heads a mail like a report is a person: %s", async (subject, words) => {
  const lines = ["From: Anna <postmaster@customer.example>", `Subject: ${subject}`, "Content-Type: text/plain; charset=utf-8", "", words, ""];
  expect((await readMail(new TextEncoder().encode(lines.join("\r\n")), { lexicons: [] })).kind).toBe("reply");
});

/** "Nobody there", and whether the way in which it was said is enough to close the address. */
const DOUBTED: readonly (readonly [what: string, words: readonly string[], permanent: boolean, reason: string])[] = [
  ["a bare reply of no known command", ["<anna@customer.example>: host mx.customer.example[192.0.2.9] said: 550 User unknown"], false, "filtered"],
  [
    "the same in reply to the recipient",
    ["<anna@customer.example>: host mx.customer.example[192.0.2.9] said: 550 User unknown (in reply to RCPT TO command)"],
    true,
    "mailbox-unknown",
  ],
  [
    "the same with a code that tells it",
    ["<anna@customer.example>: host mx.customer.example[192.0.2.9] said: 550 5.1.1 User unknown"],
    true,
    "mailbox-unknown",
  ],
  [
    "a transcript in which it is the answer to the message",
    [
      "<anna@customer.example>",
      "    (reason: 550 5.2.1 <anna@customer.example>... User unknown)",
      "",
      "   ----- Transcript of session follows -----",
      ">>> DATA",
      "<<< 550 5.2.1 <anna@mail.customer.example>... User unknown",
    ],
    false,
    "filtered",
  ],
  [
    "a program that could not write, below a summary",
    ['<anna@customer.example>: user unknown. Command output: procmail: Couldn\'t create "/var/spool/mail/anna"'],
    false,
    "system",
  ],
  ["a program that knows nobody of the name", ["<anna@customer.example>: user unknown. Command output: local: no such user anna"], true, "mailbox-unknown"],
  [
    "a delivery agent that has no room",
    ["Your message to <anna@customer.example> was automatically rejected:", "Quota exceeded (mailbox for user is full)"],
    false,
    "mailbox-full",
  ],
];

test.each(DOUBTED)("%s", async (_, words, permanent, reason) => {
  const lines = ["From: Mail Delivery System <mailer-daemon@mx.example>", "Subject: Undelivered Mail Returned to Sender", ""];
  const mail = await readMail(new TextEncoder().encode([...lines, ...words, ""].join("\r\n")), { lexicons: [] });
  expect([mail.kind, mail.recipients.map((each) => [each.address, each.permanent, each.reason])]).toEqual([
    "bounce",
    [["anna@customer.example", permanent, reason]],
  ]);
});
