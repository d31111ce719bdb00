import type { EmailColours } from "./email-colours.ts";
import type { HtmlStyle } from "./html.ts";

export const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/**
 * Mail programs drop style sheets in part, so what matters stands on the elements, and colours of grounds as `bgcolor` too, which
 * Word's engine (Outlook on Windows) understands; classes are for dark mode and telephones only.
 */
export function emailStyle({ ink, soft, accent, tint, rule }: EmailColours): HtmlStyle {
  const text = `font-size:15px;line-height:23px;color:${ink}`;
  const line = `border-bottom:1px solid ${rule}`;
  return {
    p: `class="ink" style="margin:0 0 16px;${text}"`,
    h2: `class="ink" style="margin:24px 0 8px;font-size:16px;line-height:22px;color:${ink}"`,
    ul: `class="ink" style="margin:0 0 16px;padding:0 0 0 20px;${text}"`,
    li: `style="margin:0 0 2px"`,
    a: `class="link" style="color:${accent};text-decoration:underline"`,
    "a-whole": `class="link" style="color:${accent};text-decoration:underline;white-space:nowrap"`,
    table: `class="ink" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;margin:0 0 20px;font-size:13px;line-height:19px;color:${ink};font-variant-numeric:tabular-nums"`,
    caption: `class="accent" align="left" style="text-align:left;font-weight:600;font-size:13px;padding:0 0 8px;color:${accent}"`,
    th: `class="soft head cell" style="padding:6px 6px;font-size:11px;line-height:14px;font-weight:600;color:${soft};border-bottom:2px solid ${accent};vertical-align:bottom"`,
    td: `class="rule cell" style="padding:6px 6px;${line};vertical-align:top;word-break:break-word"`,
    "td-whole": `class="rule cell" style="padding:6px 6px;${line};vertical-align:top;white-space:nowrap"`,
    "row-head": `class="rule cell" style="padding:6px 6px;font-weight:400;${line};vertical-align:top;word-break:break-word"`,
    "row-head-whole": `class="rule cell" style="padding:6px 6px;font-weight:400;${line};vertical-align:top;white-space:nowrap"`,
    spare: `class="spare"`,
    whole: `style="white-space:nowrap"`,
    group: `class="tint rule cell" bgcolor="${tint}" style="padding:6px 6px;font-weight:600;font-size:12px;background:${tint};${line}"`,
    "total-label": `class="head cell" style="padding:8px 6px;font-weight:600;border-top:2px solid ${accent}"`,
    total: `class="head cell" style="padding:8px 6px;white-space:nowrap;font-weight:600;border-top:2px solid ${accent}"`,
    payment: `class="tint ink" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${tint}" style="border-collapse:separate;margin:4px 0 24px;background:${tint};border-radius:6px;font-size:14px;line-height:20px;color:${ink}"`,
    "payment-title": `class="accent" align="left" style="padding:14px 16px 6px;font-size:14px;color:${accent}"`,
    "payment-label": `class="soft label" align="left" width="130" style="padding:3px 4px 3px 16px;font-weight:400;font-size:13px;color:${soft};vertical-align:top"`,
    "payment-value": `style="padding:3px 16px 3px 4px;font-variant-numeric:tabular-nums;word-break:break-word;vertical-align:top"`,
    "payment-end": `height="11" style="font-size:1px;line-height:11px"`,
    closing: `class="ink" style="margin:24px 0 0;${text}"`,
  };
}

/** What a style sheet can: the dark, also as Outlook.com marks it (`data-ogsc` for text, `data-ogsb` for grounds), and telephones. */
export function emailSheet(dark: EmailColours): string {
  const grounds: [string, string][] = [
    [".page", `background:${dark.page} !important`],
    [".card", `background:${dark.card} !important`],
    [".tint", `background:${dark.tint} !important`],
    [".button", `background:${dark.accent} !important`],
    // A logo is drawn for white paper.
    [".logo", "background:#ffffff !important; padding:8px 12px !important; border-radius:4px !important"],
  ];
  const inks: [string, string][] = [
    [".ink", `color:${dark.ink} !important`],
    [".soft", `color:${dark.soft} !important`],
    [".accent", `color:${dark.accent} !important`],
    [".link", `color:${dark.accent} !important`],
    [".press", `color:${dark.onAccent} !important`],
    [".rule", `border-color:${dark.rule} !important`],
    [".head", `border-color:${dark.accent} !important`],
  ];
  const rules = (prefix: string, all: readonly [string, string][]): string => all.map(([name, rule]) => `${prefix}${name} { ${rule} }`).join("\n      ");
  return `
    :root { color-scheme: light dark; supported-color-schemes: light dark; }
    @media (prefers-color-scheme: dark) {
      ${rules("", [...grounds, ...inks])}
    }
      ${rules("[data-ogsb] ", grounds)}
      ${rules("[data-ogsc] ", inks)}
    @media (max-width: 620px) { .card { padding:24px 16px !important } .outer { padding:0 !important } .foot { padding:16px !important } }
    @media (max-width: 480px) { .cell { font-size:11px !important; line-height:15px !important; padding:5px 2px !important } .card, .foot { padding:20px 12px !important }
      .spare { display:none !important } .label { width:96px !important } }`;
}
