import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { elementsOf, REQUIRED } from "../core/letter/elements.ts";
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
import { wordingOf } from "./wording.ts";

const english = readLanguage("en");

function letterOf(step: Step, options: SampleOptions = {}): { notice: Notice; letter: Letter } {
  const made = notice(sampleFacts(step, options));
  if ("missing" in made) throw new Error(made.missing.map(({ message }) => message).join("; "));
  return { notice: made.notice, letter: compose(made.notice, english) };
}

const EARLIER = [
  { day: "2026-11-06", kind: "reminder", channel: "email" },
  { day: "2026-11-14", kind: "past-due", channel: "email" },
  { day: "2026-11-17", kind: "first", channel: "email" },
  { day: "2026-11-19", kind: "call", channel: "phone" },
  { day: "2026-11-20", kind: "second", channel: "post" },
] as const;
const SEEN: Readonly<Record<Step, number>> = { reminder: 0, "past-due": 1, first: 2, second: 4, third: 5, final: 5 };
const ENABLED = { ...SAMPLE_CREDITOR, consequences: { creditTerms: true, agency: "Ashdown Recoveries Ltd", attorney: null, creditReport: true } };

function plainOptions(step: Step): SampleOptions {
  return { earlier: EARLIER.slice(0, SEEN[step]), items: step === "reminder" ? [sampleItem(1, { due: "2026-11-30" })] : [sampleItem(1)] };
}

function fullOptions(step: Step): SampleOptions {
  const due = step === "reminder" ? (["2026-11-30", "2026-12-04"] as const) : (["2026-11-13", "2026-11-16"] as const);
  return {
    earlier: EARLIER.slice(0, SEEN[step]),
    creditor: ENABLED,
    handedOverTo: "Ashdown Recoveries Ltd",
    items: [sampleItem(1, { due: due[0] }), sampleItem(2, { due: due[1], amountMinor: 80_000n, openMinor: 50_000n })],
    steps: step === "third" ? ["third", "first"] : [],
    credits: [{ item: 9, kind: "credit-memo", document: "CM-3", bookedOn: "2026-11-01", openMinor: 10_000n }],
    partPayments: [{ item: 2, amountMinor: 30_000n, day: "2026-11-18" }],
  };
}

