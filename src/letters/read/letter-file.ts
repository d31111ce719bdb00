import { convert } from "html-to-text";
import PostalMime from "postal-mime";

export const LETTER_FORMATS = ["text", "markdown", "html", "mail", "pdf"] as const;
export type LetterFormat = (typeof LETTER_FORMATS)[number];

/** By the file's ending; anything else is read as plain text. */
export function formatOf(file: string): LetterFormat {
  if (/\.html?$/i.test(file)) return "html";
  if (/\.eml$/i.test(file)) return "mail";
  if (/\.pdf$/i.test(file)) return "pdf";
  return /\.(?:md|markdown)$/i.test(file) ? "markdown" : "text";
}

/** What a person would read, as lines of text: of a mail its subject and body. PDF files are read by `readPdf`. */
export async function readLetterText(bytes: Uint8Array, format: Exclude<LetterFormat, "pdf">): Promise<string> {
  if (format === "mail") return readMail(bytes);
  const source = new TextDecoder("utf-8")
    .decode(bytes)
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n");
  if (format === "html") return htmlText(source);
  // Emphasis is no text. Marks are replaced by nothing, which moves columns but never lines.
  return format === "markdown"
    ? source.replace(/\*\*|__(?=\S)|(?<=\S)__/g, "").replace(/\[([^\]\n]*)\]\((https?:[^)\s]*|mailto:[^)\s]*|tel:[^)\s]*)\)/g, "$1")
    : source;
}

async function readMail(bytes: Uint8Array): Promise<string> {
  const mail = await PostalMime.parse(bytes);
  const body = mail.text?.trim() ? mail.text.replace(/\r\n?/g, "\n") : htmlText(mail.html ?? "");
  return `Subject: ${mail.subject ?? ""}\n\n${body}`;
}

function htmlText(html: string): string {
  return convert(html, {
    wordwrap: false,
    selectors: [
      { selector: "a", options: { ignoreHref: true } },
      { selector: "img", format: "skip" },
      // What a mail program shows in its list of mails is hidden in the mail itself.
      { selector: '[style*="display:none"]', format: "skip" },
      // Headings in capitals would look like shouting to the linter.
      ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: "table", format: "dataTable", options: { uppercaseHeaderCells: false, colSpacing: 3, maxColumnWidth: 400 } },
      ...['[role="presentation"]'].map((role) => ({ selector: `table${role}`, format: "block" })),
    ],
  });
}
