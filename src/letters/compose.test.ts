import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { REQUIRED } from "../core/letter/elements.ts";
import type { Letter } from "../core/letter/letter.ts";
import { SAMPLE_CREDITOR, SAMPLE_DEBTOR, sampleFacts, sampleItem, type SampleOptions } from "../core/letter/letter-facts.sample.ts";
import { boundElements } from "../core/letter/lint/letter-text.ts";
import { lintLetter, lintText } from "../core/letter/lint/lint.ts";
import { cleanText, type Notice, notice } from "../core/letter/notice.ts";
import { type Step, STEPS } from "../core/process/procedure.ts";
import type { Day } from "../core/values/day.ts";
import { formatMinor } from "../core/values/money.ts";
import { readLanguage } from "../languages/read.ts";
import { compose } from "./compose.ts";
import { FEE, fullOptions, IN_PART, instalment, instalmentOptions, plainOptions } from "./letter-cases.sample.ts";
import { sampleParties } from "./letter-parties.sample.ts";
import { wordingOf } from "./wording.ts";

const english = readLanguage("en");
const ENGLISH = sampleParties("en");

function letterOf(step: Step, options: SampleOptions = {}): { notice: Notice; letter: Letter } {
  const made = notice(sampleFacts(step, options));
  if ("missing" in made) throw new Error(made.missing.map(({ message }) => message).join("; "));
  return { notice: made.notice, letter: compose(made.notice, english) };
}

describe.each(STEPS)("%s", (step) => {
  test("lints clean without a contact, a bank account or a logged contact", () => {
    const { notice: said, letter } = letterOf(step, {
      creditor: { ...SAMPLE_CREDITOR, contact: null, bankAccounts: [], paymentOptions: {}, address: null, companyDetails: [] },
    });
    expect(lintLetter(letter, said, english.lexicon).findings).toEqual([]);
    expect(lintText(letter.text, step, english.lexicon).findings).toEqual([]);
    const flat = letter.text.replace(/\s+/g, " ");
    expect(flat).toContain("the contact details on the invoice");
    if (step !== "final") expect(flat).toContain("bank details are on the invoice");
  });
});

test("charges and a part in dispute lead to the same total in words and in the table", () => {
  const { notice: said, letter } = letterOf("second", { ...plainOptions("second"), ...IN_PART, charges: [FEE] });
  const flat = letter.text.replace(/\s+/g, " ");
  expect(flat).toContain("With late-payment charges of £5.00, and without the part in dispute, £1,045.50 remains.");
  expect(lintLetter(letter, said, english.lexicon).findings).toEqual([]);
});

test("many invoices in dispute are counted, not named", () => {
  const left = Array.from({ length: 4 }, (_, index) => ({ item: sampleItem(10 + index), block: "disputed" as const }));
  const { letter } = letterOf("second", { ...plainOptions("second"), left });
  expect(letter.text.replace(/\s+/g, " ")).toContain("4 other invoices are being clarified and are not part of this letter.");
});

describe.each(["reminder", "past-due"] as const)("%s of a payment plan", (step) => {
  const [first, second]: readonly [Day, Day] = step === "reminder" ? ["2026-11-30", "2026-12-30"] : ["2026-11-20", "2026-11-06"];
  test.each(["one", "several"] as const)("speaks of the instalment, not of an invoice: %s", (count) => {
    const { letter } = letterOf(step, instalmentOptions(step, count));
    expect(`${letter.subject} ${letter.text}`).not.toMatch(/PLAN-|Invoice date|Issued/);
  });

  test("of two plans on two agreements names both, and what it covers by number only while that stays short", () => {
    const other = { activity: 9, of: 2, agreedOn: "2026-05-04", documents: ["A", "B", "C"] } as const;
    const items = [instalment(2, first), sampleItem(-9001, { ...instalment(1, second), item: -9001, plan: other })];
    const flat = letterOf(step, { items }).letter.text.replace(/\s+/g, " ");
    expect(flat).toContain("our payment plans of 3 March 2026 and 4 May 2026 for 5 invoices");
  });
});

