import { piecesOf } from "./pieces.ts";

type Found = readonly { readonly text: string; readonly names: string }[];

/** A text of the bank's, with what it names marked. */
export function Marked({ text, found }: { text: string; found: Found }) {
  return piecesOf(text, found).map(({ text: piece, names }, place) =>
    names === null ? (
      <span key={place}>{piece}</span>
    ) : (
      <mark key={place} title={`names ${names}`}>
        {piece}
      </mark>
    ),
  );
}

/** Who paid, and what he wrote. */
export function Payer({
  payer,
  reference,
  text,
  found,
}: {
  payer: { name: string | null; iban: string | null };
  reference: string | null;
  text: string;
  found: Found;
}) {
  return (
    <>
      <p className="payer">
        {payer.name ? <Marked text={payer.name} found={found} /> : <span className="muted">Payer not told</span>}
        {payer.iban && <span className="iban">{payer.iban.replace(/(.{4})(?=.)/g, "$1 ")}</span>}
      </p>
      {text && (
        <p className="wrote">
          <Marked text={text} found={found} />
        </p>
      )}
      {reference && !text.includes(reference) && (
        <p className="wrote">
          <span className="muted">Reference </span>
          <Marked text={reference} found={found} />
        </p>
      )}
    </>
  );
}
