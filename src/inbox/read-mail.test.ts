import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReadMail } from "./contract.ts";
import { MOST_MAIL_BYTES, readMail } from "./read-mail.ts";

const read = (lines: readonly string[], eol = "\r\n"): Promise<ReadMail> =>
  readMail(new TextEncoder().encode(lines.join(eol)), { lexicons: [], today: "2026-11-24" });
const kindOf = async (lines: readonly string[]): Promise<string> => (await read(lines)).kind;

const HUMAN = [
  "From: Anna Amsel <anna@customer.example>",
  "To: accounts@books.example",
  "Date: Mon, 23 Nov 2026 10:00:00 +0100",
  "Message-ID: <1@customer.example>",
];
const ANSWER = [
  ...HUMAN,
  "Subject: Re: Your invoice 4711",
  "In-Reply-To: <letter-7.1@books.example>",
  "References: <letter-6.1@books.example> <letter-7.1@books.example>",
];
const BOUNCE = [
  "This is the mail system at host relay.example.",
  "",
  "I'm sorry to have to inform you that your message could not",
  "be delivered to one or more recipients. It's attached below.",
  "",
  "<bert@customer.example>: host mx.customer.example[192.0.2.9] said: 550 5.1.1",
  "    <bert@customer.example>: Recipient address rejected: User unknown (in reply to RCPT TO command)",
  "",
  "Reporting-MTA: dns; relay.example",
  "Final-Recipient: rfc822; bert@customer.example",
  "Action: failed",
  "Status: 5.1.1",
];

describe("what a person writes is a reply", () => {
  test.each([
    ["an answer", [...ANSWER, "", "I paid yesterday."]],
    ["one that quotes a bounce", [...ANSWER, "", "Our server told me this:", "", ...BOUNCE.map((line) => `> ${line}`)]],
    [
      "one that forwards a bounce",
      [
        ...HUMAN,
        "Subject: Fwd: Undelivered Mail Returned to Sender",
        "",
        "Bert has left us.",
        "",
        "---------- Forwarded message ---------",
        "From: Mail Delivery System <MAILER-DAEMON@relay.example>",
        "Subject: Undelivered Mail Returned to Sender",
        "",
        ...BOUNCE,
      ],
    ],
    [
      "one that speaks of one",
      [...HUMAN, "Subject: Undeliverable mail?", "", "Your letter to bert@customer.example was undeliverable: 550 5.1.1 user unknown. Write to me."],
    ],
    [
      "one from a desk",
      [...ANSWER.slice(1), "From: Postmaster <postmaster@customer.example>", "", "Bert's mailbox is full, bert@customer.example failed. I pay."],
    ],
    [
      "one from an administrator who writes first",
      [
        "From: Administrator <administrator@customer.example>",
        "To: accounts@books.example",
        "Subject: Question on invoice 4711",
        "",
        "The mail to bert@customer.example could not be delivered, so I ask here.",
      ],
    ],
    [
      "one from an administrator with a heading like a server's",
      [
        "Return-Path: <administrator@customer.example>",
        "From: Administrator <administrator@customer.example>",
        "To: accounts@books.example",
        "Subject: Undeliverable: invoice 4711",
        "",
        "Your mail to bert@customer.example could not be delivered: 550 5.1.1 user unknown. He has left.",
      ],
    ],
    [
      "one from somebody named Mail Administrator",
      ["From: Mail Administrator <it@customer.example>", "Subject: Undeliverable mail", "", "Your mail to bert@customer.example failed."],
    ],
    [
      "one with the bounce attached",
      [
        ...ANSWER,
        'Content-Type: multipart/mixed; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "See attached, he does not get it.",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; relay.example",
        "",
        "Final-Recipient: rfc822; bert@customer.example",
        "Action: failed",
        "Status: 5.1.1",
        "--b",
        "Content-Type: message/rfc822",
        "",
        "From: MAILER-DAEMON@relay.example",
        "Subject: Undelivered Mail Returned to Sender",
        "",
        ...BOUNCE,
        "--b--",
      ],
    ],
    ["one whose subject answers an automatic reply", [...HUMAN, "Subject: Re: Automatic reply: Your invoice", "", "I am back."]],
    ["one that says no", [...ANSWER, "Auto-Submitted: no", "", "I paid."]],
  ])("%s", async (_name, lines) => {
    const mail = await read(lines);
    expect(mail.kind).toBe("reply");
    expect(mail.recipients).toEqual([]);
  });

  const line = fc.string({ unit: "grapheme", maxLength: 60 }).map((text) => text.replace(/[\r\n]/g, " "));
  const prose = fc.array(line, { maxLength: 8 });

  test("whatever he writes above and below a quoted bounce", async () => {
    await fc.assert(
      fc.asyncProperty(prose, prose, line, fc.constantFrom("> ", ">> ", "| ", "", "    "), async (before, after, subject, mark) => {
        const heading = `Re: ${subject.replace(/\p{Cc}/gu, "")}`;
        const mail = await read([
          ...HUMAN,
          `Subject: ${heading}`,
          "Content-Type: text/plain; charset=utf-8",
          "",
          ...before,
          ...BOUNCE.map((each) => mark + each),
          ...after,
        ]);
        expect(mail.kind).toBe("reply");
      }),
      { numRuns: 150 },
    );
  });
});

