import type { Letter } from "../core/letter/letter.ts";
import { escapeHtml, type HtmlStyle, renderHtml } from "./html.ts";

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

// Mail programs drop style sheets in part, so what matters stands on the elements; classes are for dark mode and telephones only.
const STYLE: HtmlStyle = {
  p: `class="ink" style="margin:0 0 16px;font-size:15px;line-height:23px;color:#1b1f24"`,
  h2: `class="ink" style="margin:24px 0 8px;font-size:16px;line-height:22px;color:#1b1f24"`,
  ul: `class="ink" style="margin:0 0 16px;padding:0 0 0 20px;font-size:15px;line-height:23px;color:#1b1f24"`,
  li: `style="margin:0 0 2px"`,
  a: `class="link" style="color:#17507f;text-decoration:underline"`,
  table: `class="ink" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;margin:0 0 20px;font-size:13px;line-height:19px;color:#1b1f24;font-variant-numeric:tabular-nums"`,
  caption: `class="accent" style="text-align:left;font-weight:600;font-size:13px;padding:0 0 8px;color:#17405f"`,
  th: `class="soft rule cell" style="padding:6px 6px;font-size:11px;line-height:14px;font-weight:600;color:#5b6470;border-bottom:2px solid #17405f;vertical-align:bottom"`,
  td: `class="rule cell" style="padding:6px 6px;border-bottom:1px solid #dfe4e9;vertical-align:top;word-break:break-word"`,
  "td-whole": `class="rule cell" style="padding:6px 6px;border-bottom:1px solid #dfe4e9;vertical-align:top;white-space:nowrap"`,
  spare: `class="spare"`,
  whole: `style="white-space:nowrap"`,
  group: `class="tint rule cell" style="padding:6px 6px;font-weight:600;font-size:12px;background:#f3f6f9;border-bottom:1px solid #dfe4e9"`,
  total: `class="rule cell" style="padding:8px 6px;white-space:nowrap;font-weight:600;border-top:2px solid #17405f"`,
  payment: `class="tint ink" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:separate;margin:4px 0 24px;background:#f3f6f9;border-radius:6px;font-size:14px;line-height:20px;color:#1b1f24;padding:10px 12px"`,
  "payment-title": `class="accent" align="left" style="padding:4px 4px 6px;font-size:14px;color:#17405f"`,
  "payment-label": `class="soft" align="left" width="120" style="padding:3px 4px;font-weight:400;font-size:13px;color:#5b6470;vertical-align:top;white-space:nowrap"`,
  "payment-value": `style="padding:3px 4px;font-variant-numeric:tabular-nums;word-break:break-word"`,
  closing: `class="ink" style="margin:24px 0 0;font-size:15px;line-height:23px;color:#1b1f24"`,
};

const DARK = `
    @media (prefers-color-scheme: dark) {
      .page { background:#12161a !important } .card { background:#1b2127 !important }
      .ink, .ink td { color:#e7ebef !important } .soft { color:#a4adb7 !important } .accent, .link { color:#8fc1e8 !important }
      .tint { background:#232b33 !important } .rule { border-color:#3a444e !important }
    }
    @media (max-width: 620px) { .card { padding:24px 16px !important } .outer { padding:0 !important } }
    @media (max-width: 480px) { .cell { font-size:11px !important; line-height:15px !important; padding:5px 2px !important } .card { padding:20px 10px !important }
      .spare { display:none !important } }`;

/** The whole HTML mail: one 600 px column on tables, so that every mail program lays it out alike. */
export function renderEmailHtml(letter: Letter): string {
  const { frame } = letter;
  const footer = [...(frame.footer.length > 0 ? frame.footer : [frame.sender, ...frame.senderLines])].map(escapeHtml).join("<br>");
  const preheader = escapeHtml(
    letter.blocks.flatMap((block) => (block.kind === "paragraph" ? [block.runs.map((run) => run.text).join("")] : []))[1] ?? letter.subject,
  );
  return `<!doctype html>
<html lang="${escapeHtml(letter.locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(letter.subject)}</title>
<style>:root { color-scheme: light dark; supported-color-schemes: light dark; }${DARK}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#eef1f4;${FONT}">
<div style="display:none;max-height:0;overflow:hidden">${preheader}</div>
<table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#eef1f4">
<tr><td class="outer" align="center" style="padding:24px 12px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px">
<tr><td class="card" style="background:#ffffff;border-radius:8px;padding:32px 36px;${FONT}">
<p class="accent" style="margin:0 0 4px;font-size:18px;line-height:24px;font-weight:600;color:#17405f">${escapeHtml(frame.sender)}</p>
<p class="soft" style="margin:0 0 24px;font-size:12px;line-height:18px;color:#5b6470">${escapeHtml(
    frame.reference
      .slice(0, 2)
      .map((row) => `${row.label} ${row.value}`)
      .join("  ·  "),
  )}</p>
${renderHtml(letter.blocks, STYLE)}
</td></tr>
<tr><td class="soft" align="left" style="padding:16px 36px;font-size:11px;line-height:16px;color:#5b6470;${FONT}">${footer}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}
