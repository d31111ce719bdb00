import type { Letter, Run } from "../core/letter/letter.ts";
import { textOf } from "./markdown.ts";

const MOST_LETTERS = 140;

/**
 * What an inbox shows beside the subject: the sentence that says what is to be paid by when; in a letter that names no day,
 * the one that says how much; else how it begins behind the greeting.
 */
export function gistOf({ blocks, subject }: Pick<Letter, "blocks" | "subject">): string {
  const paragraphs = blocks.flatMap((block) => (block.kind === "paragraph" ? [block.runs] : []));
  const sentences = paragraphs.flatMap(sentencesOf);
  const dated = sentences.filter((runs) => runs.some(({ fact }) => fact === "pay-by"));
  const telling =
    dated.find((runs) => runs.some(({ fact }) => fact === "amount")) ??
    dated[0] ??
    sentences.find((runs) => runs.some(({ says }) => says?.includes("amount-due")));
  // Neither a greeting nor the name above it ends as a sentence does.
  const runs = telling ?? paragraphs.find((each) => /[.!?]$/.test(textOf(each))) ?? [{ text: subject }];
  const line = shortened(textOf(runs));
  // Behind a greeting some languages begin in lower case.
  return runs[0]?.fact ? line : `${line.slice(0, 1).toUpperCase()}${line.slice(1)}`;
}

/** A paragraph's sentences. Values never end one, so that "3. Dezember" and "Acme Ltd. Co" stay whole. */
function sentencesOf(runs: readonly Run[]): Run[][] {
  const text = textOf(runs);
  const starts = runs.map((_, index) => textOf(runs.slice(0, index)).length);
  const isInValue = (place: number): boolean => runs.some((run, index) => run.fact && starts[index]! <= place && place < starts[index]! + run.text.length);
  const ends = [...text.matchAll(/[.!?](\s+)(?=[\p{Lu}¿¡])/gu)].filter(({ index }) => !isInValue(index)).map(({ 0: end, index }) => index + end.length);
  return [0, ...ends].map((from, index) => cut(runs, starts, from, ends[index] ?? text.length));
}

function cut(runs: readonly Run[], starts: readonly number[], from: number, to: number): Run[] {
  return runs.flatMap((run, index) => {
    const text = run.text.slice(Math.max(0, from - starts[index]!), Math.max(0, to - starts[index]!));
    return text === "" ? [] : [{ ...run, text }];
  });
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= MOST_LETTERS ? line : `${line.slice(0, MOST_LETTERS).replace(/\s+\S*$/u, "")} …`;
}
