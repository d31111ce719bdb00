import type { Block, Run, TableRow } from "../core/letter/letter.ts";

/** Attributes by kind of element, e.g. inline styles for mail; the bare letter has none. */
export type HtmlStyle = Readonly<
  Partial<
    Record<
      | "p"
      | "h2"
      | "ul"
      | "li"
      | "table"
      | "caption"
      | "th"
      | "td"
      | "td-whole"
      | "row-head"
      | "row-head-whole"
      | "spare"
      | "whole"
      | "group"
      | "total"
      | "total-label"
      | "payment"
      | "payment-title"
      | "payment-label"
      | "payment-value"
      | "payment-end"
      | "closing"
      | "a"
      | "a-whole",
      string
    >
  >
>;

/** A number of more characters may break, so that the table fits a telephone. */
const LONGEST_WHOLE = 18;

/** Blocks as an HTML fragment. Everything that is not ours is escaped; links lead to https, mailto and tel only. */
export function renderHtml(blocks: readonly Block[], style: HtmlStyle = {}): string {
  return blocks.map((block) => renderBlock(block, style)).join("\n");
}

/** One block, in the same way. */
export function renderBlock(block: Block, style: HtmlStyle): string {
  const put = (key: keyof HtmlStyle): string => (style[key] ? ` ${style[key]}` : "");
  const runs = (list: readonly Run[]): string => renderRuns(list, style);
  switch (block.kind) {
    case "paragraph":
      return `<p${put("p")}>${runs(block.runs)}</p>`;
    case "heading":
      return `<h2${put("h2")}>${runs(block.runs)}</h2>`;
    case "list":
      return `<ul${put("ul")}>${block.items.map((item) => `<li${put("li")}>${runs(item)}</li>`).join("")}</ul>`;
    case "table":
      return renderTable(block, style);
    case "payment":
      return renderPayment(block, style);
    case "closing":
      return `<p${put("closing")}>${block.lines.map(runs).join("<br>")}</p>`;
  }
}

function renderPayment(payment: Extract<Block, { kind: "payment" }>, style: HtmlStyle): string {
  const put = (key: keyof HtmlStyle): string => (style[key] ? ` ${style[key]}` : "");
  const rows = payment.rows.map(
    ({ label, value }) =>
      `<tr><th scope="row"${put("payment-label")}>${escapeHtml(label)}</th><td${put("payment-value")}>${renderRuns(value, style)}</td></tr>`,
  );
  // Word's engine knows no padding of a table: its cells have it, and an empty row the last of it.
  const end = style["payment-end"] ? `<tr aria-hidden="true"><td colspan="2"${put("payment-end")}></td></tr>` : "";
  return `<table${put("payment")}><tr><th colspan="2" scope="colgroup"${put("payment-title")}>${escapeHtml(payment.title)}</th></tr>${rows.join("")}${end}</table>`;
}

function renderTable(table: Extract<Block, { kind: "table" }>, style: HtmlStyle): string {
  const put = (key: keyof HtmlStyle): string => (style[key] ? ` ${style[key]}` : "");
  const cell = (scope: "col" | "row" | "rowgroup" | null, content: string, index: number, key: keyof HtmlStyle, span = 1): string => {
    const column = table.columns[index];
    const align = column?.align === "right" ? "right" : "left";
    // What may be hidden lies in a box of its own: a cell that vanished would move those beside it under other headings.
    const shown = column?.spare && span === 1 && style.spare ? `<span ${style.spare}>${content}</span>` : content;
    const tag = scope ? "th" : "td";
    return `<${tag}${scope ? ` scope="${scope}"` : ""}${span > 1 ? ` colspan="${span}"` : ""} align="${align}"${put(key)}>${shown}</${tag}>`;
  };
  const last = table.columns.length - 1;
  const itemCell = (runs: readonly Run[], index: number): string => {
    const whole = isWhole(runs) ? "-whole" : "";
    return index === 0 ? cell("row", renderRuns(runs, style), index, `row-head${whole}`) : cell(null, renderRuns(runs, style), index, `td${whole}`);
  };
  const row = ({ kind, cells }: TableRow): string => {
    if (kind === "group") return `<tr>${cell("rowgroup", renderRuns(cells[0] ?? [], style), 0, "group", last + 1)}</tr>`;
    if (kind === "item") return `<tr>${cells.map(itemCell).join("")}</tr>`;
    const label = [cells[0] ?? [], cells[1] ?? []]
      .filter((runs) => runs.length > 0)
      .map((runs) => renderRuns(runs, style))
      .join(", ");
    const [head, value] = kind === "total" ? (["total-label", "total"] as const) : (["row-head", "td-whole"] as const);
    return `<tr>${cell("row", label, 0, head, last)}${cell(null, renderRuns(cells[last] ?? [], style), last, value)}</tr>`;
  };
  const head = table.columns.map((column, index) => cell("col", escapeHtml(column.label), index, "th")).join("");
  return `<table${put("table")}><caption${put("caption")}>${escapeHtml(table.caption)}</caption><thead><tr>${head}</tr></thead><tbody>${table.rows.map(row).join("")}</tbody></table>`;
}

/** Numbers, days and amounts never break over lines; only a document's number can be too long for that. */
function isWhole(runs: readonly Run[]): boolean {
  return runs.reduce((length, run) => length + run.text.length, 0) <= LONGEST_WHOLE;
}

function renderRuns(runs: readonly Run[], style: HtmlStyle): string {
  return runs
    .map((run) => {
      let html = escapeHtml(run.text);
      if (run.fact === "document" && style.whole && isWhole([run])) html = `<span ${style.whole}>${html}</span>`;
      if (run.strong) html = `<strong>${html}</strong>`;
      if (run.href && /^(https?:\/\/|mailto:|tel:)/i.test(run.href)) html = `<a href="${escapeHtml(run.href)}"${linkStyle(run.href, style)}>${html}</a>`;
      return html;
    })
    .join("");
}

/** A telephone number stands in one line. */
function linkStyle(href: string, style: HtmlStyle): string {
  const own = /^tel:/i.test(href) ? (style["a-whole"] ?? style.a) : style.a;
  return own ? ` ${own}` : "";
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
