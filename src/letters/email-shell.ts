import type { Block, Letter } from "../core/letter/letter.ts";
import { pictureSize } from "../core/letter/picture.ts";
import { darkColours, type EmailColours, lightColours } from "./email-colours.ts";
import { gistOf } from "./email-gist.ts";
import { firstRows, MOST_ROWS } from "./email-rows.ts";
import { emailSheet, emailStyle, FONT } from "./email-style.ts";
import type { EmailWords } from "./email-words.ts";
import { escapeHtml, type HtmlStyle, renderBlock } from "./html.ts";
import { textOf } from "./markdown.ts";

/** Gmail cuts a message at 102 kB (of 1,024 bytes), and hides the rest behind a link. */
const MOST_BYTES = 100_000;
const LOGO = { width: 220, height: 64 };
/** Keeps the mail's first lines out of the inbox's row, where the gist is shorter than the room for it. */
const FILLER = "&#847;&zwnj;&nbsp;".repeat(60);
/** Word's engine knows no margin of a table. */
const WORD_GAP = '<!--[if mso]><p style="margin:0;font-size:1px;line-height:20px">&nbsp;</p><![endif]-->';

/**
 * The whole HTML mail: one 600 px column on tables, so that every mail program lays it out alike. `words`: what only a mail
 * says; null leaves it out. `logo`: the address of the letterhead's logo; where none is given the picture stands in the page itself, which browsers show
 * and mail programs do not.
 */
export function renderEmailHtml(letter: Letter, words: EmailWords | null = null, logo: string | null = null): string {
  const { moreRows } = words ?? { moreRows: null };
  if (!moreRows) return page(letter, letter.blocks, words, logo);
  let html = "";
  for (let most = MOST_ROWS; most >= 5; most = Math.floor(most / 2)) {
    html = page(letter, firstRows(letter.blocks, most, moreRows), words, logo);
    if (Buffer.byteLength(html) <= MOST_BYTES) break;
  }
  return html;
}

/** Whether the letterhead's logo can stand in a mail: drawings cannot, as most mail programs show none. */
export function hasMailLogo({ letterhead }: Letter): boolean {
  return letterhead.logo !== null && pictureSize(letterhead.logo) !== null;
}

function page(letter: Letter, blocks: readonly Block[], words: EmailWords | null, logo: string | null): string {
  const { accent } = letter.letterhead.colours;
  const light = lightColours(accent);
  const style = emailStyle(light);
  const body = blocks.flatMap((block) => {
    const isTable = block.kind === "table" || block.kind === "payment";
    const html = `${renderBlock(block, style)}${isTable ? WORD_GAP : ""}`;
    return words?.button && block === buttonPlace(blocks)
      ? block.kind === "closing"
        ? [button(words.button, light), html]
        : [html, button(words.button, light)]
      : [html];
  });
  const card = `${head(letter, light, logo)}
${body.join("\n")}
${words ? notes(words, style, light) : ""}`;
  return document(letter, card, light, emailSheet(darkColours(accent)));
}

/** The language stands on what is shown, too: Gmail takes the outermost element away. */
function document(letter: Letter, card: string, colours: EmailColours, sheet: string): string {
  const { page: ground, card: paper, soft, ink } = colours;
  return `<!doctype html>
<html lang="${escapeHtml(letter.locale)}" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(letter.subject)}</title>
<!--[if mso]><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml>
<style>body, table, td, th, p, h1, h2, li, a, caption { font-family: Arial, sans-serif !important; }</style><![endif]-->
<style>${sheet}
</style>
</head>
<body class="page ink" bgcolor="${ground}" style="margin:0;padding:0;background:${ground};color:${ink};${FONT}">
<div lang="${escapeHtml(letter.locale)}" dir="ltr" style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(gistOf(letter))}${FILLER}</div>
<table class="page" lang="${escapeHtml(letter.locale)}" dir="ltr" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${ground}" style="background:${ground}">
<tr><td class="outer" align="center" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px">
<tr><td class="card" bgcolor="${paper}" align="left" style="background:${paper};border-radius:8px;padding:32px 36px;${FONT}">
${card}
</td></tr>
<tr><td class="soft foot" align="left" style="padding:16px 36px;font-size:11px;line-height:16px;color:${soft};${FONT}">${footLines(letter).map(escapeHtml).join("<br>")}</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`;
}

/** Logo or name, and below it day and reference. */
function head(letter: Letter, { accent, soft }: EmailColours, logo: string | null): string {
  const { frame } = letter;
  const references = frame.reference.slice(0, 2).map((row) => `${escapeHtml(row.label)} ${escapeHtml(row.value)}`);
  const name = `<h1 class="accent" style="margin:0 0 4px;font-size:18px;line-height:24px;font-weight:600;color:${accent}">${escapeHtml(frame.sender)}</h1>`;
  return `${picture(letter, logo) ?? name}
<p class="soft" style="margin:0 0 24px;font-size:12px;line-height:18px;color:${soft}">${references.join("<br>")}</p>`;
}

function picture({ letterhead, frame }: Letter, address: string | null): string | null {
  const { logo } = letterhead;
  const size = logo && pictureSize(logo);
  if (!size || size.width * size.height === 0) return null;
  const scale = Math.min(1, LOGO.width / size.width, LOGO.height / size.height);
  const [width, height] = [size.width, size.height].map((side) => Math.max(1, Math.round(side * scale)));
  const source = address ?? `data:${logo.mediaType};base64,${Buffer.from(logo.bytes).toString("base64")}`;
  return `<h1 style="margin:0 0 12px;font-size:18px;line-height:24px"><img class="logo" src="${escapeHtml(source)}" width="${width}" height="${height}" alt="${escapeHtml(logo.alt || frame.sender)}" style="border:0;width:${width}px;height:${height}px;box-sizing:content-box"></h1>`;
}

/** Below the payment details; where there are none, above the closing line. */
function buttonPlace(blocks: readonly Block[]): Block | undefined {
  return blocks.find(({ kind }) => kind === "payment") ?? blocks.find(({ kind }) => kind === "closing");
}

function button({ label, url }: NonNullable<EmailWords["button"]>, { accent, onAccent }: EmailColours): string {
  // Word's engine gives no room to a link: the cell has it there.
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 24px"><tr><td class="button" align="center" bgcolor="${accent}" style="background:${accent};border-radius:6px;mso-padding-alt:12px 28px"><a class="press" href="${escapeHtml(url)}" style="display:inline-block;padding:12px 28px;font-size:15px;line-height:20px;font-weight:600;color:${onAccent};text-decoration:none">${escapeHtml(label)}</a></td></tr></table>${WORD_GAP}`;
}

function notes({ attached, link, reply }: EmailWords, style: HtmlStyle, { soft, rule }: EmailColours): string {
  const lines = [
    ...(attached ? [escapeHtml(textOf(attached))] : []),
    ...(link ? [`<a href="${escapeHtml(link.url)}" ${style.a}>${escapeHtml(link.label)}</a>`] : []),
    ...(reply ? [escapeHtml(textOf(reply))] : []),
  ];
  if (lines.length === 0) return "";
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:28px 0 0"><tr><td class="soft rule" style="padding:14px 0 0;border-top:1px solid ${rule};font-size:13px;line-height:20px;color:${soft}">${lines.join("<br>")}</td></tr></table>`;
}

/** The company's details; where there are none, who has sent it from where. */
export function footLines({ frame }: Letter): readonly string[] {
  return frame.footer.length > 0 ? frame.footer : [frame.sender, ...frame.senderLines];
}
