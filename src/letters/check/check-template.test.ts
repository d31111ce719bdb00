import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TEMPLATE_KINDS, type TemplateKind, templateOf, templateText } from "../../core/letter/template-kind.ts";
import { languageCodes, readLanguage } from "../../languages/read.ts";
import { checkPhrases } from "./check-phrases.ts";
import { checkTemplate } from "./check-template.ts";
import { variablesOf } from "./sample-letters.ts";
import { meaningOf } from "./variable-meanings.ts";

const english = readLanguage("en");
const own = (kind: TemplateKind): string => templateText(templateOf(english, kind));
const check = (kind: TemplateKind, change: (text: string) => string) =>
  checkTemplate(english, kind, change(own(kind))).map(({ code, line, column, severity }) => `${severity} ${code} ${line}:${column}`);

describe("a template", () => {
  test.each(languageCodes().flatMap((code) => TEMPLATE_KINDS.map((kind) => [code, kind] as const)))("of Firmly's own is as it must be: %s %s", (code, kind) => {
    const language = readLanguage(code);
    expect(checkTemplate(language, kind, templateText(templateOf(language, kind)))).toEqual([]);
  });

  test("needs a subject line", () => {
    expect(check("first", (text) => text.replace("subject:", "Subject"))).toEqual(["E no-subject 1:1"]);
  });

  test("names only values that there are, and is told the nearest", () => {
    const [problem] = checkTemplate(english, "first", own("first").replace("{{ greeting }}", "{{ greetin }}"));
    expect(problem).toMatchObject({ code: "variable-unknown", line: 3, column: 4, suggestion: 'Did you mean "greeting"?' });
    expect(check("first", (text) => text.replace("{{ contacts }}", "{{ contacts.markdown }}"))).toContain("E variable-parts 15:4");
    expect(check("first", (text) => text.replace("subject: ", "subject: {{ what }} "))).toEqual(["E variable-unknown 1:13"]);
  });

  test.each([
    ["{{ amount | upcas }}", "filter-unknown"],
    ["{{ amount | upcase }}", "filter-unknown"],
    ["{{ amount", "liquid"],
    ["{% if one %}x", "liquid"],
    ["{% include 'x' %}", "tag-unknown"],
    ["{% render 'x' %}", "tag-unknown"],
    ["{% layout 'x' %}", "tag-unknown"],
    ["{% assign x = 1 %}", "tag-unknown"],
    ["{% say thank %}x{% endsay %}", "element-unknown"],
    ["{% for i in (1..1000000000) %}x{% endfor %}", "loop-endless"],
    ["{% for i in (1..20) %}{% for j in (1..20) %}x{% endfor %}{% endfor %}", "loop-endless"],
    ["{% for i in amount %}x{% endfor %}", "loop-endless"],
    ["<b>now</b>", "html"],
    ["<script>alert(1)</script>", "html"],
    ["[here](https://pay.example)", "markdown"],
    ["![logo](x.png)", "markdown"],
    ["> so they say", "markdown"],
    ["a\u202eb", "hidden-character"],
    ["a\uE003account", "hidden-character"],
  ])("is refused for %j", (passage, code) => {
    const found = checkTemplate(english, "first", own("first").replace("{{ contacts }}", `{{ contacts }}\n\n${passage}`));
    expect(found).toContainEqual(expect.objectContaining({ severity: "E", code, line: expect.toSatisfy((line: number) => line >= 17) }));
  });

  test("is told what is wrong, not what follows from it", () => {
    expect(check("first", (text) => `${text}\n{% include 'x' %}`)).toEqual([expect.stringMatching(/^E tag-unknown /)]);
    const [problem] = checkTemplate(english, "second", own("second").replace("**{{ pay_by }}**", "then"));
    expect(problem).toMatchObject({
      code: "L03",
      line: 32,
      message: "The letter names no day to pay by.",
      suggestion: expect.stringContaining("{{ pay_by }}"),
    });
  });

  test("says what its step requires, in every case", () => {
    const [missing] = checkTemplate(english, "first", own("first").replace("{{ contacts }}\n\n", ""));
    expect(missing).toMatchObject({ code: "element-missing", message: expect.stringContaining("earlier contacts"), suggestion: "Say it with {{ contacts }}." });
    // Said only where there is one invoice.
    const sometimes = checkTemplate(english, "second", own("second").replace("{{ hint }}", "{% if one %}{{ hint }}{% endif %}"));
    expect(sometimes).toContainEqual(expect.objectContaining({ code: "element-missing", message: expect.stringContaining("in 3 of 6 sample letters") }));
    expect(check("confirm-plan", (text) => text.replace("{{ plan }}\n\n", ""))).toContain("E value-missing 15:1");
  });

  test("keeps blocks out of sentences", () => {
    expect(check("first", (text) => text.replace("{{ contacts }}", "{{ contacts }} See {{ payment }} below."))).toContain("E block-in-sentence 15:20");
  });

  test("is read by the linter, which tells the place", () => {
    const found = checkTemplate(english, "first", own("first").replace("{{ contacts }}", "{{ contacts }}\n\nPay immediately or we will have you arrested."));
    expect(found).toContainEqual(expect.objectContaining({ severity: "E", code: "L09", line: 17 }));
  });

  test("never makes the check fail, whatever is written", () => {
    const piece = fc.oneof(
      fc.constantFrom("{{", "}}", "{%", "%}", " if ", " say thanks ", " endif ", "|", "amount", "for i in (1..3)", "\n\n", "- ", "**", "`", "(", "<"),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        for (const problem of checkTemplate(english, "reminder", own("reminder").replace("{{ account }}", pieces.join("")))) {
          expect(problem.line).toBeGreaterThan(0);
          expect(problem.column).toBeGreaterThan(0);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("phrases of one's own", () => {
  const codes = (yaml: string) => checkPhrases(english, yaml).problems.map(({ code, line, column }) => `${code} ${line}:${column}`);

  test("are taken where they are right", () => {
    const { phrases, problems } = checkPhrases(
      english,
      'closing: "With kind regards"\ngreeting:\n  company: "Dear friends at {{ name }},"\ndays:\n  one: "{{ count }} day"\n  other: "{{ count }} days"\n',
    );
    expect(problems).toEqual([]);
    expect(phrases).toEqual({
      closing: "With kind regards",
      "greeting.company": "Dear friends at {{ name }},",
      days: { one: "{{ count }} day", other: "{{ count }} days" },
    });
    expect(checkPhrases(english, "").problems).toEqual([]);
  });

  test.each([
    ['closin: "x"', "phrase-unknown 1:10"],
    ['closing: "{{ nam }}"', "variable-unknown 1:14"],
    ['closing:\n  one: "x"\n  other: "y"', "plural 2:9"],
    ['days:\n  one: "{{ count }} day"', "plural 2:9"],
    ['days:\n  few: "x"\n  other: "y"', "plural 2:9"],
    ["closing: 3", "yaml 1:1"],
    ["- x", "yaml 1:1"],
    ['closing: "a', "yaml 1:12"],
    ['closing: "<b>x</b>"', "html 1:11"],
  ])("are refused: %j", (yaml, code) => expect(codes(yaml)).toContain(code));
});

test("every value that a template can print has a meaning for those who write one", () => {
  const names = TEMPLATE_KINDS.flatMap((kind) => variablesOf(kind, english));
  expect(names.length).toBeGreaterThan(60);
  expect(names.filter((name) => meaningOf(name) === "")).toEqual([]);
});
