import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import type { AnyNotice } from "../../core/letter/answer.ts";
import type { Language, LetterTemplate } from "../../core/letter/language.ts";
import { type Letterhead, PLAIN_LETTERHEAD } from "../../core/letter/letterhead.ts";
import { profileOfService } from "../../core/letter/print-service.ts";
import { readTemplateText, type TemplateKind, templateKindOf, withOwnWords } from "../../core/letter/template-kind.ts";
import type { Day } from "../../core/values/day.ts";
import { checkPhrases } from "../../letters/check/check-phrases.ts";
import { type KeptPicture, readLetterheadInForce, type SavedLetterhead } from "../../store/letterhead-store.ts";
import { type MadeWith, readDocument } from "../../store/letter-store.ts";
import { readCreditors } from "../../store/settings-store.ts";
import { readTemplatesInForce, type SavedTemplate } from "../../store/template-store.ts";

/** How a creditor's letters are worded and look: its own templates, phrases and letterhead, and Firmly's where it has none. */
export interface House {
  readonly letterhead: Letterhead;
  /** A language with the creditor's own words in it. */
  dress(language: Language): Language;
  /** The versions that a letter in this language is made with. */
  madeWith(notice: AnyNotice, language: Language): MadeWith;
  /** What was saved last of all that a letter in this language is made with: an instant, ISO 8601; null where all is Firmly's. */
  changedAt(notice: AnyNotice, language: Language): string | null;
}

/** The house as known on a day; null: the newest. */
export async function loadHouse(client: Pick<ClientBase, "query">, creditor: string, asOf: Day | null): Promise<House> {
  const saved = await readTemplatesInForce(client, creditor, asOf);
  const letterhead = await readLetterheadInForce(client, creditor, asOf);
  const [stored] = await readCreditors(client, creditor);
  const find = (language: string, kind: SavedTemplate["kind"]): SavedTemplate | undefined =>
    saved.find((each) => each.language === language && each.kind === kind);
  const parts = (notice: AnyNotice, { code }: Language) => ({ template: find(code, templateKindOf(notice)), phrases: find(code, "phrases") });
  return {
    letterhead: await readLetterhead(client, letterhead, profileOfService(stored?.settings.channels?.post ?? null)),
    dress: (language) =>
      dressed(
        language,
        saved.filter((each) => each.language === language.code),
      ),
    madeWith: (notice, language) => {
      const { template, phrases } = parts(notice, language);
      const name = `${language.code}/${templateKindOf(notice)}`;
      return {
        template: template?.body ? `${name} v${template.version}` : name,
        phrases: versionOf(phrases),
        letterhead: letterhead?.body ? letterhead.version : 0,
      };
    },
    changedAt: (notice, language) => {
      const { template, phrases } = parts(notice, language);
      return [template, phrases, letterhead]
        .flatMap((each) => each?.savedAt ?? [])
        .reduce<string | null>((last, at) => (last !== null && last > at ? last : at), null);
    },
  };
}

function versionOf(saved: SavedTemplate | undefined): number {
  return saved?.body ? saved.version : 0;
}

const MOST_KEPT = 60;
const languages = new WeakMap<Language, Map<string, Language>>();

/** Put together once per text: every letter that leaves asks for it. */
function dressed(language: Language, saved: readonly SavedTemplate[]): Language {
  const own = saved.filter(({ body }) => body !== "");
  if (own.length === 0) return language;
  const hash = createHash("sha256");
  for (const { kind, body } of own) hash.update(JSON.stringify([kind, body]));
  const key = hash.digest("hex");
  const known = languages.get(language) ?? new Map<string, Language>();
  languages.set(language, known);
  const found = known.get(key) ?? withOwnWords(language, templatesOf(own), phrasesOf(own, language));
  if (!known.has(key) && known.size >= MOST_KEPT) known.clear();
  known.set(key, found);
  return found;
}

function templatesOf(own: readonly SavedTemplate[]): Map<TemplateKind, LetterTemplate> {
  const templates = new Map<TemplateKind, LetterTemplate>();
  for (const { kind, body } of own) {
    const template = kind === "phrases" ? null : readTemplateText(body);
    if (template && kind !== "phrases") templates.set(kind, template);
  }
  return templates;
}

/** A phrase that a later Firmly no longer has is left out. */
function phrasesOf(own: readonly SavedTemplate[], language: Language): Language["phrases"] {
  const saved = own.find(({ kind }) => kind === "phrases");
  if (!saved) return {};
  const { phrases } = checkPhrases(language, saved.body);
  return Object.fromEntries(Object.entries(phrases).filter(([key]) => Object.hasOwn(language.phrases, key)));
}

/** @param usual the window of whoever prints the creditor's letters, for a letterhead that names none */
async function readLetterhead(client: Pick<ClientBase, "query">, saved: SavedLetterhead | null, usual: string | null): Promise<Letterhead> {
  if (!saved?.body) return usual === null ? PLAIN_LETTERHEAD : { ...PLAIN_LETTERHEAD, window: usual };
  const { colours, signatory, logo, signature } = saved.body;
  const window = saved.body.window ?? usual;
  return {
    version: saved.version,
    colours,
    signatory,
    window,
    logo: await readPicture(client, logo),
    signature: await readPicture(client, signature),
  };
}

const MOST_PICTURES = 40;
const pictures = new Map<string, Uint8Array>();

/** What is kept under a hash never changes: read once for many letters. */
export async function readPicture(client: Pick<ClientBase, "query">, kept: KeptPicture | null): Promise<Letterhead["logo"]> {
  if (!kept) return null;
  const { hash, mediaType, alt } = kept;
  const bytes = pictures.get(hash) ?? (await readDocument(client, hash))?.bytes;
  if (!bytes) throw new Error(`The picture ${hash} of a letterhead is not among the documents.`);
  if (pictures.size >= MOST_PICTURES) pictures.clear();
  pictures.set(hash, bytes);
  return { mediaType, bytes, alt };
}
