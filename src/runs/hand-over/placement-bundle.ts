import type { Day } from "../../core/values/day.ts";
import { renderDossier } from "../../letters/pdf.ts";
import { bundlePdf, type Enclosure, pageCount } from "../../letters/pdf-bundle.ts";
import type { FiledFile } from "./file-placement.ts";
import { type Exhibit, placementDossier } from "./placement-dossier.ts";
import type { PlacementDocument } from "./placement-schema.ts";
import { enclosedAs } from "./placement-words.ts";

/**
 * The bundle for people: the dossier, then every letter with its own pages. The other files of the placement and the
 * letters are attached to it as they are. `read` gives a letter's bytes by their hash.
 */
export async function placementPdf(
  document: PlacementDocument,
  files: readonly (FiledFile & { readonly bytes: Uint8Array })[],
  read: (hash: string) => Promise<Uint8Array | null>,
): Promise<Uint8Array> {
  const letters = await lettersAsSent(document, read);
  const enclosures = letters.flatMap((letter) => letter.enclosures);
  // The numbers of the pages depend on how many the dossier takes, which they do not change.
  const draft = await renderDossier(placementDossier(document, await exhibitsOf(letters, 0)));
  const exhibits = await exhibitsOf(letters, await pageCount(draft));
  const front = await renderDossier(placementDossier(document, exhibits));
  const own = files.map(({ name, mediaType, bytes, hash }): Enclosure => ({ name, mediaType, bytes, description: `SHA-256 ${hash}`, shown: false }));
  return bundlePdf(front, [...own, ...enclosures], document.asOf as Day);
}

interface SentLetter {
  readonly letter: string;
  readonly enclosures: readonly Enclosure[];
}

async function lettersAsSent(document: PlacementDocument, read: (hash: string) => Promise<Uint8Array | null>): Promise<SentLetter[]> {
  const sent: SentLetter[] = [];
  for (const { letter, files } of document.letters) {
    const enclosures: Enclosure[] = [];
    for (const { name, mediaType, sha256 } of files) {
      const bytes = await read(sha256);
      if (!bytes) continue;
      const shown = mediaType === "application/pdf" && enclosures.every((each) => !each.shown);
      enclosures.push({ name: enclosedAs(letter, name), mediaType, bytes, description: `Letter ${letter}, SHA-256 ${sha256}`, shown });
    }
    sent.push({ letter, enclosures });
  }
  return sent;
}

async function exhibitsOf(letters: readonly SentLetter[], before: number): Promise<Exhibit[]> {
  const exhibits: Exhibit[] = [];
  let page = before + 1;
  for (const [index, { letter, enclosures }] of letters.entries()) {
    const pdf = enclosures.find(({ shown }) => shown);
    exhibits.push({ number: index + 1, letter, page: pdf ? page : null });
    if (pdf) page += await pageCount(pdf.bytes);
  }
  return exhibits;
}
