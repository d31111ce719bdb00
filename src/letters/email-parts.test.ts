import fc from "fast-check";
import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { sampleFacts, sampleItem } from "../core/letter/letter-facts.sample.ts";
import { type Letterhead, PLAIN_LETTERHEAD } from "../core/letter/letterhead.ts";
import { notice } from "../core/letter/notice.ts";
import { languageCodes, readLanguage } from "../languages/read.ts";
import { compose } from "./compose.ts";
import { type EmailOptions, renderEmail } from "./email.ts";
import { attachmentName, toldApart } from "./email-file-name.ts";
import { isLong, MOST_ROWS } from "./email-rows.ts";
import { sampleParties } from "./letter-parties.sample.ts";

const PDF = new TextEncoder().encode("%PDF-1.7");
/** One pixel. */
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
/** Gmail hides what is beyond it. */
const GMAIL_BYTES = 102 * 1024;

async function mailOf(code: string, items: number, options: Partial<EmailOptions> = {}, letterhead: Letterhead = PLAIN_LETTERHEAD, document = "INV") {
  const { creditor, debtor, currency } = sampleParties(code);
  const laid = Array.from({ length: items }, (_, index) => sampleItem(index + 1, { due: "2026-11-13", document: `${document}-${index}` }));
  const made = notice(sampleFacts("second", { creditor, debtor, currency, items: laid }));
  if ("missing" in made) throw new Error(made.missing[0]!.message);
  const language = readLanguage(code);
  const letter = compose(made.notice, language, letterhead);
  const head = { pdf: PDF, messageId: "L1-email@x.example", from: "ar@x.example", to: "ap@y.example", language };
  return { letter, mail: await PostalMime.parse(await renderEmail(letter, made.notice, { ...head, ...options })) };
}

describe("a letter of 400 invoices", () => {
  test.each(languageCodes())("in %s shows the first of them in the mail, all of the sum, and says where the rest is", async (code) => {
    const { letter, mail } = await mailOf(code, 400);
    expect(isLong(letter)).toBe(true);
    expect(Buffer.byteLength(mail.html!)).toBeLessThan(GMAIL_BYTES);
    expect(mail.html!.match(/>INV-\d+</g)).toHaveLength(MOST_ROWS);
    expect(mail.html).toMatch(/360[^<]*PDF/);
    expect(mail.html).toContain(
      letter.blocks
        .flatMap((block) => (block.kind === "table" ? block.rows : []))
        .at(-1)!
        .cells.at(-1)![0]!.text,
    );
    for (const number of [0, 399]) expect(mail.text).toContain(`INV-${number}`);
  });

  test("stays whole without a PDF, which could be pointed to", async () => {
    const { mail } = await mailOf("en", 100, { pdf: null });
    expect(mail.html!.match(/>INV-\d+</g)).toHaveLength(100);
  });

  test("fits also where its numbers are as long as numbers get", async () => {
    const { mail } = await mailOf("en", 400, {}, PLAIN_LETTERHEAD, '&"<'.repeat(80));
    expect(Buffer.byteLength(mail.html!)).toBeLessThan(GMAIL_BYTES);
  });
});

describe("the letterhead's logo", () => {
  const withLogo = (mediaType: "image/png" | "image/svg+xml", bytes: Uint8Array): Letterhead => ({
    ...PLAIN_LETTERHEAD,
    logo: { mediaType, bytes, alt: '"Portenord" <b>' },
  });

  test("lies in the mail itself, named by its content id", async () => {
    const { mail } = await mailOf("fr", 2, {}, withLogo("image/png", PNG));
    const logo = mail.attachments.find(({ mimeType }) => mimeType === "image/png")!;
    expect(logo.disposition).toBe("inline");
    expect(mail.html).toContain(`src="cid:${logo.contentId!.slice(1, -1)}"`);
    expect(mail.html).toContain('alt="&#34;Portenord&#34; &#60;b&#62;"');
    expect(Buffer.from(logo.content as ArrayBuffer).equals(PNG)).toBe(true);
    expect(mail.html!.match(/<img/g)).toHaveLength(1);
  });

  test("is the name in its place where it is a drawing: mail programs show none", async () => {
    const { mail, letter } = await mailOf("fr", 2, {}, withLogo("image/svg+xml", new TextEncoder().encode("<svg/>")));
    expect(mail.html).not.toContain("<img");
    expect(mail.html).toMatch(new RegExp(`<h1[^>]*>${letter.frame.sender}</h1>`));
    expect(mail.attachments).toHaveLength(1);
  });
});

