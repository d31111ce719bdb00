import { describe, expect, test } from "vitest";
import { readMail } from "../read-mail.ts";

/** One recipient as it must be read: address, status, whether it is for ever, reason. */
type Expected = readonly [address: string, status: string, permanent: boolean, reason: string];

interface Case {
  readonly name: string;
  readonly head: readonly string[];
  readonly body: readonly string[];
  readonly kind?: "bounce" | "delay";
  readonly expected: readonly Expected[];
}

const DATE = "Date: Mon, 23 Nov 2026 10:00:00 +0100";
const OURS = "To: <bounce+k7x2@books.example>";
/** What is returned of our letter. */
const LETTER = [
  "Return-Path: <bounce+k7x2@books.example>",
  "Message-ID: <letter-7.1@books.example>",
  "From: Books <accounts@books.example>",
  "To: anna@customer.example",
  "Subject: Your invoice 4711",
  "",
  "Dear Anna,",
  "we have not yet found your payment of 120.00.",
];

/** A report in MIME: words, fields per recipient, headers of the letter. */
function report(words: readonly string[], fields: readonly string[], type = "text/plain; charset=utf-8"): { head: string[]; body: string[] } {
  return {
    head: ['Content-Type: multipart/report; report-type=delivery-status; boundary="=_b1"', "MIME-Version: 1.0"],
    body: [
      "--=_b1",
      `Content-Type: ${type}`,
      "",
      ...words,
      "",
      "--=_b1",
      "Content-Type: message/delivery-status",
      "",
      ...fields,
      "",
      "--=_b1",
      "Content-Type: message/rfc822",
      "",
      ...LETTER,
      "",
      "--=_b1--",
    ],
  };
}

function mime(name: string, head: readonly string[], words: readonly string[], fields: readonly string[], expected: readonly Expected[], kind?: "delay"): Case {
  const made = report(words, fields);
  return { name, head: [...head, ...made.head], body: made.body, expected, ...(kind && { kind }) };
}