test("the notice of referral is shorter than the letters before it", () => {
  const words = (step: Step): number => letterOf(step, plainOptions(step)).letter.text.split(/\s+/).length;
  for (const step of ["first", "second", "third"] as const) expect(words("final")).toBeLessThan(words(step));
});

test("a consequence names only items that have reached it, and new items stand under their own heading", () => {
  const { letter } = letterOf("third", fullOptions("third", ENGLISH));
  const sentence = /Without payment or a plan[^.]*\./.exec(letter.text.replace(/\s+/g, " "))![0];
  expect(sentence).toContain("INV-4701");
  expect(sentence).not.toContain("INV-4702");
  expect(letter.text.indexOf("New in this letter")).toBeLessThan(letter.text.indexOf("INV-4702  14 Oct"));
});

test("nothing is announced that the creditor has not enabled", () => {
  for (const step of ["second", "third"] as const) expect(letterOf(step).letter.text).not.toMatch(/agency|attorney|credit bureau|credit rating/);
});

test("dates and amounts are written as the debtor's country writes them", () => {
  const us = letterOf("first", { currency: "USD", debtor: { ...SAMPLE_DEBTOR, country: "US" } }).letter;
  expect(us.locale).toBe("en-US");
  expect(us.text).toContain("Thursday, December 3, 2026");
  expect(us.text).toContain("$1,240.50");
  expect(letterOf("first", { currency: "JPY", items: [sampleItem(1, { amountMinor: 1240n })] }).letter.text).toMatch(/1,240\b(?!\.)/);
});

test("amounts beyond the reach of floating point stay exact", () => {
  expect(letterOf("first", { items: [sampleItem(1, { amountMinor: 9_007_199_254_740_993_01n })] }).letter.text).toContain("£9,007,199,254,740,993.01");
});

describe("items that stand in an earlier letter", () => {
  const flatOf = (step: Step, options: SampleOptions): string => letterOf(step, options).letter.text.replace(/\s+/g, " ");
  const elsewhere = (step: Step, count: number) =>
    Array.from({ length: count }, (_, index) => ({ document: `OLD-${index + 1}`, step, sentOn: "2026-11-20" as Day }));

  test.each(["first", "second", "third"] as const)("are pointed at in a %s letter, and the letter still lints clean", (step) => {
    const { notice: said, letter } = letterOf(step, { ...fullOptions(step, ENGLISH), elsewhere: elsewhere("second", 1) });
    expect(letter.text.replace(/\s+/g, " ")).toContain("Invoice OLD-1 remains due as stated in our second reminder of 20 November 2026.");
    expect(lintLetter(letter, said, english.lexicon).findings).toEqual([]);
    expect(lintText(letter.text, step, english.lexicon).findings).toEqual([]);
  });

  test("are counted where they are many, in a sentence for each kind of letter", () => {
    const two = [...elsewhere("first", 4), { document: "OLD-9", step: "second", sentOn: "2026-11-18" }] as const;
    expect(flatOf("second", { elsewhere: two })).toContain(
      "4 other invoices remain due as stated in our payment reminder of 20 November 2026. Invoice OLD-9 remains due as stated in our second reminder of 18 November 2026.",
    );
  });

  test("leave a final request the last one only if none of them has had a final request", () => {
    expect(flatOf("third", { elsewhere: elsewhere("second", 1) })).toContain("This is our last request");
    expect(flatOf("third", { elsewhere: elsewhere("third", 1) })).not.toMatch(/\blast request/);
  });

  test("no letter claims that what it lists is all", () => {
    for (const step of STEPS.filter((each) => each !== "reminder" && each !== "past-due"))
      expect(flatOf(step, fullOptions(step, ENGLISH))).not.toMatch(/\bin all\b/i);
  });
});

