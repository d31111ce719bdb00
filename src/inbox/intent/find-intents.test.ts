import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Day } from "../../core/values/day.ts";
import { readIntentLexicons } from "../../languages/intent-words.ts";
import type { Intent } from "../contract.ts";
import { findIntents } from "./find-intents.ts";

const LEXICONS = readIntentLexicons();
const TODAY: Day = "2026-11-26";

const find = (text: string, today: Day = TODAY): readonly Intent[] => findIntents(text, LEXICONS, today);
const told = (text: string, today: Day = TODAY): string =>
  find(text, today)
    .map(({ kind, day, amount, reason }) => [kind, day, amount, reason].filter(Boolean).join(" "))
    .join("; ");

describe.each(LEXICONS.map(({ language }) => language))("what a reply wants, in the language %s", (language) => {
  const cases = parse(readFileSync(new URL(`./sentences/${language}.yaml`, import.meta.url), "utf8")) as [string, string][];
  test("is tried on at least 25 sentences, a third of which want nothing", () => {
    expect(cases.length).toBeGreaterThanOrEqual(25);
    expect(cases.filter(([, want]) => want === "").length).toBeGreaterThanOrEqual(8);
  });
  test.each(cases)("%s", (text, want) => {
    expect(told(text)).toBe(want);
    // The same in a letter, broken by a mail program.
    expect(told(`${text}\n\n--\n`)).toBe(want);
  });
});

describe("a whole reply", () => {
  test("is read sentence by sentence, in whichever language each is", () => {
    expect(told("Guten Tag,\n\ndie Rechnung 17 haben wir am 20.11. bezahlt.\nInvoice 18 will be paid on 15 December.\n\nSaludos")).toBe(
      "already-paid 2026-11-20; promise 2026-12-15",
    );
  });

  test("is broken into lines anywhere", () => {
    expect(
      told(
        "Dear Anna,\n\nthank you for your reminder. We will transfer the outstanding amount of EUR\n1,200.00 to your account by the end of\nnext week.\n\nJo",
      ),
    ).toBe("promise 2026-12-04 1200.00");
  });

  test("gives the writer's own words, not more than can be read", () => {
    const [intent] = find("Hello. We have, as I told your colleague on the phone, already paid this invoice. Bye.");
    expect(intent!.words).toBe("We have, as I told your colleague on the phone, already paid this invoice.");
    const long = find(`${"Well and good and so on ".repeat(20)} we will pay on Friday ${"and so on ".repeat(60)}.`);
    expect(long[0]!.words).toContain("we will pay on Friday");
    expect(long[0]!.words.length).toBeLessThanOrEqual(240);
  });

  test("names each wish once, with what is known of it", () => {
    expect(told("We will pay. We will pay on 4 December. We will pay EUR 500.")).toBe("promise 2026-12-04 500");
    expect(told("We dispute the invoice. The goods were damaged.")).toBe("dispute quality");
  });
});

test("days turn with the year", () => {
  expect(told("We will pay on 5 January.", "2026-12-28")).toBe("promise 2027-01-05");
  expect(told("We paid on 28 December.", "2027-01-05")).toBe("already-paid 2026-12-28");
  expect(told("Zahlung erfolgt in KW 2.", "2026-12-28")).toBe("promise 2027-01-15");
  expect(told("We will pay on 29 February.", "2027-12-20")).toBe("promise 2028-02-29");
  expect(told("Wir zahlen am 31.", "2026-11-26")).toBe("promise 2026-12-31");
});

test("in English a date that could be two is none", () => {
  expect(told("We will pay on 3/12/2026.")).toBe("promise");
  expect(told("We will pay on 15/12/2026.")).toBe("promise 2026-12-15");
  expect(told("We will pay on 12/15/2026.")).toBe("promise 2026-12-15");
  expect(told("Nous paierons le 3/12/2026.")).toBe("promise 2026-12-03");
});

test("any text at all, and much of it, gives a short list", () => {
  const piece = fc.constantFrom(
    "we paid ",
    "Rechnung ",
    "nicht ",
    "am 15.12. ",
    "% ",
    "\n",
    ". ",
    "EUR 1.234,56 ",
    "if ",
    "bukan ",
    "« ",
    '"',
    "\u0000",
    "la factura ",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ unit: "binary", maxLength: 6 })), { maxLength: 60 }), (pieces) => {
      for (const { words, day } of find(pieces.join(""))) {
        expect(words.length).toBeLessThanOrEqual(240);
        expect(day === null || /^\d{4}-\d{2}-\d{2}$/.test(day)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
  expect(find("We will pay EUR 1 on 15 December. ".repeat(50_000)).length).toBe(1);
  expect(find("not ".repeat(300_000))).toEqual([]);
});
