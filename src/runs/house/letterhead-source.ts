import { readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { type Letterhead, PLAIN_LETTERHEAD } from "../../core/letter/letterhead.ts";
import { WINDOW_PROFILES } from "../../core/letter/window-profiles.ts";
import { UserError } from "../../core/user-error.ts";
import type { Day } from "../../core/values/day.ts";
import { explainIssues, strictObject } from "../../procedures/strict-object.ts";
import type { Store } from "../../store/database.ts";
import { readSavedLetterheads } from "../../store/letterhead-store.ts";
import { readText } from "../procedure-source.ts";
import { loadHouse } from "./house.ts";
import type { GivenLetterhead, GivenPicture } from "./save-letterhead.ts";

const picture = z.union([z.string().min(1), strictObject({ file: z.string().min(1), alt: z.string().optional() })]);
const letterheadFile = strictObject({
  colours: strictObject({ accent: z.string().optional() }).optional(),
  signatory: strictObject({ name: z.string(), title: z.string().nullable().optional() }).nullable().optional(),
  window: z.string().nullable().optional(),
  logo: picture.nullable().optional(),
  signature: picture.nullable().optional(),
});

/** Larger than any picture that is taken: what is refused for its size need not be read. */
const MOST_BYTES = 5_000_000;

/**
 * Reads a letterhead from a YAML or JSON file; pictures are named by their paths from there.
 * @throws UserError `letterhead-invalid`, `file-unreadable`
 */
export async function readLetterheadFile(file: string): Promise<GivenLetterhead> {
  const text = await readText(file);
  if (text.trim() === "") throw new UserError("letterhead-invalid", `${file} is empty. To go back to the plain letterhead, say --plain.`);
  const document = parseDocument(text);
  if (document.errors[0]) throw new UserError("letterhead-invalid", `${file} is no valid YAML or JSON: ${document.errors[0].message}`);
  const read = letterheadFile.safeParse(document.toJS({ maxAliasCount: 100 }) ?? {}, { reportInput: true });
  if (!read.success) throw new UserError("letterhead-invalid", `${file} cannot be used:\n${explainIssues(read.error)}`);
  const { colours, signatory, window, logo, signature } = read.data;
  const pictureOf = async (given: z.output<typeof picture> | null | undefined): Promise<GivenPicture> => {
    if (!given) return null;
    const named = typeof given === "string" ? { file: given } : given;
    return { bytes: await readPictureFile(resolve(dirname(file), named.file)), ...("alt" in named && { alt: named.alt }) };
  };
  return { accent: colours?.accent, signatory, window, logo: await pictureOf(logo), signature: await pictureOf(signature) };
}

async function readPictureFile(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > MOST_BYTES) throw new UserError("letterhead-invalid", `${file} has ${size} bytes: save the picture smaller.`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : message;
    throw new UserError("file-unreadable", `The picture ${file} cannot be read: ${why}. Its path is taken from the letterhead's file.`);
  }
}

/** What `firmly letterhead show --json` prints. */
export interface LetterheadDocument {
  readonly creditor: string;
  /** 0: Firmly's plain one. */
  readonly version: number;
  readonly accent: string;
  readonly signatory: Letterhead["signatory"];
  readonly window: string | null;
  readonly logo: ShownPicture | null;
  readonly signature: ShownPicture | null;
  /** Oldest first. */
  readonly versions: readonly { readonly version: number; readonly by: string; readonly on: Day; readonly reason: string; readonly isPlain: boolean }[];
  /** The windows to choose from. */
  readonly windows: readonly { readonly name: string; readonly title: string }[];
}

interface ShownPicture {
  readonly mediaType: string;
  readonly alt: string;
  /** Base64. */
  readonly bytes: string;
}

/** The letterhead in force, and its versions. */
export async function showLetterhead(store: Store, creditor: string): Promise<LetterheadDocument> {
  const saved = await readSavedLetterheads(store.pool, creditor);
  const { letterhead } = await loadHouse(store.pool, creditor, null);
  const shown = (each: Letterhead["logo"]): ShownPicture | null =>
    each && { mediaType: each.mediaType, alt: each.alt, bytes: Buffer.from(each.bytes).toString("base64") };
  return {
    creditor,
    version: letterhead.version,
    accent: letterhead.colours.accent ?? PLAIN_LETTERHEAD.colours.accent,
    signatory: letterhead.signatory,
    // As it was saved: what whoever prints the letters wants otherwise is not named.
    window: saved.at(-1)?.body?.window ?? null,
    logo: shown(letterhead.logo),
    signature: shown(letterhead.signature),
    versions: saved.map(({ version, by, knownOn, reason, body }) => ({ version, by, on: knownOn, reason, isPlain: body === null })),
    windows: WINDOW_PROFILES.map(({ name, title }) => ({ name, title })),
  };
}
