import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { SAMPLE_DEBTOR, sampleFacts, sampleItem, type SampleOptions } from "../core/letter/letter-facts.sample.ts";
import { notice } from "../core/letter/notice.ts";
import { lintText } from "../core/letter/lint/lint.ts";
import { STEPS } from "../core/process/procedure.ts";
import { readLanguage } from "../languages/read.ts";
import { compose } from "./compose.ts";
import { type EmailOptions, renderEmail } from "./email.ts";
import { renderEmailHtml } from "./email-shell.ts";
import { readLetterText } from "./read/letter-file.ts";

async function mailOf(options: SampleOptions = {}, email: Partial<EmailOptions> = {}): Promise<Uint8Array> {
  const made = notice(sampleFacts("first", options));
  if ("missing" in made) throw new Error(made.missing[0]!.message);
  const from = '"Northgate Paper Ltd" <accounts@northgate.example>';
  return renderEmail(compose(made.notice, readLanguage("en")), made.notice, {
    pdf: new Uint8Array([37, 80, 68, 70]),
    messageId: "L1-email@northgate.example",
    from,
    to: "ap@brightwater.example",
    language: readLanguage("en"),
    ...email,
  });
}

describe.each(STEPS)("%s", (step) => {
  test("as a mail and as its HTML, the letter passes the linter by its wording alone", async () => {
    const made = notice(sampleFacts(step, { items: step === "reminder" ? [sampleItem(1, { due: "2026-11-30" })] : [sampleItem(1), sampleItem(2)] }));
    if ("missing" in made) throw new Error(made.missing[0]!.message);
    const english = readLanguage("en");
    const letter = compose(made.notice, english);
    const mail = await renderEmail(letter, made.notice, { pdf: null, messageId: "a@b.example", from: null, to: null, language: english });
    const texts = [
      await readLetterText(mail, "mail"),
      await readLetterText(new TextEncoder().encode(renderEmailHtml(letter)), "html"),
      await readLetterText(new TextEncoder().encode(letter.html), "html"),
    ];
    for (const text of texts) expect(lintText(text, step, english.lexicon).findings).toEqual([]);
  });
});

describe("the mail", () => {
  test("carries the letter twice, the page, and the headers of a mail by a program", async () => {
    const bytes = await mailOf();
    const mail = await PostalMime.parse(bytes);
    const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]));
    expect(headers).toMatchObject({ "auto-submitted": "auto-generated", "message-id": "<L1-email@northgate.example>", "content-language": "en-GB" });
    expect(mail.to?.[0]).toMatchObject({ name: "Brightwater Stationers Ltd", address: "ap@brightwater.example" });
    expect(mail.subject).toBe("Payment reminder: invoice INV-4701, £1,240.50 overdue (A17-2)");
    expect(mail.text).toContain("Thursday 3 December 2026");
    expect(mail.html).toContain("Thursday 3 December 2026");
    expect(mail.attachments[0]).toMatchObject({ filename: "Letter A17-2.pdf", mimeType: "application/pdf" });
    for (const line of new TextDecoder().decode(bytes).split("\r\n")) expect(line.length).toBeLessThanOrEqual(998);
  });

  test("says its day and reference in the plain text too", async () => {
    expect((await PostalMime.parse(await mailOf())).text).toMatch(/^Date: 23 November 2026\nOur reference: A17-2\n\nDear /);
  });

  test("keeps numbers, days and amounts of its table in one line, and hides a column on a telephone without moving the others", async () => {
    const { html = "" } = await PostalMime.parse(await mailOf({ items: [sampleItem(1), sampleItem(2)] }));
    for (const text of ["INV-4701", "14 Oct 2026", "13 Nov 2026", "1,240.50"]) {
      const cell = new RegExp(`<t[dh][^>]*style="([^"]*)"[^>]*>(?:<span [^>]*>)?${text}<`).exec(html);
      expect(cell?.[1], text).toContain("white-space:nowrap");
    }
    expect(html.match(/<span class="spare">/g)).toHaveLength(3);
    expect(html).toMatch(/max-width: 480px[^@]*\.spare \{ display:none/);
    const long = "N".repeat(60);
    const broken = (await PostalMime.parse(await mailOf({ items: [sampleItem(1, { document: long })] }))).html ?? "";
    expect(new RegExp(`<th[^>]*style="([^"]*)"[^>]*>${long}<`).exec(broken)?.[1]).toContain("word-break:break-word");
  });

  test("is the same, byte for byte, when it is made again", async () => {
    expect(Buffer.from(await mailOf()).equals(Buffer.from(await mailOf()))).toBe(true);
  });

  test("has no To where the debtor has no address", async () => {
    expect((await PostalMime.parse(await mailOf({}, { to: null }))).to).toBeUndefined();
  });

  test("follows the mails of its case", async () => {
    const mail = await PostalMime.parse(await mailOf({}, { references: ["<a@x.example>", "<b@x.example>"] }));
    expect(mail.inReplyTo).toBe("<b@x.example>");
    expect(mail.references).toBe("<a@x.example> <b@x.example>");
  });

  test("a name can neither add a header nor break out of the HTML", async () => {
    const name = 'Evil\r\nBcc: victim@x.example <script>alert(1)</script> "& Co" <other@x.example>';
    const mail = await PostalMime.parse(await mailOf({ debtor: { ...SAMPLE_DEBTOR, name } }));
    expect(mail.bcc).toBeUndefined();
    expect(mail.to).toHaveLength(1);
    expect(mail.to?.[0]?.address).toBe("ap@brightwater.example");
    expect(mail.html).not.toContain("<script>");
    expect(mail.text?.replace(/\s+/g, " ")).toContain("<script>alert(1)</script>");
  });
});