describe.each(STEPS)("%s", (step) => {
  test.each([
    ["plain", plainOptions(step)],
    ["full", fullOptions(step)],
  ])("%s letter reads as written down, says all it must, and lints clean", async (name, options) => {
    const { notice: said, letter } = letterOf(step, options);
    await expect(`Subject: ${letter.subject}\n\n${letter.text}`).toMatchFileSnapshot(`golden/${step}-${name}.txt`);
    expect([...boundElements(letter)]).toEqual(expect.arrayContaining([...elementsOf(step)]));
    expect(lintLetter(letter, said, english.lexicon).findings).toEqual([]);
    // Also when read like a letter from elsewhere, by its wording alone.
    expect(lintText(letter.text, step, english.lexicon).findings).toEqual([]);
  });

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

const IN_PART: SampleOptions = {
  items: [sampleItem(1, { openMinor: 104_050n, disputedMinor: 20_000n })],
  left: [{ item: sampleItem(1, { openMinor: 20_000n }), block: "disputed" }],
};
const IN_PARTS: SampleOptions = {
  items: [
    sampleItem(1, { openMinor: 104_050n, disputedMinor: 20_000n }),
    sampleItem(2, { amountMinor: 80_000n, openMinor: 30_000n, disputedMinor: 20_000n }),
    sampleItem(3, { amountMinor: 50_000n }),
  ],
  left: [
    { item: sampleItem(1, { openMinor: 20_000n }), block: "disputed" },
    { item: sampleItem(2, { openMinor: 20_000n }), block: "credit-expected" },
    { item: sampleItem(4), block: "disputed" },
    { item: sampleItem(5), block: "credit-expected" },
    { item: sampleItem(6), block: "promised" },
  ],
  credits: [{ item: 9, kind: "credit-memo", document: "CM-3", bookedOn: "2026-11-01", openMinor: 10_000n }],
};

describe.each(STEPS)("%s about what is in dispute", (step) => {
  test.each([
    ["part", IN_PART],
    ["parts", IN_PARTS],
  ])("in %s asks for the rest, and shows what is open, in dispute and asked for", async (name, options) => {
    const due: Day = step === "reminder" ? "2026-11-30" : "2026-11-13";
    const items = options.items!.map((item) => ({ ...item, due }));
    const { notice: said, letter } = letterOf(step, { ...plainOptions(step), ...options, items });
    await expect(`Subject: ${letter.subject}\n\n${letter.text}`).toMatchFileSnapshot(`golden/${step}-disputed-${name}.txt`);
    expect([...boundElements(letter)]).toEqual(expect.arrayContaining([...elementsOf(step)]));
    // With every exception at once a letter may be longer than is good.
    const others = (findings: readonly { readonly check: string }[]) => findings.filter(({ check }) => name === "part" || check !== "L15");
    expect(others(lintLetter(letter, said, english.lexicon).findings)).toEqual([]);
    expect(others(lintText(letter.text, step, english.lexicon).findings)).toEqual([]);
    expect(letter.text).not.toContain("INV-4706");
  });
});

test("charges and a part in dispute lead to the same total in words and in the table", () => {
  const fee = { kind: "fee", item: 1, document: "INV-4701", amountMinor: 500n, from: "2026-11-23", to: "2026-11-23", calculation: [], booked: null } as const;
  const { notice: said, letter } = letterOf("second", { ...plainOptions("second"), ...IN_PART, charges: [fee] });
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
  const plan = { activity: 7, of: 4, agreedOn: "2026-03-03", documents: ["INV-4701", "INV-4702"] } as const;
  const instalment = (number: number, due: Day, openMinor = 50_000n) =>
    sampleItem(-7000 - number, { document: "PLAN-7", instalment: number, issued: "2026-03-03", due, amountMinor: 50_000n, openMinor, plan });
  test.each([
    ["one", [instalment(2, first)]],
    ["several", [instalment(2, first, 20_000n), instalment(3, second), instalment(1, first)]],
  ])("speaks of the instalment, not of an invoice: %s", async (name, items) => {
    const { notice: said, letter } = letterOf(step, { items });
    await expect(`Subject: ${letter.subject}\n\n${letter.text}`).toMatchFileSnapshot(`golden/instalment-${step}-${name}.txt`);
    expect([...boundElements(letter)]).toEqual(expect.arrayContaining([...elementsOf(step)]));
    expect(lintLetter(letter, said, english.lexicon).findings).toEqual([]);
    expect(lintText(letter.text, step, english.lexicon).findings).toEqual([]);
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
  const { letter } = letterOf("third", fullOptions("third"));
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
    const { notice: said, letter } = letterOf(step, { ...fullOptions(step), elsewhere: elsewhere("second", 1) });
    expect(letter.text.replace(/\s+/g, " ")).toContain("Invoice OLD-1 remains due as stated in our second reminder of 20 November 2026.");
    expect(lintLetter(letter, said, english.lexicon).findings).toEqual([]);
    expect(lintText(letter.text, step, english.lexicon).findings).toEqual([]);
  });

  test("are counted where they are many, with each of their letters", () => {
    const two = [...elsewhere("first", 4), { document: "OLD-9", step: "second", sentOn: "2026-11-18" }] as const;
    expect(flatOf("second", { elsewhere: two })).toContain(
      "5 other invoices remain due as stated in our payment reminder of 20 November 2026 and our second reminder of 18 November 2026.",
    );
  });

  test("leave a final request the last one only if none of them has had a final request", () => {
    expect(flatOf("third", { elsewhere: elsewhere("second", 1) })).toContain("This is our last request");
    expect(flatOf("third", { elsewhere: elsewhere("third", 1) })).not.toMatch(/\blast request/);
  });

  test("no letter claims that what it lists is all", () => {
    for (const step of STEPS.filter((each) => each !== "reminder" && each !== "past-due")) expect(flatOf(step, fullOptions(step))).not.toMatch(/\bin all\b/i);
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
