import type { ElementId } from "../core/letter/elements.ts";
import type { FactKind, Run } from "../core/letter/letter.ts";
import { cleanText } from "../core/letter/notice.ts";

/**
 * Values travel through Liquid and Markdown between private-use characters, so that afterwards every piece of text is
 * known by what it is: our words, a name from outside, an amount. `cleanText` keeps these characters out of values.
 */
const OPEN = "\uE000";
const MIDDLE = "\uE001";
const CLOSE = "\uE002";

/** A value or passage with what it says. `markdown` is trusted: it comes from our own templates. */
export class Bound {
  readonly markdown: string;
  constructor(markdown: string) {
    this.markdown = markdown;
  }
}

interface Binding {
  readonly says: readonly ElementId[];
  readonly fact?: FactKind;
  readonly href?: string;
}

/** A value from outside, or one that Firmly worked out, as Markdown that reads as exactly this text. */
export function bind(text: string, binding: Binding): Bound {
  const code = JSON.stringify([binding.says, binding.fact ?? "", binding.href ?? ""]);
  return new Bound(`${OPEN}${hide(code)}${MIDDLE}${binding.fact === "amount" ? escapeAmount(text) : escapeMarkdown(text)}${CLOSE}`);
}

/** Marks a passage of a template as saying an element. */
export function say(element: ElementId, markdown: string): Bound {
  return new Bound(`${OPEN}${hide(JSON.stringify([[element], "", ""]))}${MIDDLE}${markdown}${CLOSE}`);
}

/** What Liquid does with every value that a template prints. */
export function escapeOutput(value: unknown): string {
  if (value instanceof Bound) return value.markdown;
  return typeof value === "string" || typeof value === "number" ? escapeMarkdown(String(value)) : "";
}

/** What a reader will see of a value or passage, for whoever has to know how it begins. */
export function plainOf({ markdown }: Bound): string {
  return markdown.replace(/\uE000[^\uE001]*\uE001|\uE002|\\(?=[!-/:-@[-`{-~])/g, "");
}

function escapeMarkdown(text: string): string {
  return cleanText(text).replace(/[!-/:-@[-`{-~]/g, "\\$&");
}

/** The no-break spaces of an amount stay: it must not be torn apart at the end of a line. */
function escapeAmount(text: string): string {
  return text
    .split(/([\u00A0\u202F])/)
    .map((part, index) => (index % 2 === 1 ? part : escapeMarkdown(part)))
    .join("");
}

// The code of a binding must not be read as Markdown: its bytes are moved to private-use characters of their own.
function hide(code: string): string {
  let hidden = "";
  for (const byte of new TextEncoder().encode(code)) hidden += String.fromCharCode(0xe100 + byte);
  return hidden;
}

function reveal(hidden: string): [ElementId[], FactKind | "", string] {
  const bytes = Uint8Array.from(hidden, (character) => character.charCodeAt(0) - 0xe100);
  return JSON.parse(new TextDecoder().decode(bytes));
}

export interface Piece {
  readonly text: string;
  readonly strong: boolean;
}

/** Pieces of one paragraph, in order, as runs: the private-use marks are taken out and become `says`, `fact`, `href`. */
export function readRuns(pieces: readonly Piece[]): Run[] {
  const open: Binding[] = [];
  const runs: Run[] = [];
  let code: string | null = null;
  for (const { text, strong } of pieces) {
    for (const part of text.split(/([\uE000\uE001\uE002])/)) {
      if (part === OPEN) code = "";
      else if (part === MIDDLE && code !== null) {
        const [says, fact, href] = reveal(code);
        open.push({ says, ...(fact && { fact }), ...(href && { href }) });
        code = null;
      } else if (part === CLOSE) open.pop();
      else if (code !== null) code += part;
      else if (part) addRun(runs, part, strong, open);
    }
  }
  return runs;
}

function addRun(runs: Run[], text: string, strong: boolean, open: readonly Binding[]): void {
  const says = [...new Set(open.flatMap((binding) => binding.says))];
  const fact = open.findLast((binding) => binding.fact)?.fact;
  const href = open.findLast((binding) => binding.href)?.href;
  const run: Run = { text, ...(strong && { strong }), ...(says.length > 0 && { says }), ...(fact && { fact }), ...(href && { href }) };
  const before = runs.at(-1);
  const same =
    before && before.strong === run.strong && before.fact === run.fact && before.href === run.href && String(before.says) === String(run.says) && !run.fact;
  if (same) runs[runs.length - 1] = { ...before, text: before.text + text };
  else runs.push(run);
}
