import { isMap, isScalar, LineCounter, parseDocument, type YAMLMap } from "yaml";
import type { Language, Phrase } from "../../core/letter/language.ts";
import type { LintMeans } from "../../core/letter/lint/lint.ts";
import { withOwnWords } from "../../core/letter/template-kind.ts";
import { nearestName } from "../../core/values/nearest-name.ts";
import { inOrder, type Place, type WordingProblem } from "./problem.ts";
import { letterProblems } from "./template-letters.ts";
import { proseProblems } from "./template-prose.ts";
import { readSyntax } from "./template-syntax.ts";

const MOST_CHARACTERS = 60_000;
const CATEGORIES = ["zero", "one", "two", "few", "many", "other"];

interface Written {
  readonly key: string;
  readonly form: string | null;
  readonly text: string;
  readonly at: Place;
}

/** A creditor's own phrases, as they are written in YAML, with what is wrong with them. Pure. `own` is Firmly's language. */
export function checkPhrases(
  own: Language,
  written: string,
  means: LintMeans = {},
): { readonly phrases: Language["phrases"]; readonly problems: WordingProblem[] } {
  const problems: WordingProblem[] = [];
  const texts = written.length > MOST_CHARACTERS ? [] : readTexts(written, problems);
  if (written.length > MOST_CHARACTERS)
    problems.push({
      severity: "E",
      code: "too-long",
      line: 1,
      column: 1,
      message: "These are too many words.",
      suggestion: `Keep them below ${MOST_CHARACTERS} characters.`,
    });
  const phrases: Record<string, string | Record<string, string>> = {};
  for (const each of texts) {
    const problem = placeProblem(each, own) ?? spokenProblem(each, own);
    if (problem) problems.push({ severity: "E", ...each.at, ...problem });
    else if (!each.key.startsWith(SPOKEN)) {
      // The quote before the text is not part of it.
      const { problems: wrong } = readSyntax(each.text, each.at, variablesOfPhrase(own, each.key));
      problems.push(...wrong, ...proseProblems(each.text, each.at, true));
    }
    if (each.form === null) phrases[each.key] = each.text;
    else phrases[each.key] = { ...(typeof phrases[each.key] === "object" ? (phrases[each.key] as object) : {}), [each.form]: each.text };
  }
  for (const [key, phrase] of Object.entries(phrases))
    if (typeof phrase === "object" && !("other" in phrase)) {
      const at = texts.find((each) => each.key === key)!.at;
      problems.push({
        severity: "E",
        code: "plural",
        ...at,
        message: `"${key}" has no form "other".`,
        suggestion: "Every number has a form: write at least one and other.",
      });
    }
  if (problems.length === 0 && texts.length > 0)
    problems.push(...letterProblems(withOwnWords(own, new Map(), phrases as Record<string, Phrase>), own, null, written, means));
  return { phrases: phrases as Record<string, Phrase>, problems: inOrder(problems) };
}

function readTexts(written: string, problems: WordingProblem[]): Written[] {
  const counter = new LineCounter();
  const document = parseDocument(written, { lineCounter: counter });
  const place = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line, column: col };
  };
  const add = (at: Place, message: string, suggestion: string): void => void problems.push({ severity: "E", code: "yaml", ...at, message, suggestion });
  for (const error of document.errors)
    add(place(error.pos[0]), `This is no valid YAML: ${error.message.split("\n")[0]!}`, 'Write "name: text" lines; texts in quotes.');
  if (problems.length > 0 || document.contents === null) return [];
  if (!isMap(document.contents)) {
    add({ line: 1, column: 1 }, "There are no phrases here.", 'Write "name: text" lines, such as closing: "With kind regards".');
    return [];
  }
  const texts: Written[] = [];
  const read = (map: YAMLMap, path: string): void => {
    for (const { key, value } of map.items) {
      const name = isScalar(key) ? String(key.value) : "";
      const at = place(isScalar(key) ? (key.range?.[0] ?? 0) : 0);
      if (isMap(value)) read(value, path ? `${path}.${name}` : name);
      else if (isScalar(value) && typeof value.value === "string") {
        const quoted = value.type === "QUOTE_DOUBLE" || value.type === "QUOTE_SINGLE" ? 1 : 0;
        const form = path !== "" && CATEGORIES.includes(name) ? name : null;
        const full = path ? `${path}.${name}` : name;
        texts.push({ key: form ? path : full, form, text: value.value, at: place((value.range?.[0] ?? 0) + quoted) });
      } else add(at, `"${name}" is neither a text nor a group of texts.`, "Put the text in quotes.");
    }
  };
  read(document.contents, "");
  return texts;
}

function placeProblem({ key, form }: Written, own: Language): Pick<WordingProblem, "code" | "message" | "suggestion"> | null {
  const keys = Object.keys(own.phrases);
  if (!Object.hasOwn(own.phrases, key)) {
    const nearest = nearestName(key, keys);
    return {
      code: "phrase-unknown",
      message: `Letters use no phrase "${key}".`,
      suggestion: nearest ? `Did you mean "${nearest}"?` : "`firmly template show --kind phrases` lists all.",
    };
  }
  if (form === null) return null;
  if (typeof own.phrases[key] === "string") return { code: "plural", message: `"${key}" counts nothing, so it has no forms.`, suggestion: "Write one text." };
  const locales = [...new Set(Object.values(own.locales))];
  const forms = new Set(locales.flatMap((locale) => new Intl.PluralRules(locale).resolvedOptions().pluralCategories));
  if (forms.has(form as Intl.LDMLPluralRule)) return null;
  return { code: "plural", message: `The language has no form "${form}".`, suggestion: `It has: ${[...forms].join(", ")}.` };
}

const SPOKEN = "voice.";

/** Anybody may be listening to a voice message before the PIN: its words are Firmly's own, so that none of them speaks of a debt. */
function spokenProblem({ key, form, text }: Written, own: Language): Pick<WordingProblem, "code" | "message" | "suggestion"> | null {
  const phrase = own.phrases[key];
  const built = typeof phrase === "object" ? (phrase as Readonly<Record<string, string>>)[form ?? "other"] : phrase;
  if (!key.startsWith(SPOKEN) || text === built) return null;
  return { code: "phrase-fixed", message: `What a voice message says ("${key}") cannot be replaced.`, suggestion: "Leave this line out." };
}

/** What the built-in phrase names in any of its forms, and in any country; which it is depends on where it is used. */
function variablesOfPhrase(own: Language, key: string): string[] {
  const all = [own.phrases[key], ...Object.values(own.variants).map(({ phrases }) => phrases[key])];
  const texts = all.flatMap((phrase) => (phrase === undefined ? [] : typeof phrase === "string" ? [phrase] : Object.values(phrase)));
  const used = texts.flatMap((text) => [...(readSyntax(text, { line: 1, column: 1 }, []).used ?? [])]);
  return [...new Set([...used, "locale", ...(typeof own.phrases[key] === "string" ? [] : ["count"])])];
}
