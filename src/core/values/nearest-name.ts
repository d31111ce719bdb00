/** Number of single letters to insert, delete or replace between two words (Levenshtein 1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** The known name that somebody who wrote `name` most likely meant; null where none is near. */
export function nearestName(name: string, known: readonly string[]): string | null {
  // A long word is cut: it is nobody's misspelling, and the table grows with the square.
  const wanted = name.slice(0, 60).toLowerCase();
  let nearest: string | null = null;
  let least = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const away = distance(wanted, candidate.toLowerCase());
    if (away < least) {
      least = away;
      nearest = candidate;
    }
  }
  return nearest;
}

/** What to say of a name that is not among the known ones. */
export function unknownName(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return `"${name}" is not known here. ${nearest ? `Did you mean "${nearest}"?` : `Known: ${known.join(", ")}.`}`;
}
