import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Day } from "../../core/values/day.ts";
import { readIntentLexicons } from "../../languages/intent-words.ts";
import { delegateOf, returnDay } from "./return-day.ts";

const LEXICONS = readIntentLexicons();
// A Thursday.
const TODAY: Day = "2026-11-26";

describe("the first day on which an absent person is there again", () => {
  test.each([
    ["I am out of the office and will be back on Monday 7 December.", "2026-12-07"],
    ["I am out of office from 23 November until 4 December 2026.", "2026-12-07"],
    ["I will be away through 2 December.", "2026-12-03"],
    ["I am on leave until Monday, 7 December. I have no access to my e-mails.", "2026-12-07"],
    ["I am on holiday from 20 Nov to 1 Dec.", "2026-12-02"],
    ["I am travelling and will return to the office on 30 November.", "2026-11-30"],
    ["Our office is closed and will reopen on Monday, 4 January 2027.", "2027-01-04"],
    ["I will answer your mail after my return on December 9.", "2026-12-09"],
    ["I am out of the office today and back tomorrow.", "2026-11-27"],
    ["Thank you for your message. We received it on 25 November.", null],
    ["I am out of the office.", null],
    ["I was away until 20 November 2026.", null],
    ["Ich bin bis einschließlich 4.12. nicht im Büro.", "2026-12-07"],
    ["Ich bin ab Montag, dem 7. Dezember, wieder erreichbar.", "2026-12-07"],
    ["Vielen Dank für Ihre Nachricht. Ich bin vom 23.11.2026 bis zum 02.12.2026 im Urlaub.", "2026-12-03"],
    ["Ich bin vom 23.11. bis 02.12. im Urlaub und am 03.12. wieder im Haus.", "2026-12-03"],
    ["Ich bin derzeit nicht im Büro. Ab dem 30.11.2026 bin ich wieder für Sie da.", "2026-11-30"],
    ["Ich bin ab dem 30.11. im Urlaub und am 14.12. zurück.", "2026-12-14"],
    ["Je suis absent du 23 novembre au 4 décembre inclus.", "2026-12-07"],
    ["Je suis en congés jusqu'au 2 décembre 2026.", "2026-12-03"],
    ["Je serai de retour le lundi 7 décembre.", "2026-12-07"],
    ["Sono fuori ufficio fino al 4 dicembre compreso.", "2026-12-07"],
    ["Sarò assente dal 23 novembre al 2 dicembre.", "2026-12-03"],
    ["Rientrerò in ufficio lunedì 7 dicembre.", "2026-12-07"],
    ["Estaré fuera de la oficina hasta el 4 de diciembre.", "2026-12-07"],
    ["Estoy de vacaciones del 23 de noviembre al 2 de diciembre de 2026.", "2026-12-03"],
    ["Regreso el lunes 7 de diciembre.", "2026-12-07"],
    ["Saya sedang cuti sampai dengan 4 Desember 2026.", "2026-12-07"],
    ["Saya cuti dari tanggal 23 November sampai 2 Desember.", "2026-12-03"],
    ["Saya akan kembali ke kantor pada hari Senin, 7 Desember.", "2026-12-07"],
  ])("%s", (text, day) => {
    expect(returnDay(text, TODAY, LEXICONS)).toBe(day);
  });
});

describe("who stands in", () => {
  test.each([
    ["I am away. In urgent cases please contact Jo Meier (jo.meier@meier.example).", "jo.meier@meier.example"],
    ["In dringenden Fällen wenden Sie sich bitte an meine Kollegin:\n\nPetra Huber\np.huber@huber.example", "p.huber@huber.example"],
    ["In dringenden Fällen wenden Sie sich bitte an meine Kollegin: p.huber@huber.example.", "p.huber@huber.example"],
    ["En cas d'urgence, merci de contacter compta@martin.example.", "compta@martin.example"],
    ["Per urgenze contattare amm@rossi.example.", "amm@rossi.example"],
    ["Para asuntos urgentes, contacte con conta@garcia.example.", "conta@garcia.example"],
    ["Untuk keperluan mendesak silakan hubungi keuangan@maju.example.", "keuangan@maju.example"],
    ["Please contact a@meier.example or b@meier.example.", null],
    ["I am away. My address is jo@meier.example.", null],
  ])("%s", (text, address) => {
    expect(delegateOf(text, LEXICONS)).toBe(address);
  });
});

test("without any language nothing is made of it", () => {
  expect(returnDay("Back on 7 December.", TODAY, [])).toBeNull();
  expect(delegateOf("Please contact a@b.example.", [])).toBeNull();
});

test("no text is too long or too strange: what stands beyond the first 20,000 characters is not read", () => {
  const piece = fc.constantFrom("until ", "back on ", "4 December ", "1.1.", "a@", "urgent ", "du 3 au ", "(", "«", "\u0000", ". ", "\n", "aaaaaaaaaa");
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
      const text = pieces.join("").repeat(40_000).slice(0, 20_000);
      const longer = `${text}${"x".repeat(200_000)}. Back on 7 December, contact anna@acme.test.`;
      const [day, delegate] = [returnDay(longer, TODAY, LEXICONS), delegateOf(longer, LEXICONS)];
      expect(day).toBe(returnDay(text, TODAY, LEXICONS));
      expect(delegate).toBe(delegateOf(text, LEXICONS));
    }),
    { numRuns: 8 },
  );
});
