import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import type { AnyNotice } from "../core/letter/answer.ts";
import type { Language } from "../core/letter/language.ts";
import type { Letter } from "../core/letter/letter.ts";
import { attachmentName, toldApart } from "./email-file-name.ts";
import { footLines, hasMailLogo, renderEmailHtml } from "./email-shell.ts";
import { type EmailWords, emailWords } from "./email-words.ts";
import { colonOf, renderText } from "./text.ts";
import { type Wording, wordingOf } from "./wording.ts";

export interface InvoiceFile {
  readonly documents: readonly string[];
  readonly bytes: Uint8Array;
}

export interface EmailOptions {
  /** The letter as a PDF, attached; null: none. */
  readonly pdf: Uint8Array | null;
  /** Where the PDF can be fetched instead, an https address; absent or null: nowhere. */
  readonly link?: string | null;
  /** A statement of account as a PDF, attached; absent or null: none. */
  readonly statement?: Uint8Array | null;
  /** Copies of invoices as PDF, attached, each with the numbers that it shows; absent: none. */
  readonly copies?: readonly InvoiceFile[];
  /** The language that the letter was composed in. */
  readonly language: Language;
  /** Without angle brackets: "letter.token@domain". */
  readonly messageId: string;
  /** `"Name" <address>` or an address; null: no From, for a file that nobody sends as it is. */
  readonly from: string | null;
  readonly replyTo?: string | null;
  /** The address alone. Empty or null: the debtor cannot be written to by mail, and there is no To. */
  readonly to: string | null;
  /** Message-IDs of earlier mails of the case, oldest first. */
  readonly references?: readonly string[];
  /** RFC 3339; without it, the sending day at nine in the morning, UTC. */
  readonly date?: string;
}

/**
 * The finished mail (RFC 5322 bytes): HTML with a plain-text twin, the PDF attached, marked as sent by a program (RFC
 * 3834). The same arguments give the same bytes, so that a mail handed over again after a crash is the same mail.
 */
export async function renderEmail(letter: Letter, notice: AnyNotice, options: EmailOptions): Promise<Uint8Array> {
  const wording = wordingOf(options.language, notice.debtor.country);
  const page = options.pdf ? "attached" : options.link ? { link: options.link } : null;
  const words = emailWords(letter, notice, wording, {
    page,
    statement: Boolean(options.statement),
    copies: (options.copies ?? []).map(({ documents }) => documents),
    canReply: Boolean(options.from ?? options.replyTo),
  });
  const logo = hasMailLogo(letter) ? `logo.${options.messageId}` : null;
  const html = renderEmailHtml(letter, words, logo && `cid:${logo}`);
  const mail = new MailComposer({
    from: options.from ?? undefined,
    replyTo: options.replyTo ?? undefined,
    to: options.to ? { name: notice.debtor.contactName ?? notice.debtor.name, address: options.to } : undefined,
    subject: subjectOf(letter, notice),
    messageId: `<${options.messageId}>`,
    inReplyTo: options.references?.at(-1),
    references: options.references ? [...options.references] : undefined,
    date: new Date(options.date ?? `${notice.sentOn}T09:00:00Z`),
    // No X-Auto-Response-Suppress: that an address is gone, or somebody away until a day, is worth knowing.
    headers: { "Auto-Submitted": "auto-generated", "Content-Language": letter.locale },
    text: `${headText(letter)}${letter.text}${notesText(words)}${footerText(letter)}`,
    html,
    attachments: attachmentsOf(letter, notice, wording, options, logo),
    // The parts are set apart by a line that must not change from one rendering to the next.
    baseBoundary: createHash("sha256").update(options.messageId).digest("hex").slice(0, 24),
    // Values from outside must never make the mail read a file or a page.
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: "\r\n",
  });
  return new Uint8Array(await mail.compile().build());
}

/** Day and reference, as the HTML shows them above the letter. */
function headText({ frame, locale }: Letter): string {
  const colon = colonOf(locale);
  return `${frame.reference
    .slice(0, 2)
    .map((row) => `${row.label}${colon} ${row.value}`)
    .join("\n")}\n\n`;
}

function notesText({ attached, link, reply }: EmailWords): string {
  const notes = [attached, reply].flatMap((runs) => (runs ? [renderText([{ kind: "paragraph", runs }])] : []));
  return [...(link ? [`${link.label}:\n${link.url}\n`] : []), ...notes].map((note) => `\n${note}`).join("");
}

function footerText(letter: Letter): string {
  return `\n-- \n${footLines(letter).join("\n")}\n`;
}

/** With the reference, by which an answer finds its account. Its no-break spaces would show as signs in old programs. */
function subjectOf({ subject }: Letter, notice: AnyNotice): string {
  return `${subject} (${notice.letter.reference})`.replace(/[\u00A0\u202F]/g, " ");
}

function attachmentsOf(letter: Letter, notice: AnyNotice, wording: Wording, { pdf, statement, copies = [] }: EmailOptions, logo: string | null) {
  const { reference } = notice.letter;
  const picture = letter.letterhead.logo;
  const papers = [
    ...(pdf ? [{ name: wording.label("email.letter-file", { reference }), bytes: pdf }] : []),
    ...(statement ? [{ name: wording.label("email.statement-file", { reference }), bytes: statement }] : []),
    ...copies.map(({ documents, bytes }) => ({ name: wording.label("email.invoice-file", { document: documents[0] }), bytes })),
  ];
  const names = toldApart(papers.map(({ name }) => attachmentName(name, ".pdf")));
  return [
    ...papers.map(({ bytes }, index) => ({ filename: names[index], content: Buffer.from(bytes), contentType: "application/pdf" })),
    ...(logo && picture
      ? [
          {
            filename: picture.mediaType === "image/png" ? "logo.png" : "logo.jpg",
            content: Buffer.from(picture.bytes),
            contentType: picture.mediaType,
            cid: logo,
            contentDisposition: "inline" as const,
          },
        ]
      : []),
  ];
}
