const MOST_LETTERS_READ = 50_000;
const LEAST_DOCUMENT_LETTERS = 3;

/**
 * Which documents somebody speaks of: those in the sentence itself; where it names none, those in the whole text; where that names none either, those of
 * the subject, which is our own letter's and names them all.
 * @param places sentence, text, subject: the narrowest first
 * @param open numbers of the open documents, in the order of the ledger
 */
export function documentsNamed(places: readonly string[], open: readonly string[]): string[] {
  for (const place of places) {
    const read = place.slice(0, MOST_LETTERS_READ).toLowerCase();
    const named = open.filter((document) => document.length >= LEAST_DOCUMENT_LETTERS && standsIn(read, document.toLowerCase()));
    if (named.length > 0) return named;
  }
  return [];
}

/** By itself, and not as a part of another number. */
function standsIn(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(text.charAt(at - 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(at + word.length))) return true;
  }
  return false;
}
