import { Liquid, Tag, type TagToken, type Template, type TopLevelToken } from "liquidjs";
import { CUSTOMARY, REQUIRED } from "../../core/letter/elements.ts";
import { nearestName } from "../../core/values/nearest-name.ts";
import { type Place, placeAt, placeIn, type WordingProblem } from "./problem.ts";

const ELEMENTS: ReadonlySet<string> = new Set([...Object.values(REQUIRED), ...Object.values(CUSTOMARY)].flat());
/** Each with what closes or parts it. Whatever reads files, keeps state or writes text past the checks is left out. */
const TAGS = [
  "if",
  "elsif",
  "else",
  "endif",
  "unless",
  "endunless",
  "case",
  "when",
  "endcase",
  "for",
  "endfor",
  "break",
  "continue",
  "say",
  "endsay",
  "comment",
  "endcomment",
];
/** A value knows what it says and where it comes from; other filters would make mere text of it. */
const FILTERS = ["default"];
/** All rounds of all loops within each other. */
const MOST_ROUNDS = 100;

class SayTag extends Tag {
  readonly element: string;
  readonly #inner: Template[] = [];
  constructor(token: TagToken, remaining: TopLevelToken[], engine: Liquid) {
    super(token, remaining, engine);
    this.element = token.args.trim();
    const stream = engine.parser.parseStream(remaining);
    stream.on("tag:endsay", () => stream.stop());
    stream.on("template", (template: Template) => void this.#inner.push(template));
    stream.on("end", () => {
      throw new Error(`{% say ${this.element} %} is not closed with {% endsay %}`);
    });
    stream.start();
  }
  // Never rendered: this engine only reads.
  *render(): Generator<unknown, void, unknown> {
    yield;
  }
  // oxlint-disable-next-line require-yield
  *children(): Generator<unknown, Template[]> {
    return this.#inner;
  }
}

const engine = new Liquid({ templates: {}, strictFilters: false, ownPropertyOnly: true, parseLimit: 100_000 });
engine.registerTag("say", SayTag);

/** What a text in Liquid uses. */
export interface Syntax {
  readonly problems: readonly WordingProblem[];
  /** Names of the variables, wherever they stand; null where the text cannot be read. */
  readonly used: ReadonlySet<string> | null;
}

/** Reads a text without rendering it: its tags, filters, loops and variables. `variables` are the names that may be used. */
export function readSyntax(source: string, start: Place, variables: readonly string[]): Syntax {
  const strange = strangeTags(source, start);
  if (strange.length > 0) return { problems: strange, used: null };
  let templates: Template[];
  try {
    templates = engine.parse(source);
  } catch (error) {
    return { problems: [parseProblem(error as Error & { token?: { getPosition(): number[] } }, start)], used: null };
  }
  const problems: WordingProblem[] = [];
  walk(templates, 1, (problem) => problems.push({ severity: "E", ...problem, ...placeIn(start, problem.line, problem.column) }));
  const { globals } = engine.analyzeSync(templates, { partials: false });
  for (const uses of Object.values(globals))
    for (const { segments, location } of uses) {
      const problem = variableProblem(segments, variables);
      if (problem) problems.push({ severity: "E", ...placeIn(start, location.row, location.col), ...problem });
    }
  return { problems, used: new Set(Object.keys(globals).map((name) => name.split(/[.[]/)[0]!)) };
}

function strangeTags(source: string, start: Place): WordingProblem[] {
  const problems: WordingProblem[] = [];
  for (const match of source.matchAll(/\{%-?\s*([\w#]*)/g)) {
    const name = match[1]!;
    if (TAGS.includes(name)) continue;
    const at = placeAt(source, match.index);
    const nearest = nearestName(name, TAGS);
    problems.push({
      severity: "E",
      code: "tag-unknown",
      ...placeIn(start, at.line, at.column),
      message: name === "" ? "A tag {% ... %} names nothing." : `A letter knows no tag "${name}".`,
      suggestion: `${nearest ? `Did you mean "${nearest}"? ` : ""}Known: if, elsif, else, unless, case, when, for, say, comment.`,
    });
  }
  return problems;
}

function parseProblem(error: Error & { token?: { getPosition(): number[] } }, start: Place): WordingProblem {
  const [line = 1, column = 1] = error.token?.getPosition() ?? [];
  const message = error.message.split("\n")[0]!.replace(/, line:\d+, col:\d+$/, "");
  const suggestion = /not closed/.test(message)
    ? 'Close what is opened: "{{" with "}}", {% if %} with {% endif %}, {% say %} with {% endsay %}.'
    : "Write values as {{ name }} and conditions as {% if name %} ... {% endif %}.";
  return { severity: "E", code: "liquid", ...placeIn(start, line, column), message: `${message[0]!.toUpperCase()}${message.slice(1)}.`, suggestion };
}

type Found = Omit<WordingProblem, "severity">;

function walk(templates: readonly Template[], rounds: number, found: (problem: Found) => void): void {
  for (const template of templates) {
    const { input, begin, end } = template.token;
    const at = placeAt(input, begin);
    const name = (template.token as TagToken).name;
    for (const filter of filtersIn(input.slice(begin, end)))
      found({ ...placeAt(input, begin + filter.index), code: "filter-unknown", ...filterProblem(filter.name) });
    let within = rounds;
    if (name === "for") {
      within *= roundsOf(input.slice(begin, end));
      if (within > MOST_ROUNDS)
        found({
          ...at,
          code: "loop-endless",
          message: Number.isFinite(within)
            ? `This loop would run ${within} times; a letter's may run ${MOST_ROUNDS} times in all.`
            : "Nobody can tell how often this loop would run.",
          suggestion: `A letter has no lists to go through: its tables and lists are values already. Loop over written numbers, such as (1..3), or take the loop out.`,
        });
    }
    if (template instanceof SayTag && !ELEMENTS.has(template.element)) found({ ...at, code: "element-unknown", ...elementProblem(template.element) });
    walk(childrenOf(template), within, found);
  }
}

function childrenOf(template: Template): readonly Template[] {
  const children = template.children?.(false, true);
  if (!children) return [];
  let step = children.next();
  while (!step.done) step = children.next();
  return step.value;
}

/** Filters by their names, outside of quoted text. */
function filtersIn(source: string): { readonly name: string; readonly index: number }[] {
  if (!source.startsWith("{{") && !source.startsWith("{%")) return [];
  const bare = source.replace(/"[^"]*"|'[^']*'/g, (quoted) => " ".repeat(quoted.length));
  return [...bare.matchAll(/\|\s*([\w-]+)/g)].flatMap((match) =>
    FILTERS.includes(match[1]!) ? [] : [{ name: match[1]!, index: match.index + match[0].length - match[1]!.length }],
  );
}

function filterProblem(name: string): Pick<Found, "message" | "suggestion"> {
  const nearest = nearestName(name, FILTERS);
  const known = Object.hasOwn(engine.filters, name);
  return {
    message: known ? `The filter "${name}" cannot be used: values come in the form in which the language writes them.` : `There is no filter "${name}".`,
    suggestion: nearest ? `Did you mean "${nearest}"?` : 'Take "| ..." out; where other words are wanted, write them into the text or into a phrase.',
  };
}

/** How often `{% for i in (1..3) %}` runs; without end where that is not written there. */
function roundsOf(tag: string): number {
  const range = /\bin\s*\(\s*(-?\d{1,9})\s*\.\.\s*(-?\d{1,9})\s*\)/.exec(tag);
  return range ? Math.max(0, Number(range[2]) - Number(range[1]) + 1) : Number.POSITIVE_INFINITY;
}

function elementProblem(element: string): Pick<Found, "message" | "suggestion"> {
  const known = [...ELEMENTS];
  const nearest = nearestName(element, known);
  return {
    message: element === "" ? "{% say %} does not name what the passage says." : `"${element}" is nothing that a letter can be asked to say.`,
    suggestion: `${nearest ? `Did you mean "${nearest}"? ` : ""}Known: ${known.join(", ")}.`,
  };
}

function variableProblem(segments: readonly unknown[], variables: readonly string[]): Pick<Found, "code" | "message" | "suggestion"> | null {
  const name = String(segments[0]);
  if (!variables.includes(name)) {
    const nearest = nearestName(name, variables);
    return {
      code: "variable-unknown",
      message: `This letter has no value "${name}".`,
      suggestion: nearest ? `Did you mean "${nearest}"?` : `It has: ${[...variables].sort().join(", ")}.`,
    };
  }
  if (segments.length === 1) return null;
  return { code: "variable-parts", message: `"${name}" has no parts: it is one value.`, suggestion: `Write {{ ${name} }}.` };
}