describe("what a program writes by itself is an automatic reply", () => {
  test.each([
    ["out of office by its header", ["Auto-Submitted: auto-replied", "Subject: Your invoice"]],
    ["out of office by a null envelope", ["Return-Path: <>", "Subject: Away"]],
    ["a reply of Exchange", ["X-Auto-Response-Suppress: All", "Subject: Hello"]],
    ["a bulk mail", ["Precedence: bulk", "Subject: News"]],
    ["a list", ["List-Id: <talk.customer.example>", "Subject: News"]],
    ["an autoresponder", ["X-Autorespond: ", "X-Autoreply: yes", "Subject: Hello"]],
    ["English", ["Subject: Automatic reply: Your invoice 4711"]],
    ["English, office", ["Subject: Out of Office: Your invoice"]],
    ["German", ["Subject: Abwesenheitsnotiz: Ihre Rechnung"]],
    ["German, Outlook", ["Subject: Automatische Antwort: Ihre Rechnung"]],
    ["French", ["Subject: =?utf-8?Q?R=C3=A9ponse_automatique_:_votre_facture?="]],
    ["Italian", ["Subject: Risposta automatica: fattura"]],
    ["Spanish", ["Subject: =?utf-8?Q?Respuesta_autom=C3=A1tica:_factura?="]],
    ["Indonesian", ["Subject: Balasan otomatis: tagihan"]],
    ["a challenge", ["Subject: Please confirm your message to Anna"]],
  ])("%s", async (_name, head) => {
    const mail = await read([
      ...HUMAN,
      ...head,
      "",
      "I am not in the office. Your mail to me was not delivered to anybody: anna@customer.example is not read.",
    ]);
    expect(mail.kind).toBe("auto-reply");
    expect(mail.recipients).toEqual([]);
    expect(mail.intent).toEqual([]);
  });

  test.each([["displayed"], ["deleted"]])("a read receipt: %s", async (what) => {
    const lines = [
      ...HUMAN,
      "Subject: Not read: Your invoice",
      'Content-Type: multipart/report; report-type=disposition-notification; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain",
      "",
      "Your message was deleted without being read.",
      "--b",
      "Content-Type: message/disposition-notification",
      "",
      "Final-Recipient: rfc822; anna@customer.example",
      "Original-Message-ID: <letter-7.1@books.example>",
      `Disposition: automatic-action/MDN-sent-automatically; ${what}`,
      "--b--",
    ];
    expect(await kindOf(lines)).toBe("auto-reply");
    expect(await kindOf(["Return-Path: <>", ...lines.map((line) => line.replace("anna@customer.example>", "postmaster@customer.example>"))])).toBe(
      "auto-reply",
    );
  });

  test("a complaint (RFC 5965)", async () => {
    const lines = [
      "From: <abuse@provider.example>",
      "Return-Path: <>",
      "Subject: Abuse report",
      'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain",
      "",
      "This is an email abuse report for a message that could not be delivered.",
      "--b",
      "Content-Type: message/feedback-report",
      "",
      "Feedback-Type: abuse",
      "User-Agent: Gate/1.0",
      "--b--",
    ];
    expect(await kindOf(lines)).toBe("auto-reply");
  });

  test("a report that all went well names who has it, and is no bounce", async () => {
    const mail = await read([
      "From: MAILER-DAEMON@relay.example",
      "Subject: Successful Mail Delivery Report",
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      "",
      "--b",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; relay.example",
      "",
      "Final-Recipient: rfc822; anna@customer.example",
      "Action: delivered",
      "Status: 2.0.0",
      "--b--",
    ]);
    expect(mail.kind).toBe("auto-reply");
    expect(mail.recipients).toMatchObject([{ address: "anna@customer.example", status: "2.0.0", permanent: false, reason: "delivered" }]);
  });
});

