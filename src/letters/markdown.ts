import MarkdownIt, { type Token } from "markdown-it";
import type { Block, Run } from "../core/letter/letter.ts";
import { type Piece, readRuns } from "./binding.ts";

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

/** Reads a rendered template. `places` are the blocks that stand where a paragraph is nothing but their name. */
export function readBlocks(source: string, places: ReadonlyMap<string, readonly Block[]>): Block[] {
  const blocks: Block[] = [];
  let list: (readonly Run[])[] | null = null;
  let heading = false;
  for (const token of markdown.parse(source, {})) {
    if (token.type === "bullet_list_open" || token.type === "ordered_list_open") list = [];
    else if (token.type === "bullet_list_close" || token.type === "ordered_list_close") {
      if (list) blocks.push({ kind: "list", items: list });
      list = null;
    } else if (token.type === "heading_open") heading = true;
    else if (token.type === "heading_close") heading = false;
    else if (token.type === "inline") {
      const place = places.get(token.content.trim());
      const runs = trim(readInline(token.children ?? []));
      if (place) blocks.push(...place);
      else if (runs.length === 0) continue;
      else if (list) list.push(runs);
      else blocks.push({ kind: heading ? "heading" : "paragraph", runs });
    } else if (!/^(paragraph|list_item)_(open|close)$/.test(token.type)) {
      throw new Error(`a letter's template uses ${token.type}; only paragraphs, lists, headings and bold are known`);
    }
  }
  return blocks;
}

/** One line without blocks: a subject, a table cell. */
export function readLine(source: string): Run[] {
  return trim(readInline(markdown.parseInline(source.trim(), {})[0]?.children ?? []));
}

function readInline(children: readonly Token[]): Run[] {
  const pieces: Piece[] = [];
  let strong = 0;
  for (const child of children) {
    if (child.type === "strong_open") strong++;
    else if (child.type === "strong_close") strong--;
    else if (child.type === "softbreak" || child.type === "hardbreak") pieces.push({ text: " ", strong: strong > 0 });
    else if (child.type === "text" || child.type === "code_inline") pieces.push({ text: child.content, strong: strong > 0 });
    else if (child.type !== "em_open" && child.type !== "em_close") throw new Error(`a letter's template uses ${child.type}; links are made from values only`);
  }
  return readRuns(pieces);
}

/** Sentences that were left out leave spaces behind: none at the ends, never two in a row. */
function trim(runs: readonly Run[]): Run[] {
  const kept: Run[] = [];
  let space = true;
  for (const run of runs) {
    let text = run.text.replace(/[ \t\n]+/g, " ");
    if (space) text = text.replace(/^ +/, "");
    if (text === "") continue;
    space = text.endsWith(" ");
    kept.push(text === run.text ? run : { ...run, text });
  }
  const last = kept.at(-1);
  if (last && last.text.endsWith(" ")) {
    const text = last.text.trimEnd();
    if (text === "") kept.pop();
    else kept[kept.length - 1] = { ...last, text };
  }
  return kept;
}

export function textOf(runs: readonly Run[]): string {
  return runs.map((run) => run.text).join("");
}