describe("what is attached", () => {
  test("is named in the letter's language, beyond ASCII too", async () => {
    const { mail } = await mailOf("fr", 2, { statement: PDF });
    expect(mail.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ["Lettre A17-2.pdf", "application/pdf"],
      ["Relevé A17-2.pdf", "application/pdf"],
    ]);
    expect(mail.text!.replace(/\s+/g, " ")).toContain("Pièces jointes : cette lettre au format PDF et un relevé de compte.");
  });

  test("is not claimed where it is not there, and a link is one", async () => {
    const link = "https://dunning.example/letter-files/a/b/c";
    const { mail } = await mailOf("en", 2, { pdf: null, link });
    expect(mail.attachments).toEqual([]);
    expect(mail.text).not.toContain("Attached");
    expect(mail.text).toContain(`This letter as a PDF:\n${link}\n`);
    expect(mail.html).toContain(`<a href="${link}"`);
    expect((await mailOf("en", 2, { pdf: null })).mail.text).not.toMatch(/PDF/);
  });

  test.each(languageCodes())("in %s names few copies of invoices, counts many, and says of how many", async (code) => {
    const file = (documents: readonly string[]) => ({ documents, bytes: PDF });
    const few = (await mailOf(code, 3, { copies: [file(["INV-0", "INV-2"]), file(["INV-1"])] })).mail;
    expect(few.attachments).toHaveLength(3);
    expect(few.attachments.slice(1).map(({ filename }) => filename)).toEqual([expect.stringMatching(/ INV-0\.pdf$/), expect.stringMatching(/ INV-1\.pdf$/)]);
    const told = (text: string): string => text.replace(/\s+/g, " ").slice(text.replace(/\s+/g, " ").indexOf("PDF"));
    for (const number of ["INV-0", "INV-1", "INV-2"]) expect(told(few.text!)).toContain(number);
    const all = Array.from({ length: 10 }, (_, index) => file([`INV-${index}`]));
    const notes = async (items: number): Promise<string> => told((await mailOf(code, items, { copies: all })).mail.text!);
    expect(await notes(10)).toMatch(/\b10\b/);
    expect(await notes(10)).not.toContain("INV-");
    expect(await notes(47)).toMatch(/\b10\b.*\b47\b/);
  });

  test("lies under a name of its own, also where two numbers differ in signs only that no name may have", async () => {
    const copies = ["A/1", "A:1", "a-1"].map((number) => ({ documents: [number], bytes: PDF }));
    const { mail } = await mailOf("en", 2, { copies });
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(["Letter A17-2.pdf", "Invoice A-1.pdf", "Invoice A-1 (2).pdf", "Invoice a-1 (3).pdf"]);
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a.pdf", "A.pdf", "a (2).pdf", "b.pdf"), { maxLength: 12 }), (names) => {
        const own = toldApart(names);
        expect(new Set(own.map((name) => name.toLowerCase())).size).toBe(names.length);
        for (const name of own) expect(name).toMatch(/\.pdf$/);
      }),
    );
  });

  test("asks for an answer only where one reaches somebody", async () => {
    expect((await mailOf("en", 2)).mail.text).toContain("reply to this message");
    expect((await mailOf("en", 2, { from: null })).mail.text).not.toContain("reply to this message");
  });

  test("has a name that every file system takes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const name = attachmentName(text, ".pdf");
        expect(name).toMatch(/^[^<>:"/\\|?*\p{Cc}\s.][^<>:"/\\|?*\p{Cc}]*\.pdf$/u);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\./i);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      }),
    );
    expect(attachmentName("CON", ".pdf")).toBe("_CON.pdf");
    expect(attachmentName("../..\u202Egnp/Rechnung 7", ".pdf")).toBe("gnp-Rechnung 7.pdf");
    expect(attachmentName("\r\n", ".pdf")).toBe("letter.pdf");
  });
});

test("the way to the payment page is a button only where the letter names it", async () => {
  const { mail } = await mailOf("de", 2);
  expect(mail.html).toMatch(
    /<td class="button"[^>]*bgcolor="#17405f"[^>]*><a class="press" href="https:\/\/pay\.northgate\.example\/account"[^>]*>Online zahlen<\/a>/,
  );
});

test("the head of the list of mails says how much and by when, and the sheet is for Word's engine too", async () => {
  const { mail } = await mailOf("en", 2);
  expect(/mso-hide:all">([^&]+)/.exec(mail.html!)?.[1]).toBe("Please pay £2,481.00 by Thursday 3 December 2026.");
  expect(mail.html!.match(/<table class="page" lang="en-GB" dir="ltr"/g)).toHaveLength(1);
  expect(mail.html).toMatch(/<a href="tel:[^"]*"[^>]*white-space:nowrap/);
  expect(mail.html).toContain('<!--[if mso]><table role="presentation" width="600"');
  expect(mail.html).toContain('<th scope="row"');
});