describe("the parts of a message", () => {
  test("are told with their addresses, day and references", async () => {
    const mail = await read([...ANSWER, "Cc: Carl <carl@customer.example>, dora@customer.example", "Delivered-To: ar+k7@books.example", "", "Paid."]);
    expect(mail).toMatchObject({
      from: { name: "Anna Amsel", address: "anna@customer.example" },
      to: ["accounts@books.example", "carl@customer.example", "dora@customer.example", "ar+k7@books.example"],
      subject: "Re: Your invoice 4711",
      date: "2026-11-23T09:00:00.000Z",
      messageId: "1@customer.example",
      references: ["letter-7.1@books.example", "letter-6.1@books.example"],
      text: "Paid.",
      until: null,
    });
  });

  test("attachments are kept, with a plain name", async () => {
    const mail = await read([
      ...ANSWER,
      'Content-Type: multipart/mixed; boundary="b"',
      "",
      "--b",
      "",
      "See slip.",
      "--b",
      'Content-Type: application/pdf; name="../../etc/slip.pdf"',
      "Content-Transfer-Encoding: base64",
      "",
      "JVBERg==",
      "--b--",
    ]);
    expect(mail.attachments.map(({ name, mediaType, bytes }) => [name, mediaType, new TextDecoder().decode(bytes)])).toEqual([
      ["slip.pdf", "application/pdf", "%PDF"],
    ]);
  });

  test("what only HTML says is read as text", async () => {
    const mail = await read([...ANSWER, "Content-Type: text/html; charset=utf-8", "", "<style>p{color:red}</style><p>I have <b>paid</b>&nbsp;100.</p>"]);
    expect(mail.text).toBe("I have paid 100.");
  });

  test("a mail whose boundary is not the one it names is not lost", async () => {
    const mail = await read([
      ...ANSWER,
      'Content-Type: multipart/mixed; boundary="named"',
      "",
      "--other",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "Bezahlt f=C3=BCr alle.",
      "--other--",
    ]);
    expect(mail.text).toContain("Bezahlt für alle.");
  });

  test("only the topmost server's findings count", async () => {
    const mail = await read([
      "Authentication-Results: mx.books.example; spf=fail (sender IP is 192.0.2.1) smtp.mailfrom=customer.example; dkim=none; dmarc=pass header.from=customer.example",
      "Authentication-Results: evil.example; spf=pass; dkim=pass",
      ...ANSWER,
      "",
      "Paid.",
    ]);
    expect(mail.authentication).toEqual({ spf: "fail", dkim: "none", dmarc: "pass" });
    expect((await read([...ANSWER, "", "Paid."])).authentication).toEqual({ spf: null, dkim: null, dmarc: null });
  });
});

describe("hostile bytes", () => {
  const options = { lexicons: [], today: "2026-11-24" as const };

  test("never make it throw", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        expect((await readMail(bytes, options)).kind).toBeTypeOf("string");
      }),
      { numRuns: 200 },
    );
  });

  test("nor do damaged reports", async () => {
    const whole = new TextEncoder().encode(
      [
        "From: MAILER-DAEMON@relay.example",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        ...BOUNCE,
        "--b",
        "Content-Type: message/delivery-status",
        "",
        ...BOUNCE.slice(-4),
        "--b--",
      ].join("\r\n"),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), async (at, byte, length) => {
        const bytes = whole.slice(0, length);
        bytes[at] = byte;
        expect((await readMail(bytes, options)).kind).toBeTypeOf("string");
      }),
      { numRuns: 200 },
    );
  });

  test("deep nesting, endless headers, long lines and many parts are cut", async () => {
    const deep = Array.from({ length: 500 }, (_, i) => [`Content-Type: multipart/mixed; boundary="b${i}"`, "", `--b${i}`]).flat();
    expect(await kindOf([...ANSWER, ...deep, "", "Paid."])).toBe("reply");
    expect(await kindOf([...ANSWER, ...Array.from({ length: 100_000 }, (_, i) => `X-${i}: ${i}`), "", "Paid."])).toBe("reply");
    const parts = Array.from({ length: 5000 }, (_, i) => ["--b", "Content-Type: application/octet-stream", "", String(i)]).flat();
    expect((await read([...ANSWER, 'Content-Type: multipart/mixed; boundary="b"', "", ...parts, "--b--"])).attachments.length).toBeLessThanOrEqual(50);
    for (const sign of ["a", "@", "<", ">", "-", " ", ".", "a@", "1.", "(", "=", "could not ", "5.1.1 ", "from:", "delivery ", "not be "]) {
      const long = sign.repeat(Math.ceil(500_000 / sign.length));
      expect(await kindOf(["From: MAILER-DAEMON@relay.example", `Subject: ${long.slice(0, 50_000)}`, "", long])).toBeTypeOf("string");
      expect(
        await kindOf([
          "From: MAILER-DAEMON@relay.example",
          "Subject: failure notice",
          "",
          ...Array.from({ length: 3000 }, () => sign.repeat(100).slice(0, 150)),
        ]),
      ).toBeTypeOf("string");
    }
  });

  test("more than 25 MB is read no further", async () => {
    const bytes = new Uint8Array(MOST_MAIL_BYTES + 1000).fill(0x61);
    bytes.set(new TextEncoder().encode(`${ANSWER.join("\r\n")}\r\n\r\nPaid.\r\n`));
    const mail = await readMail(bytes, options);
    expect(mail.kind).toBe("reply");
    expect(mail.text.startsWith("Paid.")).toBe(true);
  });
});
