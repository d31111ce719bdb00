/** A stretch of a text; `names` where it names something. */
export interface Piece {
  readonly text: string;
  readonly names: string | null;
}

/**
 * Cuts a text at the pieces that name something, as they stand in it (upper and lower case are the same). Where two overlap
 * the earlier and longer one is shown.
 */
export function piecesOf(text: string, found: readonly { readonly text: string; readonly names: string }[]): Piece[] {
  const hits = found
    .flatMap((each) => {
      const at = each.text === "" ? -1 : text.toLowerCase().indexOf(each.text.toLowerCase());
      return at < 0 ? [] : [{ at, end: at + each.text.length, names: each.names }];
    })
    .sort((a, b) => a.at - b.at || b.end - a.end);
  const pieces: Piece[] = [];
  let done = 0;
  for (const { at, end, names } of hits) {
    if (at < done) continue;
    if (at > done) pieces.push({ text: text.slice(done, at), names: null });
    pieces.push({ text: text.slice(at, end), names });
    done = end;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), names: null });
  return pieces;
}
