import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import type { Letter } from "../core/letter/letter.ts";
import type { AnyNotice } from "../core/letter/answer.ts";
import { cleanText } from "../core/letter/notice.ts";
import { renderEmailHtml } from "./email-shell.ts";

export interface EmailOptions {
  /** The letter as a PDF, attached; null: none. */
  readonly pdf: Uint8Array | null;
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
  const html = renderEmailHtml(letter);
  const text = `${headText(letter)}${letter.text}${footerText(letter)}`;
  const mail = new MailComposer({
    from: options.from ?? undefined,
    replyTo: options.replyTo ?? undefined,
    to: options.to ? { name: notice.debtor.contactName ?? notice.debtor.name, address: options.to } : undefined,
    subject: letter.subject,
    messageId: `<${options.messageId}>`,
    inReplyTo: options.references?.at(-1),
    references: options.references ? [...options.references] : undefined,
    date: new Date(options.date ?? `${notice.sentOn}T09:00:00Z`),
    headers: { "Auto-Submitted": "auto-generated", "Content-Language": letter.locale },
    text,
    html,
    attachments: options.pdf ? [{ filename: attachmentName(notice), content: Buffer.from(options.pdf), contentType: "application/pdf" }] : [],
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
function headText({ frame }: Letter): string {
  return `${frame.reference
    .slice(0, 2)
    .map((row) => `${row.label}: ${row.value}`)
    .join("\n")}\n\n`;
}

function footerText({ frame }: Letter): string {
  const lines = frame.footer.length > 0 ? frame.footer : [];
  return lines.length > 0 ? `\n-- \n${lines.join("\n")}\n` : "";
}

/** "Payment-A17-2.pdf": safe on every file system. */
function attachmentName(notice: AnyNotice): string {
  const reference = cleanText(notice.letter.reference)
    .replace(/[^A-Za-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `${notice.step}-${reference || "letter"}.pdf`;
}