const CASES: readonly Case[] = [
  mime(
    "Exchange Online, recipient not found",
    [
      "From: postmaster@customer.example",
      "Subject: Undeliverable: Your invoice 4711",
      "Auto-Submitted: auto-replied",
      "In-Reply-To: <letter-7.1@books.example>",
      "References: <letter-7.1@books.example>",
    ],
    ["Your message to anna@customer.example couldn't be delivered.", "anna wasn't found at customer.example."],
    [
      "Reporting-MTA: dns;mail.protection.example",
      "Received-From-MTA: dns;mx.books.example",
      "",
      "Final-Recipient: rfc822;anna@customer.example",
      "Action: failed",
      "Status: 5.1.10",
      "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient anna@customer.example not found by SMTP address lookup",
    ],
    [["anna@customer.example", "5.1.10", true, "mailbox-unknown"]],
  ),
  mime(
    "Exchange on premises, sender not allowed",
    ["From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@customer.example>", "Subject: Undeliverable: Your invoice 4711"],
    ["Delivery has failed to these recipients or groups:", "", "anna@customer.example", "You can't send a message to this recipient."],
    [
      "Reporting-MTA: dns;ex.customer.example",
      "",
      "Final-Recipient: rfc822;anna@customer.example",
      "Action: failed",
      "Status: 5.7.1",
      "Diagnostic-Code: smtp;550 5.7.1 RESOLVER.RST.AuthRequired; authentication required",
    ],
    [["anna@customer.example", "5.7.1", false, "not-allowed"]],
  ),
  {
    name: "Exchange 2003 in words",
    head: ["From: System Administrator <postmaster@customer.example>", "Subject: Undeliverable: Your invoice 4711"],
    body: [
      "Your message",
      "",
      "  To:      anna@old-name.example",
      "  Subject: Your invoice 4711",
      "  Sent:    Mon, 23 Nov 2026 09:59:00 +0100",
      "",
      "did not reach the following recipient(s):",
      "",
      "anna@customer.example on Mon, 23 Nov 2026 10:00:00 +0100",
      "    The e-mail account does not exist at the organization this message was sent to.",
      "    <mx.customer.example #5.1.1>",
    ],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  mime(
    "Domino",
    ["From: Postmaster <postmaster@customer.example>", "Subject: DELIVERY FAILURE: User anna (anna@customer.example) not listed in Domino Directory"],
    [
      "Your message",
      "",
      "  Subject: Your invoice 4711",
      "",
      "was not delivered to:",
      "",
      "  anna@customer.example",
      "",
      "because:",
      "",
      "  User anna (anna@customer.example) not listed in Domino Directory",
    ],
    [
      "Reporting-MTA: dns;notes.customer.example",
      "",
      "Final-Recipient: rfc822;anna@customer.example",
      "Action: failed",
      "Status: 5.1.1",
      "Diagnostic-Code: X-Notes; User anna (anna@customer.example) not listed in Domino Directory",
    ],
    [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  ),
  mime(
    "Amazon SES, mailbox full",
    ["From: MAILER-DAEMON@amazonses.com", "Subject: Delivery Status Notification (Failure)", "Return-Path: <>"],
    ["An error occurred while trying to deliver the mail to the following recipients:", "anna@customer.example"],
    [
      "Reporting-MTA: dns; a1.smtp-out.amazonses.example",
      "",
      "Action: failed",
      "Final-Recipient: rfc822; anna@customer.example",
      "Diagnostic-Code: smtp; 552 5.2.2 The email account that you tried to reach is over quota.",
      "Status: 5.2.2",
    ],
    [["anna@customer.example", "5.2.2", false, "mailbox-full"]],
  ),
  mime(
    "Mimecast, policy",
    ["From: <postmaster@customer.example>", "Subject: [Postmaster] Email Delivery Failure", "Return-Path: <>"],
    [
      "This is a delivery failure notification message which indicates that an email you addressed to email address :",
      "-- anna@customer.example",
      "could not be delivered.",
    ],
    [
      "Reporting-MTA: dns; eu-smtp-1.mimecast.example",
      "",
      "Final-Recipient: rfc822; anna@customer.example",
      "Action: failed",
      "Status: 5.4.1",
      "Diagnostic-Code: smtp; 550 Rejected by header based manually Blocked Senders: bounce+k7x2@books.example - https://community.example",
    ],
    [["anna@customer.example", "5.4.1", false, "policy"]],
  ),
  {
    name: "GMX and web.de in words",
    head: ['From: "GMX Mailer Daemon" <mailer-daemon@gmx.example>', "Subject: Mail delivery failed: returning message to sender", "Return-Path: <>"],
    body: [
      "This message was created automatically by mail delivery software.",
      "",
      "A message that you sent could not be delivered to one or more of",
      "its recipients. This is a permanent error. The following address",
      "failed:",
      "",
      '"anna@customer.example":',
      "SMTP error from remote server for RCPT TO command, host: mx.customer.example (192.0.2.9) reason: 550 Requested action not taken: mailbox unavailable",
      "",
      "--- The header of the original message is following. ---",
      "",
      ...LETTER,
    ],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "Yahoo",
    head: ["From: MAILER-DAEMON@yahoo.example", "Subject: Failure Notice"],
    body: [
      "Sorry, we were unable to deliver your message to the following address.",
      "",
      "<anna@customer.example>:",
      "554: delivery error: dd This user doesn't have a yahoo.example account (anna@customer.example) [0] - mta1.mail.example",
      "",
      "--- Below this line is a copy of the message.",
      "",
      ...LETTER,
    ],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "qmail with two recipients",
    head: ["From: MAILER-DAEMON@relay.example", "Subject: failure notice"],
    body: [
      "Hi. This is the qmail-send program at relay.example.",
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      "This is a permanent error; I've given up. Sorry it didn't work out.",
      "",
      "<anna@customer.example>:",
      "Sorry, no mailbox here by that name. vpopmail (#5.1.1)",
      "",
      "<bert@customer.example>:",
      "user is over quota (#5.2.2)",
      "",
      "--- Below this line is a copy of the message.",
      "",
      ...LETTER,
    ],
    expected: [
      ["anna@customer.example", "5.1.1", true, "mailbox-unknown"],
      ["bert@customer.example", "5.2.2", false, "mailbox-full"],
    ],
  },
  mime(
    "Courier",
    ['From: "Courier mail server at relay.example" <@>', "Subject: NOTICE: mail delivery status.", "Return-Path: <>"],
    [
      "This is a delivery status notification from relay.example,",
      "running the Courier mail server, version 1.0.",
      "",
      "                           UNDELIVERABLE MAIL",
      "",
      "Your message to the following recipients cannot be delivered:",
      "",
      "<anna@customer.example>:",
      "    mx.customer.example [192.0.2.9]:",
      ">>> RCPT TO:<anna@customer.example>",
      "<<< 550 5.1.1 <anna@customer.example>... User Unknown",
    ],
    [
      "Reporting-MTA: dns; relay.example",
      "",
      "Final-Recipient: rfc822; anna@customer.example",
      "Action: failed",
      "Status: 5.0.0",
      "Remote-MTA: dns; mx.customer.example [192.0.2.9]",
      "Diagnostic-Code: smtp; 550 5.1.1 <anna@customer.example>... User Unknown",
    ],
    [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  ),
  {
    name: "MailEnable",
    head: ["From: Postmaster@relay.example", "Subject: Message Delivery Failure"],
    body: [
      "MailEnable: Message could not be delivered to some recipients.",
      "The following recipient(s) could not be reached:",
      "",
      "\tRecipient: [SMTP:anna@customer.example]",
      "\tReason: Remote SMTP Server Returned: 550 5.1.1 No such user",
    ],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "McAfee",
    head: ["From: Mail Delivery System <postmaster@relay.example>", "Subject: Delivery Status"],
    body: [
      "Your message could not be delivered.",
      "",
      "   --- The following addresses had delivery problems ---",
      "",
      "<anna@customer.example>   (User unknown anna@customer.example)",
    ],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "MailMarshal",
    head: ["From: MailMarshal <postmaster@customer.example>", 'Subject: Undeliverable Mail: "Your invoice 4711"'],
    body: [
      "Your message:",
      "   From:    bounce+k7x2@books.example",
      "   Subject: Your invoice 4711",
      "",
      "Could not be delivered because of",
      "",
      "550 5.1.1 User unknown",
      "",
      "The following recipients were affected: ",
      "    anna@customer.example",
    ],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "IMail",
    head: ['From: "Postmaster" <postmaster@customer.example>', "Subject: Undeliverable Mail", "X-Mailer: <IMail v8>"],
    body: ["Unknown user: anna@customer.example", "", "Original message follows.", "", ...LETTER],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "a gateway that prints its talk",
    head: ['From: "InterScan MSS" <postmaster@customer.example>', "Subject: Mail could not be delivered"],
    body: [
      "Sent <<< RCPT TO:<anna@customer.example>",
      "Received >>> 550 5.1.1 <anna@customer.example>... user unknown",
      "",
      "Unable to deliver message to <anna@customer.example>",
    ],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "a carrier, mailbox full, address in a sentence",
    head: ["From: no-reply@carrier.example", "Subject: Mail System Error - Returned Mail", "Return-Path: <>"],
    body: ["Your mail sent on: Mon, 23 Nov 2026 10:00:00 +0900", "Could not be delivered to: <anna@carrier.example>", "As their mailbox is full."],
    expected: [["anna@carrier.example", "5.2.2", false, "mailbox-full"]],
  },
  {
    name: "James",
    head: ["From: postmaster@relay.example", "Subject: [BOUNCE]", "Return-Path: <>"],
    body: [
      "Hi. This is the James mail server at relay.example.",
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      "This is a permanent error; I've given up. Sorry it didn't work out.",
      "Error message below:",
      "550 - Requested action not taken: no such user here",
      "",
      "Message details:",
      "  Subject: Your invoice 4711",
      "  MAIL FROM: bounce+k7x2@books.example",
      "  RCPT TO: anna@customer.example",
      "  From: accounts@books.example",
      "  To: anna@customer.example",
    ],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "Zoho",
    head: ["From: mailer-daemon@mail.zoho.example", "Subject: Undelivered Mail Returned to Sender"],
    body: [
      "This message was created automatically by mail delivery software.",
      " A message that you sent could not be delivered to one or more of its recipients. This is a permanent error. ",
      "",
      "anna@customer.example Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 <anna@customer.example>... User Unknown",
      "",
      "Received:from mail.zoho.example by mx.zoho.example; Mon, 23 Nov 2026 10:00:00 +0100",
      "Message-Id:<letter-7.1@books.example>",
      "Date:Mon, 23 Nov 2026 10:00:00 +0100",
      "From:Books <accounts@books.example>",
    ],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "mail.ru",
    head: ["From: mailer-daemon@mail.example", "Subject: Mail failure.", "X-Failed-Recipients: anna@mail.example"],
    body: [
      "This message was created automatically by mail delivery software.",
      "",
      "A message that you sent could not be delivered to one or more of its",
      "recipients. This is a permanent error. The following address(es) failed:",
      "",
      "  anna@mail.example",
      "    SMTP error from remote mail server after RCPT TO:<anna@mail.example>:",
      "    host mxs.mail.example [192.0.2.4]: 550 Message was not accepted -- invalid mailbox.",
      "    Local mailbox anna@mail.example is unavailable: user not found",
    ],
    expected: [["anna@mail.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "Gmail of old, in words",
    head: [
      "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
      "Subject: Delivery Status Notification (Failure)",
      "X-Failed-Recipients: anna@customer.example",
    ],
    body: [
      "Delivery to the following recipient failed permanently:",
      "",
      "     anna@customer.example",
      "",
      "Technical details of permanent failure: ",
      "Google tried to deliver your message, but it was rejected by the recipient domain. The error that the other server returned was: 550 550 5.7.1 Message rejected: our blocklist names 192.0.2.7 (state 14).",
      "",
      "   ----- Original message -----",
      "",
      ...LETTER,
    ],
    expected: [["anna@customer.example", "5.7.1", false, "blocked"]],
  },
  {
    name: "sendmail of old, without fields",
    head: ["From: MAILER-DAEMON (Mail Delivery Subsystem)", "Subject: Returned mail: Host unknown"],
    body: [
      "The original message was received at Mon, 23 Nov 2026 10:00:00 +0100",
      "from accounts@books.example",
      "",
      "   ----- The following addresses had permanent fatal errors -----",
      "<anna@custmer.example>",
      "",
      "   ----- Transcript of session follows -----",
      "550 <anna@custmer.example>... Host unknown (Name server: custmer.example: host not found)",
      "",
      "   ----- Original message follows -----",
      "",
      ...LETTER,
    ],
    expected: [["anna@custmer.example", "5.1.2", true, "host-unknown"]],
  },
  {
    name: "a list of problems with brackets",
    head: ["From: Mail Delivery System <MAILER-DAEMON@relay.example>", "Subject: Returned Mail: User unknown"],
    body: [
      "The original message was received at Mon, 23 Nov 2026 10:00:00 +0900 (JST)",
      "from bounce+k7x2@books.example",
      "",
      "---The following addresses had delivery errors---",
      "",
      "anna@customer.example [User unknown]",
    ],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "a server that tells a story",
    head: ["From: MAILER-DAEMON@relay.example", "Subject: There was an error sending your mail"],
    body: [
      "We had trouble delivering your message. Full details follow:",
      "",
      "Subject: 'Your invoice 4711'",
      "Date: 'Mon, 23 Nov 2026 10:00:00 +0100'",
      "",
      "1 error(s):",
      "",
      "SMTP Server <mx.customer.example> rejected recipient <anna@customer.example> ",
      "  (following RCPT command). It responded as follows: [550 5.1.1 User unknown]",
    ],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "a gateway to phones",
    head: ["From: post_master@carrier.example", "Subject: Undeliverable Message"],
    body: [
      "Error: No valid recipients for this MM",
      "",
      "Message could not be delivered to mobile",
      "To: 15550100@carrier.example",
      "Subject: Your invoice 4711",
    ],
    expected: [["15550100@carrier.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "German, in words",
    head: ["From: Mail Delivery System <mailer-daemon@post.example>", "Subject: Unzustellbar: Ihre Rechnung 4711"],
    body: [
      "Ihre Nachricht konnte nicht zugestellt werden. Folgende Empfänger waren nicht erreichbar:",
      "",
      "  anna@customer.example",
      "    Das Postfach des Empfängers ist voll.",
      "",
      "--- Es folgt eine Kopie der Nachricht ---",
      "",
      ...LETTER,
    ],
    expected: [["anna@customer.example", "5.2.2", false, "mailbox-full"]],
  },
  {
    name: "French, in words",
    head: ["From: Mail Delivery System <mailer-daemon@poste.example>", "Subject: Échec de la remise : votre facture"],
    body: [
      "Votre message n'a pas pu être remis aux destinataires suivants :",
      "",
      "  anna@customer.example",
      "    550 5.1.1 Adresse d au moins un destinataire invalide. OFR_416",
    ],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "Italian, in words",
    head: ["From: <postmaster@posta.example>", "Subject: Mancata consegna: fattura 4711", "Return-Path: <>"],
    body: ["Il messaggio non è stato consegnato ai seguenti destinatari:", "", "anna@customer.example", "Utente sconosciuto"],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "Spanish, in words",
    head: ["From: <postmaster@correo.example>", "Subject: No se puede entregar: factura 4711", "Return-Path: <>"],
    body: ["No se ha podido entregar su mensaje a los siguientes destinatarios:", "", "anna@customer.example", "El buzón está lleno"],
    expected: [["anna@customer.example", "5.2.2", false, "mailbox-full"]],
  },
  {
    name: "Japanese, in words",
    head: [
      "From: Postmaster <postmaster@mail.example>",
      "Subject: =?UTF-8?B?44Oh44O844Or6YWN5L+h44Ko44Op44O8?=",
      "Return-Path: <>",
      "Content-Type: text/plain; charset=utf-8",
    ],
    body: ["次の宛先へメールを配信できませんでした。", "", "anna@customer.example", "ユーザーが存在しません。"],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "plain text with a reply code",
    head: ["From: <>", "Subject: Undeliverable: Your invoice 4711", "Return-Path: <>"],
    body: ["550 5.1.1 <anna@customer.example> recipient unknown"],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  mime(
    "Postfix still tries",
    ["From: MAILER-DAEMON@relay.example (Mail Delivery System)", "Subject: Delayed Mail (still being retried)", "Auto-Submitted: auto-replied"],
    [
      "####",
      "# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #",
      "####",
      "Your message could not be delivered for more than 4 hour(s).",
      "It will be retried until it is 5 day(s) old.",
    ],
    [
      "Reporting-MTA: dns; relay.example",
      "",
      "Final-Recipient: rfc822; anna@customer.example",
      "Action: delayed",
      "Status: 4.4.1",
      "Diagnostic-Code: X-Postfix; connect to mx.customer.example[192.0.2.9]:25: Connection refused",
    ],
    [["anna@customer.example", "4.4.1", false, "network"]],
    "delay",
  ),
  {
    name: "Exim still tries",
    kind: "delay",
    head: [
      "From: Mail Delivery System <Mailer-Daemon@relay.example>",
      "Subject: Warning: message 1abc-0001 delayed 24 hours",
      "Auto-Submitted: auto-replied",
      "Return-path: <>",
    ],
    body: [
      "This message was created automatically by mail delivery software.",
      "A message that you sent has not yet been delivered to one or more of its",
      "recipients after more than 24 hours on the queue on relay.example.",
      "",
      "The address to which the message has not yet been delivered is:",
      "",
      "  anna@customer.example",
      "    Delay reason: Connection timed out",
      "",
      "No action is required on your part. Delivery attempts will continue for",
      "some time. Eventually the mail delivery software will give up,",
      "and when that happens, the message will be returned to you.",
    ],
    expected: [["anna@customer.example", "4.4.7", false, "expired"]],
  },
  mime(
    "greylisted for ever, unknown host that never resolved",
    ["From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Subject: Delivery Status Notification (Failure)"],
    ["** Address not found **", "", "Your message wasn't delivered to anna@custmer.example because the domain custmer.example couldn't be found."],
    [
      "Reporting-MTA: dns; googlemail.com",
      "",
      "Final-Recipient: rfc822; anna@custmer.example",
      "Action: failed",
      "Status: 4.0.0",
      "Diagnostic-Code: smtp; DNS Error: DNS type 'mx' lookup of custmer.example responded with code NXDOMAIN",
    ],
    [["anna@custmer.example", "4.0.0", true, "host-unknown"]],
  ),
  mime(
    "internationalised report (RFC 6533)",
    ["From: MAILER-DAEMON@relay.example", "Subject: Undelivered Mail Returned to Sender"],
    ["<jörg@kunde.example>: unknown user"],
    ["Reporting-MTA: dns; relay.example", "", "Final-Recipient: utf-8; jörg@kunde.example", "Action: failed", "Status: 5.1.1"],
    [["jörg@kunde.example", "5.1.1", true, "mailbox-unknown"]],
  ),
  {
    name: "Apache James, which lists the fields of the letter",
    head: ["From: postmaster@relay.example", "Subject: [BOUNCE]"],
    body: [
      "Hi. This is the James mail server at relay.example.",
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      "",
      "Error message below:",
      "550 - Requested action not taken: no such user here",
      "",
      "Message details:",
      "  Subject: Your invoice 4711",
      "  MAIL FROM: bounce+k7x2@books.example",
      "  RCPT TO: anna@customer.example",
      "  From: accounts@books.example",
    ],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "Apache James, which heads its report as an answer: only the empty envelope tells",
    head: ["Return-Path: <>", "From: postmaster@customer.example", "Subject: Re: Your invoice 4711"],
    body: ["Your message could not be delivered.", "", "Failed recipient(s):", "anna@customer.example", "", "Error message:", "550 5.1.1 User does not exist"],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
  {
    name: "a gateway that is known by its name only",
    head: ["From: McAfee Email Gateway <postmaster@customer.example>", "Subject: Delivery Status"],
    body: ["Your message could not be delivered.", "", "  The following addresses had delivery problems:", "", "<anna@customer.example>   (User unknown)"],
    expected: [["anna@customer.example", "5.1.1", true, "mailbox-unknown"]],
  },
];

const raw = ({ head, body }: Pick<Case, "head" | "body">, eol = "\r\n"): Uint8Array =>
  new TextEncoder().encode([...head, OURS, DATE, "", ...body, ""].join(eol));
const read = (bytes: Uint8Array) => readMail(bytes, { lexicons: [], today: "2026-11-24" });

describe("bounces in the manner of many servers", () => {
  test.for(CASES.map((each) => [each.name, each] as const))("%s", async ([, each]) => {
    for (const eol of ["\r\n", "\n", "\r"]) {
      const mail = await read(raw(each, eol));
      expect(mail.recipients.map(({ address, status, permanent, reason }) => [address, status, permanent, reason])).toEqual(each.expected);
      expect(mail.kind).toBe(each.kind ?? "bounce");
    }
  });

  test("name the letter that came back, and its envelope", async () => {
    const mail = await read(raw(CASES[0]!));
    expect(mail.references).toContain("letter-7.1@books.example");
    expect(mail.inside).toContain("bounce+k7x2@books.example");
    expect(mail.attachments).toEqual([]);
    const words = await read(raw(CASES.find(({ name }) => name.startsWith("qmail"))!));
    expect(words.references).toEqual(["letter-7.1@books.example"]);
    expect(words.inside).toContain("bounce+k7x2@books.example");
    expect(words.text).not.toContain("Dear Anna");
  });
});
