import { expect, test } from "vitest";
import { readIntentLexicons } from "../../languages/intent-words.ts";
import { readMail } from "../read-mail.ts";

const lexicons = readIntentLexicons();
const kindOf = async (subject: string, text: string): Promise<string> => {
  const head = ["From: Support <support@customer.example>", "To: accounts@books.example", `Subject: ${subject}`, "Content-Type: text/plain; charset=utf-8"];
  return (await readMail(new TextEncoder().encode([...head, "", text, ""].join("\r\n")), { lexicons, today: "2026-11-24" })).kind;
};

test.each([
  ["[#4711] We have received your request", "We have received your message. Your ticket number is #4711. We will get back to you as soon as possible."],
  ["[Customer] Request received: Invoice 7", "Your request (4711) has been received and is being reviewed by our support staff."],
  ["Request received: Invoice 7 (#4711)", "Thank you for contacting us. A ticket has been opened for your request (number 4711)."],
  ["[Ticket#4711] Ihre Anfrage ist eingegangen", "Ihre Anfrage ist bei uns unter der Ticketnummer 4711 eingegangen. Wir melden uns so bald wie möglich."],
  ["[#4711] Nous avons bien reçu votre demande", "Nous avons bien reçu votre demande. Elle porte le numéro 4711."],
])("a help desk's program: %s", async (subject, text) => {
  expect(await kindOf(subject, text)).toBe("auto-reply");
});

test.each([
  ["behind Re:", "Re: [#4711] We have received your request", "We have received your request. Ticket number 4711 is closed."],
  ["its heading, other words", "[#4711] We have received your request", "Thank you, the goods came in today. Anna"],
  ["its heading and its words, and what is paid", "[#4711] We have received your request", "We have received your request and have already paid the invoice."],
  ["its heading and its words, and I", "[#4711] We have received your request", "We have received your request and I cannot find the invoice."],
  ["a number alone", "[#4711] Invoice 7", "Your ticket number is 4711. We have received your request; the goods were damaged."],
  ["quoted below", "[#4711] We have received your request", "Please call.\r\n\r\n> We have received your request.\r\n> Your ticket number is 4711."],
])("a person at that desk is a person: %s", async (_what, subject, text) => {
  expect(await kindOf(subject, text)).toBe("reply");
});
