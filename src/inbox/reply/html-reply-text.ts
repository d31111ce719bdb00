import { convert, type FormatCallback } from "html-to-text";
import { replyText } from "./reply-text.ts";

/** Longer mails are read up to here: what a person wrote stands at the top of what is quoted. */
const MOST_CHARACTERS = 1_000_000;
const MOST_DEPTH = 150;
const MOST_CHILDREN = 20_000;

/** Mail programs put the old mail into these, whatever the language. */
const QUOTES = [".yahoo_quoted", ".protonmail_quote", ".zmail_extra", 'div[name="quote"]', ".tutanota_quote", ".reply-quote"];
/** From here on all is the old mail. */
const OLD_MAIL = ["#divRplyFwdMsg", "#x_divRplyFwdMsg", "#OLK_SRC_BODY_SECTION", "#mail-editor-reference-message-container", ".OutlookMessageHeader"];
const LEFT_OUT = [
  "img",
  "style",
  "script",
  ".gmail_attr",
  ".moz-cite-prefix",
  ".gmail_signature",
  ".gmail_signature_prefix",
  ".moz-signature",
  "#Signature",
  "#ms-outlook-mobile-signature",
  "#AppleMailSignature",
  "#ymail_android_signature",
  '[style*="display:none"]',
  '[style*="display: none"]',
];

/** Puts the line above it that `replyText` knows. */
const oldMail: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 2 });
  builder.addInline("-----Original Message-----");
  builder.closeBlock({ trailingLineBreaks: 1 });
  builder.openBlock({ leadingLineBreaks: 1 });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1 });
};

/** As `replyText`, of a mail in HTML: quotations are known by their markup, and what remains by its words. */
export function htmlReplyText(html: string): string {
  const text = convert(html.slice(0, MOST_CHARACTERS), {
    wordwrap: false,
    limits: { maxDepth: MOST_DEPTH, maxChildNodes: MOST_CHILDREN, maxInputLength: MOST_CHARACTERS, ellipsis: "" },
    formatters: { oldMail },
    selectors: [
      { selector: "a", options: { ignoreHref: true } },
      ...LEFT_OUT.map((selector) => ({ selector, format: "skip" })),
      ...QUOTES.map((selector) => ({ selector, format: "blockquote" })),
      ...OLD_MAIL.map((selector) => ({ selector, format: "oldMail" })),
      ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  });
  return replyText(text);
}
