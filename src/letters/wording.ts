import { Liquid, type Template } from "liquidjs";
import type { Language, Phrase } from "../core/letter/language.ts";
import type { ElementId } from "../core/letter/elements.ts";
import { type Day, dayNumber } from "../core/values/day.ts";
import { exponentOf, formatMinor } from "../core/values/money.ts";
import { Bound, escapeOutput, plainOf, say } from "./binding.ts";

/** A language in the habits of one country: days, amounts, lists and phrases as they are written there. */
export interface Wording {
  readonly locale: string;
  /** "Monday 30 November 2026" */
  weekdayDay(day: Day): string;
  /** "30 November 2026" */
  longDay(day: Day): string;
  /** "30 Nov 2026" */
  shortDay(day: Day): string;
  /** "£1,234.50" */
  money(minor: bigint, currency: string): string;
  /** "1,234.50", "−100.00" */
  decimal(minor: bigint, currency: string): string;
  /** A decimal text as it is written there: "11.27" */
  number(decimal: string): string;
  list(parts: readonly Bound[], kind: "conjunction" | "disjunction"): Bound;
  /** A phrase by its key, as Markdown. A phrase with plural forms needs `count`. */
  phrase(key: string, values?: Readonly<Record<string, unknown>>, count?: number): Bound;
  /** Whether there is such a phrase: codes from outside may have none. */
  has(key: string): boolean;
  /** A phrase as plain text: labels. */
  label(key: string, values?: Readonly<Record<string, unknown>>): string;
  render(template: string, values: Readonly<Record<string, unknown>>): string;
}

// Templates may neither read files nor run for long, and name only values that are there.
const liquid = new Liquid({
  templates: {},
  strictVariables: true,
  strictFilters: true,
  lenientIf: true,
  ownPropertyOnly: true,
  outputEscape: escapeOutput,
  parseLimit: 100_000,
  renderLimit: 2_000,
  memoryLimit: 10_000_000,
});
// For labels: plain text, which whoever prints it escapes in its own way.
const plain = new Liquid({ templates: {}, strictVariables: true, strictFilters: true, lenientIf: true, ownPropertyOnly: true });

liquid.registerTag("say", {
  parse(tag, remaining) {
    this["element"] = tag.args.trim();
    this["inner"] = [];
    const stream = this.liquid.parser.parseStream(remaining);
    stream.on("tag:endsay", () => stream.stop());
    stream.on("template", (template: Template) => void this["inner"].push(template));
    stream.on("end", () => {
      throw new Error(`{% say ${tag.args} %} is not closed with {% endsay %}`);
    });
    stream.start();
  },
  *render(context, emitter): Generator<unknown, void, string> {
    const inner = yield this.liquid.renderer.renderTemplates(this["inner"], context);
    emitter.write(say(this["element"] as ElementId, inner).markdown);
  },
});

const parsed = new Map<Liquid, Map<string, Template[]>>([
  [liquid, new Map()],
  [plain, new Map()],
]);
function parse(engine: Liquid, template: string): Template[] {
  const templates = parsed.get(engine)!;
  const known = templates.get(template);
  if (known) return known;
  const fresh = engine.parse(template);
  templates.set(template, fresh);
  return fresh;
}

/** A Liquid tag or output: its names are code, and are spelt one way only. */
const TAGS = /(\{\{.*?\}\}|\{%.*?%\})/s;

const wordings = new WeakMap<Language, Map<string, Wording>>();

/** The wording for a debtor's country (ISO 3166-1 alpha-2), or for the language's default where it is not known. */
export function wordingOf(language: Language, country: string | null): Wording {
  const locale = (country && language.locales[country]) || language.locales["*"] || language.code;
  const known = wordings.get(language) ?? new Map<string, Wording>();
  wordings.set(language, known);
  const found = known.get(locale) ?? makeWording(language, locale);
  known.set(locale, found);
  return found;
}

