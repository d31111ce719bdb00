import type { ClientBase } from "pg";
import { stringify } from "yaml";
import type { Language } from "../../core/letter/language.ts";
import { readTemplateText, templateOf, templateText, WORDING_KINDS, type WordingKind, withOwnWords } from "../../core/letter/template-kind.ts";
import { UserError } from "../../core/user-error.ts";
import type { Day } from "../../core/values/day.ts";
import { nearestName } from "../../core/values/nearest-name.ts";
import { commonWords } from "../../languages/common-words.ts";
import { languageCodes, readLanguage } from "../../languages/read.ts";
import { checkPhrases } from "../../letters/check/check-phrases.ts";
import { checkTemplate } from "../../letters/check/check-template.ts";
import { variablesOf } from "../../letters/check/sample-letters.ts";
import { meaningOf } from "../../letters/check/variable-meanings.ts";
import type { WordingProblem } from "../../letters/check/problem.ts";
import { readSavedTemplates, type SavedTemplate } from "../../store/template-store.ts";

type Queryable = Pick<ClientBase, "query">;

/** Which words: of whom, in which language, for which letter. */
export interface WordingName {
  readonly creditor: string;
  /** A language's code or tag: "de". */
  readonly language: string;
  readonly kind: string;
}

/** What `firmly template show --json` prints, and the page edits. */
export interface WordingDocument {
  readonly creditor: string;
  readonly language: string;
  readonly kind: WordingKind;
  /** 0: Firmly's own. */
  readonly version: number;
  readonly text: string;
  readonly firmlys: string;
  /** Oldest first. */
  readonly versions: readonly { readonly version: number; readonly by: string; readonly on: Day; readonly reason: string; readonly text: string }[];
}

export function kindNamed(name: string): WordingKind {
  const known: readonly string[] = WORDING_KINDS;
  if (known.includes(name)) return name as WordingKind;
  const nearest = nearestName(name, known);
  throw new UserError("kind-unknown", `There is no letter "${name}". ${nearest ? `Did you mean "${nearest}"? ` : ""}Known: ${known.join(", ")}.`);
}

/** What Firmly itself writes. */
export function firmlysText(language: Language, kind: WordingKind): string {
  return kind === "phrases"
    ? stringify(language.phrases, { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" })
    : templateText(templateOf(language, kind));
}

/** @throws UserError `kind-unknown`, `language-unknown`, `version-unknown` */
export async function findWording(client: Queryable, named: WordingName, version?: number): Promise<WordingDocument> {
  const kind = kindNamed(named.kind);
  const language = readLanguage(named.language);
  const saved = await readSavedTemplates(client, named.creditor, { language: language.code, kind });
  const firmlys = firmlysText(language, kind);
  const wanted = version === undefined ? saved.at(-1) : saved.find((each) => each.version === version);
  if (version !== undefined && version !== 0 && !wanted) {
    throw new UserError(
      "version-unknown",
      `There is no version ${version} of ${language.code}/${kind}. Known: ${[0, ...saved.map((each) => each.version)].join(", ")} (0 is Firmly's own).`,
    );
  }
  return {
    creditor: named.creditor,
    language: language.code,
    kind,
    version: wanted?.body ? wanted.version : 0,
    text: wanted?.body || firmlys,
    firmlys,
    versions: saved.map(({ version: number, by, knownOn, reason, body }) => ({ version: number, by, on: knownOn, reason, text: body })),
  };
}

/** The creditor's phrases that its templates are tried with. */
async function ownPhrases(client: Queryable, creditor: string, language: Language): Promise<Language> {
  const saved = (await readSavedTemplates(client, creditor, { language: language.code, kind: "phrases" })).at(-1);
  return saved?.body ? withOwnWords(language, new Map(), checkPhrases(language, saved.body).phrases) : language;
}

/** What is wrong with a text, as `saveWording` would see it. */
export async function checkWording(client: Queryable, named: WordingName, text: string): Promise<readonly WordingProblem[]> {
  const kind = kindNamed(named.kind);
  const language = readLanguage(named.language);
  const means = { languages: commonWords() };
  if (kind === "phrases") return checkPhrases(language, text, means).problems;
  return checkTemplate(await ownPhrases(client, named.creditor, language), kind, text, { own: language, means });
}

/** A dressed language with this text in the place of what is saved; as it is where the text cannot be read. */
export function languageWith(dressed: Language, kind: WordingKind, text: string): Language {
  if (kind === "phrases") return withOwnWords(dressed, new Map(), checkPhrases(readLanguage(dressed.code), text).phrases);
  const template = readTemplateText(text);
  return template ? withOwnWords(dressed, new Map([[kind, template]]), {}) : dressed;
}

/** The values that a template can print, with what they are; phrases name their own. */
export function variablesFor({ language, kind }: Pick<WordingName, "language" | "kind">): { readonly name: string; readonly meaning: string }[] {
  const named = kindNamed(kind);
  if (named === "phrases") return [];
  return variablesOf(named, readLanguage(language)).map((name) => ({ name, meaning: meaningOf(name) }));
}

export interface ListedWording {
  readonly language: string;
  readonly kind: WordingKind;
  readonly version: number;
  readonly by: string | null;
  readonly on: Day | null;
  readonly reason: string | null;
}

/** Every language and letter, with the version in force. */
export async function listWordings(client: Queryable, creditor: string, only: string | null = null): Promise<ListedWording[]> {
  const saved = await readSavedTemplates(client, creditor);
  const codes = only === null ? languageCodes() : [readLanguage(only).code];
  return codes.flatMap((language) =>
    WORDING_KINDS.map((kind) => {
      const newest = saved.findLast((each: SavedTemplate) => each.language === language && each.kind === kind);
      return {
        language,
        kind,
        version: newest?.body ? newest.version : 0,
        by: newest?.by ?? null,
        on: newest?.knownOn ?? null,
        reason: newest?.reason ?? null,
      };
    }),
  );
}
