import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { ANSWER_KINDS } from "../core/letter/answer.ts";
import { INSTALMENT_STEPS, type Language, type LanguageVariant, type LetterTemplate, type Phrase } from "../core/letter/language.ts";
import { STEPS } from "../core/process/procedure.ts";
import { UserError } from "../core/user-error.ts";
import { lexiconSchema } from "./lexicon.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const PLURALS = ["zero", "one", "two", "few", "many", "other"] as const;

const languageSchema = z.strictObject({
  code: z.string(),
  locales: z.record(z.string(), z.string()).refine((locales) => "*" in locales, 'locales needs an entry "*"'),
  firstOfMonth: z.string().default("1"),
  closeSigns: z.array(z.string().min(1)).default([]),
  groupFourFigures: z.boolean().default(false),
});

const variantSchema = z.strictObject({
  phrases: z.record(z.string(), z.unknown()).default({}),
  spelling: z.record(z.string(), z.string()).default({}),
});

const known = new Map<string, Language>();

let codes: readonly string[] | null = null;

/** The codes of all languages that have a folder here. */
export function languageCodes(): readonly string[] {
  codes ??= readdirSync(HERE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return codes;
}

/** A language by its BCP 47 tag ("en", "de-CH" reads "de"). Throws `UserError` "language-unknown" where there is none. */
export function readLanguage(tag: string): Language {
  const code = codeOf(tag);
  const found = known.get(code);
  if (found) return found;
  const here = languageCodes();
  if (!here.includes(code)) throw new UserError("language-unknown", `There is no language "${tag}" here. Choose one of: ${here.join(", ")}.`);
  const language = loadLanguage(join(HERE, code));
  known.set(code, language);
  return language;
}

/** The language that letters to a debtor are written in, and the one they would be written in if it were here. */
export interface LetterLanguage {
  readonly used: string;
  /** The debtor's own, where it is not here; null: it is here, or the debtor has none on file. */
  readonly missing: string | null;
}

/** The debtor's language decides; where it is not here or not on file, the creditor's, which can be signed; then English. */
export function letterLanguage(debtor: string | null, creditor: string | null): LetterLanguage {
  const here = languageCodes();
  const used = [debtor, creditor].find((tag) => tag !== null && here.includes(codeOf(tag)));
  const spoken = debtor === null || here.includes(codeOf(debtor));
  return { used: used ? codeOf(used) : "en", missing: spoken ? null : debtor };
}

/** The first of the wanted languages that there is; English where there is none of them. */
export function chooseLanguage(tags: readonly (string | null)[]): Language {
  return readLanguage(letterLanguage(tags[0] ?? null, tags[1] ?? null).used);
}

function codeOf(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0]!;
}

/** Reads one language's folder and checks that it is whole. Throws an error that names the file. */
export function loadLanguage(folder: string): Language {
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  const check = <T>(file: string, schema: z.ZodType<T>, data: unknown): T => {
    const result = schema.safeParse(data);
    if (!result.success) throw new Error(`${join(folder, file)}: ${z.prettifyError(result.error)}`);
    return result.data;
  };
  const head = check("language.yaml", languageSchema, parse(read("language.yaml")));
  const template = (file: string): LetterTemplate => readTemplate(read(`letters/${file}.md`), join(folder, `letters/${file}.md`));
  const letters = Object.fromEntries([...STEPS, ...ANSWER_KINDS].map((kind) => [kind, template(kind)])) as Language["letters"];
  const instalments = Object.fromEntries(INSTALMENT_STEPS.map((step) => [step, template(`instalment-${step}`)])) as Language["instalments"];
  const lexicon = check("lint.yaml", lexiconSchema, parse(read("lint.yaml")));
  // For the people at the desk, who work in English; a language may bring its own.
  const reasons = existsSync(join(folder, "reasons.json")) ? check("reasons.json", z.record(z.string(), z.string()), JSON.parse(read("reasons.json"))) : {};
  const phrases = { ...flatten(parse(read("phrases.yaml"))), ...flatten(parse(read("calls.yaml")), "call."), ...flatten(parse(read("voice.yaml")), "voice.") };
  const variants = Object.fromEntries(variantLocales(folder).map((locale) => [locale, readVariant(locale)]));
  return { ...head, letters, instalments, statement: template("statement"), phrases, variants, lexicon: { language: head.code, ...lexicon }, reasons };

  function readVariant(locale: string): LanguageVariant {
    const file = `variants/${locale}.yaml`;
    if (!Object.values(head.locales).includes(locale)) throw new Error(`${join(folder, file)}: language.yaml gives no country the locale ${locale}`);
    const variant = check(file, variantSchema, parse(read(file)));
    const own = flatten(variant.phrases);
    const strange = Object.keys(own).find((key) => !Object.hasOwn(phrases, key));
    if (strange) throw new Error(`${join(folder, file)}: there is no phrase "${strange}" to replace`);
    return { phrases: own, spelling: variant.spelling };
  }
}

/** `variants/de-CH.yaml`: what one country writes differently. */
function variantLocales(folder: string): string[] {
  const variants = join(folder, "variants");
  return existsSync(variants) ? readdirSync(variants).flatMap((file) => (file.endsWith(".yaml") ? [file.slice(0, -".yaml".length)] : [])) : [];
}

function readTemplate(text: string, file: string): LetterTemplate {
  const match = /^subject: (.+)\n---\n([\s\S]+)$/.exec(text.replace(/\r\n/g, "\n"));
  if (!match) throw new Error(`${file}: a letter starts with a line "subject: ..." and a line "---"`);
  return { subject: match[1]!, body: match[2]! };
}

/** `a: { b: text }` becomes "a.b"; plural forms stay together under their own key. */
function flatten(tree: Record<string, unknown>, prefix = ""): Record<string, Phrase> {
  const phrases: Record<string, Phrase> = {};
  for (const [name, value] of Object.entries(tree)) {
    const key = prefix + name;
    if (typeof value === "string") phrases[key] = value;
    else if (value && typeof value === "object") {
      const entries = Object.entries(value as Record<string, unknown>);
      const forms = entries.filter(([form]) => (PLURALS as readonly string[]).includes(form));
      if (forms.length > 0) phrases[key] = Object.fromEntries(forms) as unknown as Phrase;
      Object.assign(phrases, flatten(Object.fromEntries(entries.filter(([form]) => !(PLURALS as readonly string[]).includes(form))), `${key}.`));
    } else throw new Error(`phrases.yaml: "${key}" is neither a text nor a group of texts`);
  }
  return phrases;
}
