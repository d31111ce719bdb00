import { contrastOnWhite, LEAST_CONTRAST } from "../../core/letter/contrast.ts";
import { type Letterhead, PLAIN_LETTERHEAD } from "../../core/letter/letterhead.ts";
import { profileMismatch, profileOfService } from "../../core/letter/print-service.ts";
import { WINDOW_PROFILES } from "../../core/letter/window-profiles.ts";
import { cleanText } from "../../core/letter/notice.ts";
import { UserError } from "../../core/user-error.ts";
import type { Day } from "../../core/values/day.ts";
import type { Creditor } from "../../core/values/party.ts";
import { checkPicture } from "../../letters/check/check-picture.ts";
import type { Store } from "../../store/database.ts";
import { insertLetterhead, type KeptPicture, type LetterheadBody, lockLetterheads, readSavedLetterheads } from "../../store/letterhead-store.ts";
import { insertDocuments } from "../../store/letter-store.ts";
import { loadCreditor } from "../../store/settings-store.ts";
import { inTransaction } from "../../store/transaction.ts";
import { refuseBackdating } from "../backdating.ts";
import { keptDocument } from "../kept-document.ts";
import { readPicture } from "./house.ts";

/** A picture as somebody gives it: its bytes, or `keep` for the one of the newest version. */
export type GivenPicture = { readonly bytes: Uint8Array; readonly alt?: string | undefined } | "keep" | null;

export interface GivenLetterhead {
  readonly accent?: string | undefined;
  readonly signatory?: { readonly name: string; readonly title?: string | null | undefined } | null | undefined;
  readonly window?: string | null | undefined;
  readonly logo: GivenPicture;
  readonly signature: GivenPicture;
}

export interface SaveLetterheadRequest {
  readonly creditor: string;
  /** Null: back to Firmly's plain one. */
  readonly given: GivenLetterhead | null;
  readonly by: string;
  readonly reason: string;
  readonly asOf: Day;
  readonly backdate?: boolean;
}

/**
 * Saves a creditor's letterhead as its next version. Pictures are kept as documents, once each.
 * @throws UserError `letterhead-invalid` naming everything that is wrong, `reason-missing`, `backdated`
 */
export async function saveLetterhead(store: Store, request: SaveLetterheadRequest): Promise<{ readonly version: number; readonly isNew: boolean }> {
  const { creditor, given, by, asOf } = request;
  const reason = request.reason.trim();
  if (reason === "") throw new UserError("reason-missing", 'Say why the letterhead is as it is: --reason "the new logo".');
  const owner = await loadCreditor(store, creditor);
  return inTransaction(store, async (client) => {
    await lockLetterheads(client);
    const newest = (await readSavedLetterheads(client, creditor)).at(-1);
    const made = given && makeBody(given, newest?.body ?? null, owner);
    if (newest ? sameBody(newest.body, made?.body ?? null) : !made) return { version: newest?.version ?? 0, isNew: false };
    if (newest && asOf < newest.knownOn) {
      throw new UserError("backdated", `Version ${newest.version} is known from ${newest.knownOn}: save the next one as of that day or later.`);
    }
    await refuseBackdating(client, creditor, request);
    await insertDocuments(client, made?.documents ?? []);
    const version = (newest?.version ?? 0) + 1;
    await insertLetterhead(client, { creditor, version, body: made?.body ?? null, reason, by, knownOn: asOf });
    return { version, isNew: true };
  });
}

/** Database and file may order the names in an object otherwise. */
function sameBody(a: LetterheadBody | null, b: LetterheadBody | null): boolean {
  const told = (body: LetterheadBody | null): string =>
    JSON.stringify(
      body && [
        body.colours.accent,
        body.signatory && [body.signatory.name, body.signatory.title],
        body.window,
        ...[body.logo, body.signature].map((each) => each && [each.hash, each.alt]),
      ],
    );
  return told(a) === told(b);
}

/** A letterhead that is only looked at. @throws UserError `letterhead-invalid` */
export async function draftLetterhead(store: Store, creditor: string, given: GivenLetterhead): Promise<Letterhead> {
  const newest = (await readSavedLetterheads(store.pool, creditor)).at(-1);
  const owner = await loadCreditor(store, creditor);
  const { body, documents } = makeBody(given, newest?.body ?? null, owner);
  const picture = async (kept: KeptPicture | null): Promise<Letterhead["logo"]> => {
    const fresh = kept && documents.find(({ hash }) => hash === kept.hash);
    return fresh && kept ? { mediaType: kept.mediaType, bytes: fresh.bytes, alt: kept.alt } : readPicture(store.pool, kept);
  };
  const { colours, signatory } = body;
  const window = body.window ?? profileOfService(owner.channels.post);
  return { version: 0, colours, signatory, window, logo: await picture(body.logo), signature: await picture(body.signature) };
}

const MOST_LETTERS = 100;

function makeBody(given: GivenLetterhead, before: LetterheadBody | null, { name: creditor, channels }: Pick<Creditor, "name" | "channels">) {
  const wrong: string[] = [];
  const documents: ReturnType<typeof keptDocument>[] = [];
  const picture = (what: "logo" | "signature", each: GivenPicture, alt: string): KeptPicture | null => {
    if (each === null) return null;
    if (each === "keep") return before?.[what] ?? null;
    const checked = checkPicture(each.bytes);
    if ("refused" in checked) {
      wrong.push(`${what}: ${checked.refused}`);
      return null;
    }
    const document = keptDocument(checked.mediaType, each.bytes);
    documents.push(document);
    return { hash: document.hash, mediaType: checked.mediaType, alt: line(each.alt) || alt };
  };
  const accent = (given.accent ?? PLAIN_LETTERHEAD.colours.accent).toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(accent)) wrong.push(`colours.accent: "${accent.slice(0, 20)}" is no colour: write it like "#17405f"`);
  else if (contrastOnWhite(accent) < LEAST_CONTRAST)
    wrong.push(
      `colours.accent: ${accent} has a contrast of ${contrastOnWhite(accent).toFixed(1)} to 1 on white paper; ${LEAST_CONTRAST} to 1 is needed to be read: choose a darker one`,
    );
  const window = given.window ?? null;
  const windows = WINDOW_PROFILES.map((profile) => profile.name);
  if (window !== null && !windows.includes(window)) wrong.push(`window: there is no "${window.slice(0, 40)}"; known: ${windows.join(", ")}`);
  else {
    const mismatch = profileMismatch(channels.post, window);
    if (mismatch !== null) wrong.push(`window: ${mismatch}`);
  }
  const name = line(given.signatory?.name);
  const title = line(given.signatory?.title) || null;
  if (given.signatory && name === "") wrong.push("signatory.name: is missing");
  if (name.length > MOST_LETTERS || (title?.length ?? 0) > MOST_LETTERS) wrong.push(`signatory: at most ${MOST_LETTERS} letters each`);
  const logo = picture("logo", given.logo, creditor);
  const signature = picture("signature", given.signature, name || creditor);
  if (wrong.length > 0)
    throw new UserError("letterhead-invalid", `The letterhead cannot be used; nothing was saved. Mend these and try again:\n  ${wrong.join("\n  ")}`);
  const body: LetterheadBody = { colours: { accent }, signatory: given.signatory ? { name, title } : null, window, logo, signature };
  return { body, documents };
}

function line(text: string | null | undefined): string {
  return cleanText(text ?? "").trim();
}