test("the subject counts new items apart from those that were reminded before", () => {
  const items = Array.from({ length: 7 }, (_, index) => sampleItem(index + 1));
  const steps = (own: Step, count: number): Step[] => items.map((_, index) => (index < count ? own : "first"));
  expect(letterOf("second", { items, steps: steps("second", 5) }).letter.subject).toBe("Second reminder: 5 invoices and 2 new ones, £8,683.50 overdue");
  expect(letterOf("third", { items, steps: ["third", "second", "first", "first", "first", "first", "first"] }).letter.subject).toBe(
    "Final request: invoice INV-4701 and 6 others, £8,683.50 overdue",
  );
});

test("no list has a single point, and one invoice less a credit has no sum of its own", () => {
  const calls = (["2026-11-14", "2026-11-16", "2026-11-18"] as const).map((day) => ({ day, kind: "call", channel: "phone" }) as const);
  const { letter } = letterOf("first", {
    earlier: calls,
    credits: [{ item: 9, kind: "credit-memo", document: "CM-3", bookedOn: "2026-11-01", openMinor: 10_000n }],
  });
  expect(letter.text.replace(/\s+/g, " ")).toContain("This letter follows our calls of 14 November 2026, 16 November 2026 and 18 November 2026.");
  expect(letter.text).not.toContain("Sum ");
  expect(letter.text).toMatch(/−100\.00\n-+\nTotal to pay/);
});

test("a company is greeted as one also where only its name says so, a person never", () => {
  const greeted = (name: string, type: "unknown" | "sole-trader" | "consumer"): string =>
    letterOf("first", { debtor: { ...SAMPLE_DEBTOR, name, type } }).letter.text.split("\n")[0]!;
  expect(greeted("Harbor Point Inc.", "unknown")).toBe("Dear accounts team at Harbor Point Inc.,");
  expect(greeted("Maria Lopez", "unknown")).toBe("Dear Maria Lopez,");
  expect(greeted("Lopez Ltd", "sole-trader")).toBe("Dear Lopez Ltd,");
});

// What people type into name fields by accident, and what they type on purpose.
const HOSTILE = [
  "{{ creditor.contact }}",
  "{% include 'package.json' %}",
  "{{",
  "%}",
  "*bold*",
  "**",
  "_x_",
  "# Title",
  "- item",
  "1. item",
  "> quote",
  "`code`",
  "[link](javascript:alert(1))",
  "![i](x)",
  "<script>alert(1)</script>",
  "<b>",
  "&amp;",
  '#import "@preview/a:1.0.0"',
  '#read("/etc/passwd")',
  "$x$",
  "@label",
  "\\",
  "\\#",
  "~",
  "|",
  "a|b",
  "---",
  "O'Neil & Söhne",
  "株式会社",
  "Ωmega",
  "مثال",
  "🙂",
  "XX",
  "NaN",
  "undefined",
  "URGENT!!!",
  "arrest",
  "legal action",
  "as soon as possible",
  "$.",
  "Dear ,",
  "\u202eevil",
  "\uE000\uE001\uE002",
  "\u0000",
  "\r\nBcc: a@b.example",
  "   ",
  "0",
  "1",
  "30 February 2026",
  "€99.99",
  "A".repeat(90),
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 12, unit: "grapheme" })), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(" "));
const named = hostile.filter((text) => cleanText(text) !== "");

const anyFacts = fc.record({
  step: fc.constantFrom(...STEPS),
  name: named,
  document: named,
  contactName: fc.option(hostile),
  agency: fc.option(named),
  creditorName: named,
  count: fc.integer({ min: 1, max: 12 }),
  open: fc.bigInt({ min: 1n, max: 10n ** 12n }),
  credit: fc.boolean(),
  days: fc.integer({ min: 1, max: 900 }),
  contacts: fc.integer({ min: 0, max: 14 }),
  currency: fc.constantFrom("GBP", "EUR", "USD", "JPY", "CHF", "KWD"),
  country: fc.constantFrom("GB", "US", "DE", null),
  steps: fc.array(fc.constantFrom<Step>("first", "second", "third"), { maxLength: 12 }),
  person: fc.boolean(),
  disputed: fc.boolean(),
});