function makeWording(language: Language, locale: string): Wording {
  const day = (options: Intl.DateTimeFormatOptions): ((value: Day) => string) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    return (value) => format.format(dayNumber(value) * 86_400_000);
  };
  const weekday = day({ weekday: "long" });
  const inMonth = (month: "long" | "short"): ((value: Day) => string) => {
    const format = day({ day: "numeric", month, year: "numeric" });
    return (value) => (value.endsWith("-01") ? format(value).replace(/\b1\b/, language.firstOfMonth) : format(value));
  };
  const longDay = inMonth("long");
  const plurals = new Intl.PluralRules(locale);
  const plainNumber = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const lists = { conjunction: new Intl.ListFormat(locale, { type: "conjunction" }), disjunction: new Intl.ListFormat(locale, { type: "disjunction" }) };
  const numbers = new Map<string, Intl.NumberFormat>();
  const number = (currency: string): Intl.NumberFormat => {
    const digits = exponentOf(currency);
    const format =
      numbers.get(currency) ??
      new Intl.NumberFormat(locale, {
        style: "currency",
        currency,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        // In a column of amounts four figures are grouped too, which the locale data of some languages leave together.
        useGrouping: "always",
      });
    numbers.set(currency, format);
    return format;
  };
  const closed = (amount: string): string => language.closeSigns.reduce((text, sign) => text.replace(`${sign}\u00a0`, sign), amount);
  const variant = language.variants[locale];
  const spelt = spellingOf(variant?.spelling ?? {});
  const formOf = (key: string, count?: number): string => {
    const phrase: Phrase | undefined = variant?.phrases[key] ?? language.phrases[key];
    if (phrase === undefined) throw new Error(`language ${language.code} has no phrase "${key}"`);
    if (typeof phrase === "string") return spelt(phrase);
    return spelt((phrase as Record<string, string>)[plurals.select(count ?? 1)] ?? phrase.other);
  };
  return {
    locale,
    // Put together by the language itself: versions of the locale data differ in the comma.
    weekdayDay: (value) => plain.renderSync(parse(plain, formOf("weekday-day")), { locale, weekday: weekday(value), day: longDay(value) }),
    longDay,
    shortDay: inMonth("short"),
    // Decimal strings are formatted exactly, however large (ECMA-402).
    money: (minor, currency) => closed(number(currency).format(formatMinor(minor, currency) as unknown as number)),
    // As in `money`, without the currency: some locales punctuate plain numbers otherwise (fr-CH, de-AT).
    // A hyphen before an amount reads like a dash; the minus sign is as wide as a figure.
    decimal: (minor, currency) =>
      number(currency)
        .formatToParts(formatMinor(minor, currency) as unknown as number)
        .flatMap(({ type, value }) => (type === "currency" || type === "literal" ? [] : [value]))
        .join("")
        .replace("-", "\u2212"),
    number: (decimal) => plainNumber.format(decimal as unknown as number),
    list: (parts, kind) => {
      const left = parts.values();
      // By the text itself: Spanish says "y", but "e" before a word that begins with "i".
      const joined = lists[kind].formatToParts(parts.map(plainOf));
      return new Bound(joined.map((part) => (part.type === "element" ? left.next().value!.markdown : part.value)).join(""));
    },
    phrase: (key, values = {}, count) => new Bound(liquid.renderSync(parse(liquid, formOf(key, count)), { locale, count, ...values })),
    has: (key) => Object.hasOwn(language.phrases, key),
    label: (key, values = {}) => plain.renderSync(parse(plain, formOf(key)), values),
    render: (template, values) => liquid.renderSync(parse(liquid, spelt(template)), { locale, ...values }),
  };
}

/** Spells our own text as the locale does: what stands in tags and outputs stays, and so do values. */
function spellingOf(spelling: Readonly<Record<string, string>>): (text: string) => string {
  const pairs = Object.entries(spelling);
  if (pairs.length === 0) return (text) => text;
  return (text) =>
    text
      .split(TAGS)
      .map((part, index) => (index % 2 === 1 ? part : pairs.reduce((all, [from, to]) => all.replaceAll(from, to), part)))
      .join("");
}
