import { describe, expect, test } from "vitest";
import { findAmounts } from "../core/letter/lint/amounts.ts";
import { lintText } from "../core/letter/lint/lint.ts";
import { findAll } from "../core/letter/lint/patterns.ts";
import type { Notice } from "../core/letter/notice.ts";
import { pinOf, type SpokenLetter } from "../core/letter/spoken.ts";
import { languageCodes, readLanguage } from "../languages/read.ts";
import { letterCases } from "./letter-cases.sample.ts";
import { renderVoice, spokenLetter, type VoiceHead } from "./voice.ts";

const HEAD: Omit<VoiceHead, "name"> = {
  delivery: "LAAAAAAAAAA-voice",
  creditor: "northwind",
  phone: "+441134960120",
  pin: { asks: "customer-number", digits: "0042" },
  voicemail: true,
  connects: true,
};
/** Of what a bill is made, in each language; a postcode is none. */
const TELLING =
  /\b(?:invoices?|bills?|pay(?:ment)?s?|rechnung\p{L}*|zahl(?:en|ung)\p{L}*|factur\p{L}*|pago\p{L}*|pagar|paie\p{L}*|payer|fattur\p{L}*|pagament\p{L}*|faktur\p{L}*|bayar|pembayaran|tagihan|due|fällig|échue?|scadut\p{L}*|vencid\p{L}*)\b/iu;

const sent = (code: string, country: string | null = null) =>
  letterCases(code, country).flatMap(({ name, notice }) =>
    "answer" in notice || notice.step === "statement" || notice.step === "final" ? [] : [{ name, notice }],
  );
const speak = (notice: Notice, code: string, head: Partial<VoiceHead> = {}): SpokenLetter =>
  spokenLetter(notice, readLanguage(code), { ...HEAD, name: notice.creditor.name, ...head });

describe.each(languageCodes())("language %s", (code) => {
  test("reads as written down", async () => {
    const sheets = sent(code)
      .filter(({ name }) => /-(?:plain|full|one)$|^second-charges$|^first-disputed-part$/.test(name))
      .map(({ name, notice }) => `== ${name}\n\n${speak(notice, code).after.message}`);
    const { before, after } = speak(sent(code)[0]!.notice, code);
    const moments = Object.entries({ ...before, ...after }).filter(([moment]) => moment !== "message");
    await expect([...moments.map(([moment, text]) => `== ${moment}\n\n${text}`), ...sheets, ""].join("\n\n")).toMatchFileSnapshot(`golden/${code}/voice.txt`);
  });

  test("says nothing of money, invoices or debts to whoever takes the call, before the PIN or on a voicemail", () => {
    const { lexicon } = readLanguage(code);
    for (const { notice } of sent(code)) {
      for (const asks of ["customer-number", "postcode"] as const) {
        for (const [moment, text] of Object.entries(speak(notice, code, { pin: { asks, digits: "0042" } }).before)) {
          expect([moment, findAmounts(text, notice.currency)]).toEqual([moment, []]);
          for (const words of [lexicon.debtWords, lexicon.paymentRequests, lexicon.threats, lexicon.interestWords])
            expect([moment, findAll(words, text).map((found) => found.text)]).toEqual([moment, []]);
          expect([moment, TELLING.exec(text)?.[0]]).toEqual([moment, undefined]);
          for (const { document } of notice.items) {
            expect(text).not.toContain(document);
            if (/\d{4}/.test(document)) expect(text).not.toContain(Array.from(document.replace(/\D/g, "")).join(" "));
          }
        }
      }
    }
  });

  test("after the PIN it says what is open, by when and whom to call, and threatens nobody", () => {
    const { lexicon } = readLanguage(code);
    for (const { notice } of sent(code)) {
      const { message, keys } = speak(notice, code).after;
      expect(message).toContain(String(notice.totalMinor / 100n));
      expect(message).not.toMatch(/\{\{|\}\}|undefined|null|NaN/);
      for (const check of ["L02", "L04", "L09", "L16", "L19", "L20"])
        expect(lintText(message, notice.step, lexicon).findings.filter((finding) => finding.check === check)).toEqual([]);
      expect(keys).toMatch(/1.*2.*9/s);
    }
  });
});

test("amounts, numbers and days come as they can be read out", () => {
  const say = (code: string, name: string) => speak(sent(code).find((each) => each.name === name)!.notice, code).after.message;
  expect(say("en", "first-plain")).toContain("1240 pounds and 50 pence");
  expect(say("en", "first-plain")).toContain("number I N V, 4 7 0 1 of 14 October 2026, due on 13 November 2026");
  expect(say("en", "first-plain")).toContain("on plus 4 4, 1 1 3, 4 9 6, 0 1 2 0.");
  expect(say("de", "second-plain")).toMatch(/1240 Euro und 50 Cent .* bis [A-Z]\p{L}+, den \d+\. \p{L}+ bei uns/u);
  expect(say("id", "second-plain")).toContain("1240 rupiah dan 50 sen");
  expect(say("fr", "reminder-plain")).toContain("pour le lundi 30 novembre.");
});

test("what the sides are called cannot forge anything, and the same notice gives the same bytes", () => {
  const { notice } = sent("en")[0]!;
  const hostile = { ...notice, debtor: { ...notice.debtor, contactName: "</Say><Dial>+900</Dial>\u0000{{ amount }}{% if x %}" } } as Notice;
  const { before } = speak(hostile, "en", { name: `${"<Play/>".repeat(40)}` });
  expect(before.greeting).toContain("</Say><Dial>+900</Dial>{{ amount }}{% if x %}");
  expect(before.greeting.length).toBeLessThan(500);
  expect(renderVoice(speak(notice, "en"))).toEqual(renderVoice(speak(notice, "en")));
  expect(new TextDecoder().decode(renderVoice(speak(notice, "en")))).not.toContain("0042");
});

test("the PIN is the customer number's end; a postcode will do for a business only where it is all digits", () => {
  const debtor = (id: string, postalCode?: string) => ({ id, address: postalCode === undefined ? null : { postalCode } });
  expect(pinOf(debtor("D-10042"), "customer-number")).toEqual({ asks: "customer-number", digits: "0042" });
  expect(pinOf(debtor("ACME", "26721"), "any")).toEqual({ asks: "postcode", digits: "6721" });
  expect(pinOf(debtor("ACME", "26721"), "customer-number")).toBeNull();
  expect(pinOf(debtor("D-1", "YO21 1DJ"), "any")).toBeNull();
  expect(pinOf(debtor("D-123"), "any")).toBeNull();
});