/** Minor units of the last cell of a row. */
function minorOf({ cells }: { readonly cells: readonly (readonly { readonly text: string }[])[] }): bigint {
  const text = cells
    .at(-1)!
    .map((run) => run.text)
    .join("");
  return BigInt(text.replace(/\D/g, "")) * (text.startsWith("\u2212") ? -1n : 1n);
}

test("any facts, however hostile, make a letter that says the names as they are, adds up and lints clean", () => {
  fc.assert(
    fc.property(anyFacts, (any) => {
      const items = Array.from({ length: any.count }, (_, index) =>
        sampleItem(index + 1, {
          document: index === 0 ? any.document : `D${index}`,
          amountMinor: any.open,
          ...(any.disputed && index % 3 === 0 && any.open > 1n && { openMinor: any.open - any.open / 2n, disputedMinor: any.open / 2n }),
          issued: "2024-01-02",
          due: any.step === "reminder" ? "2026-11-30" : "2024-03-01",
        }),
      );
      const dunned = any.step === "third" ? any.steps : [];
      const { notice: said, letter } = letterOf(any.step, {
        items,
        steps: [any.step, ...dunned],
        currency: any.currency,
        earlier: Array.from({ length: any.contacts }, (_, index) => ({
          day: `2026-0${(index % 9) + 1}-15` as Day,
          kind: (["reminder", "call", "contact", "first", "second", "voicemail", "call-attempt"] as const)[index % 7]!,
          channel: null,
        })),
        debtor: { ...SAMPLE_DEBTOR, name: any.name, contactName: any.contactName, country: any.country, type: any.person ? "consumer" : "company" },
        creditor: {
          ...SAMPLE_CREDITOR,
          name: any.creditorName,
          consequences: { creditTerms: any.credit, agency: any.agency, attorney: any.agency, creditReport: any.credit },
        },
        handedOverTo: any.agency,
        credits: any.credit && any.open > 1n ? [{ item: 99, kind: "payment", document: any.document, bookedOn: "2026-11-02", openMinor: 1n }] : [],
        elsewhere: any.credit ? [{ document: any.document, step: "third", sentOn: "2026-11-02" }] : [],
        partPayments: any.credit ? [{ item: 1, amountMinor: 5n, day: "2026-11-03" }] : [],
      });
      const flat = letter.text.replace(/\s+/g, " ");
      const addressee = cleanText(any.contactName ?? "") || cleanText(any.name);
      expect(flat).toContain(addressee.replace(/\s+/g, " "));
      expect(letter.frame.recipient[0]).toBe(cleanText(any.name));
      expect(`${letter.text}${letter.subject}${letter.html}`).not.toMatch(/[\uE000-\uF8FF]/);
      expect(letter.html).not.toMatch(/<(?:script|b|img)\b|href="(?!https:|mailto:|tel:)/);
      const money = wordingOf(english, said.debtor.country).money(said.totalMinor, any.currency).replace(/\s/g, " ");
      if (any.step !== "reminder") expect(flat).toContain(money);
      const sum = items.reduce((all, item) => all + item.openMinor, 0n) - (any.credit && any.open > 1n ? 1n : 0n);
      expect(formatMinor(said.totalMinor, any.currency)).toBe(formatMinor(sum, any.currency));
      expect(REQUIRED[any.step].filter((element) => !boundElements(letter).has(element))).toEqual(
        said.elements &&
          Object.entries(said.elements)
            .filter(([id, stated]) => "waived" in stated && (REQUIRED[any.step] as readonly string[]).includes(id))
            .map(([id]) => id),
      );
      const table = letter.blocks.find((block) => block.kind === "table");
      const total = table?.rows.find((row) => row.kind === "total");
      const added = table?.rows.filter((row) => row.kind === "item" || row.kind === "credit").reduce((all, row) => all + minorOf(row), 0n);
      if (total) expect(added).toBe(minorOf(total));
      expect(lintLetter(letter, said, english.lexicon).findings.filter(({ check }) => !any.disputed || check !== "L15")).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
