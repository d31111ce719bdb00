import { describe, expect, test } from "vitest";
import type { ElementId } from "../../core/letter/elements.ts";
import { findDates } from "../../core/letter/lint/dates.ts";
import { type LintReport, lintText } from "../../core/letter/lint/lint.ts";
import type { Step } from "../../core/process/procedure.ts";
import { readLanguage } from "../read.ts";

const { lexicon } = readLanguage("de");
const lint = (step: Step, text: string): LintReport => lintText(text, step, lexicon);
const matchesAny = (patterns: readonly string[], text: string): boolean => patterns.some((pattern) => new RegExp(pattern, "imu").test(text));
const errors = (step: Step, text: string): string[] =>
  lint(step, text)
    .findings.filter(({ severity }) => severity === "E")
    .map(({ check, message }) => `${check} ${message}`);
const checks = (step: Step, text: string): string[] => lint(step, text).findings.map(({ check }) => check);

const BANK = "Bankverbindung: Sparkasse Oldesloe, IBAN DE89 3704 0044 0532 0130 00";
const REACH = "Sie erreichen mich unter 04531 88 12 40 oder per E-Mail an k.brandt@brandt-elektro.example.";
const CLOSING = "Mit freundlichen Grüßen\nKarin Brandt\nBrandt Elektrotechnik GmbH";

/** What it is, its step, its text, and what it does without of what is customary. */
const GOOD: readonly (readonly [string, Step, string, readonly ElementId[]])[] = [
  [
    "a workshop before the due day",
    "reminder",
    `Hallo Frau Öztürk,

vielen Dank für Ihren Auftrag. Ich möchte Sie kurz daran erinnern, dass unsere Rechnung Nr. 2026-0815 über 386,75 € am 2. Dezember 2026 fällig wird. Bitte überweisen Sie den Betrag bis Mittwoch, den 2. Dezember 2026. Wenn Sie schon gezahlt haben, hat sich diese Nachricht erledigt.

${BANK}
${REACH}

${CLOSING}`,
    [],
  ],
  [
    "a wholesaler after the due day",
    "past-due",
    `Guten Tag Herr Wiesner,

besten Dank für Ihre Bestellung. Sicher haben Sie es nur übersehen: Rechnung 47110 über EUR 1.290,00 ist seit 4 Tagen überfällig, sie war am 19.11.2026 fällig. Bitte zahlen Sie den Betrag bis zum 27.11.2026. Haben Sie inzwischen bezahlt? Dann betrachten Sie diese Zeilen bitte als gegenstandslos.

${BANK}
${REACH}

Freundliche Grüße
Karin Brandt`,
    [],
  ],
  [
    "a first reminder in office style",
    "first",
    `Sehr geehrte Damen und Herren der Malerbetrieb Jessen KG,

für die gute Zusammenarbeit bedanken wir uns. Leider konnten wir zu der unten genannten Rechnung noch keinen Zahlungseingang feststellen. Sie ist seit 12 Tagen überfällig. An die Fälligkeit hatten wir Sie am 11. November 2026 per E-Mail erinnert.

Rechnung | Datum | Fällig am | Tage überfällig | Betrag
2026-311 | 12.10.2026 | 11.11.2026 | 12 | 742,00 €

Wir bitten Sie, den Betrag von 742,00 € bis Freitag, den 4. Dezember 2026 zu überweisen. Bitte teilen Sie uns mit, falls die Rechnung nicht angekommen ist. Sollten Sie den Betrag bereits überwiesen haben, danken wir Ihnen.

${BANK}
${REACH}

${CLOSING}`,
    ["status-request", "offer-of-help"],
  ],
  [
    "a second reminder that offers help",
    "second",
    `Sehr geehrte Frau Dr. Hansen,

auf unsere Zahlungserinnerung vom 16. November 2026 haben wir noch keine Antwort erhalten. Die Rechnung R-5521 über 2.480,00 € war am 30. Oktober 2026 fällig und ist nun 24 Tage überfällig. Bitte begleichen Sie den Betrag bis Montag, 7. Dezember 2026.

Falls das gerade schwierig ist, finden wir gern gemeinsam eine Lösung, etwa eine Ratenzahlung. Rufen Sie mich bitte an. Wir möchten Sie auch künftig auf Rechnung beliefern. Hat sich Ihre Zahlung mit diesem Schreiben überschnitten, ist alles erledigt.

${BANK}
${REACH}

${CLOSING}`,
    ["thanks"],
  ],
  [
    "a last reminder with its consequence and day",
    "third",
    `Sehr geehrter Herr Kowalski,

trotz unserer Schreiben vom 2. November 2026 und vom 16. November 2026 ist die Rechnung R-5521 über 2.480,00 € noch offen. Sie war am 15. Oktober 2026 fällig und ist seit 39 Tagen im Verzug.

Bitte überweisen Sie 2.480,00 € bis Montag, 14. Dezember 2026. Geht bis dahin keine Zahlung ein und haben wir auch keine Ratenzahlung vereinbart, übergeben wir die Forderung an ein Inkassounternehmen. Bitte melden Sie sich, damit es nicht dazu kommt. Falls Sie inzwischen bezahlt haben, betrachten Sie dieses Schreiben bitte als hinfällig.

${BANK}
${REACH}

${CLOSING}`,
    ["credit-hint"],
  ],
  [
    "a notice of referral",
    "final",
    `Sehr geehrter Herr Kowalski,

die Rechnung R-5521 über 2.480,00 €, fällig am 15. Oktober 2026, ist nicht bezahlt. Wir haben Sie am 2. November, am 16. November und am 30. November 2026 angeschrieben. Am 15. Dezember 2026 haben wir die Forderung an die Hansa Inkasso GmbH übergeben. Sie meldet sich bei Ihnen.

${REACH}

${CLOSING}`,
    [],
  ],
  [
    "a Swiss reminder",
    "past-due",
    `Guten Tag Herr Zürcher

Vielen Dank für Ihr Vertrauen. Unsere Rechnung Nr. 8812 über CHF 1'240.50 war am 13. November 2026 zur Zahlung fällig, sie ist 10 Tage überfällig. Bitte zahlen Sie den Betrag bis Freitag, 4. Dezember 2026. Falls Sie bereits bezahlt haben, danken wir Ihnen.

IBAN CH93 0076 2011 6238 5295 7
Telefon 044 555 12 30, debitoren@muster-ag.example

Freundliche Grüsse
Muster AG`,
    [],
  ],
];

describe("the linter in German", () => {
  test.each(GOOD)("lets through %s", (_, step, text, lacks) => {
    expect(errors(step, text)).toEqual([]);
    expect(lint(step, text).elements.missing).toEqual(lacks);
  });

  // [what is wrong, step, text, check]
  test.each([
    ["a salutation without its name", "first", "Sehr geehrte Frau ,\n\nbitte zahlen Sie 10,00 € bis Freitag, 4. Dezember 2026.", "L02"],
    ["a greeting without its name", "first", "Guten Tag ,\n\nbitte zahlen Sie 10,00 € bis Freitag, 4. Dezember 2026.", "L02"],
    ["an amount that was not filled in", "first", "Die Rechnung 12 in Höhe von € ist noch offen, bitte prüfen Sie das.", "L02"],
    ["a total that was not filled in", "first", "Bitte überweisen Sie den Betrag von bis zum 4. Dezember 2026 auf unser Konto.", "L02"],
    ["a day that was not filled in", "first", "Bitte überweisen Sie den Betrag bis zum auf das unten genannte Konto.", "L02"],
    ["days that were not filled in", "second", "Unsere Rechnung 4711 ist nun Tage überfällig und noch nicht bezahlt.", "L02"],
    ["a letter without its day", "second", "Auf unser Schreiben vom haben wir leider keine Antwort von Ihnen erhalten.", "L02"],
    ["an invoice without its number", "first", "Unsere Rechnung Nr. vom 12. Oktober 2026 ist leider noch nicht bezahlt.", "L02"],
    ["a phone number that was not filled in", "first", "Bei Fragen erreichen Sie mich unter , damit wir das klären können.", "L02"],
    ["within a number of days", "first", "Bitte überweisen Sie den Betrag innerhalb von 7 Tagen auf unser Konto.", "L04"],
    ["within so many days, Swiss", "first", "Wir bitten Sie, den Betrag innert 10 Tagen zu überweisen und uns zu antworten.", "L04"],
    ["binnen", "first", "Bitte begleichen Sie die Rechnung binnen vierzehn Werktagen auf unser Konto.", "L04"],
    ["immediately", "second", "Wir bitten Sie, die Rechnung umgehend zu begleichen und uns das mitzuteilen.", "L04"],
    ["as soon as possible", "second", "Wir bitten um Zahlung so schnell wie möglich auf das unten genannte Konto.", "L04"],
    ["as soon as possible, in one word", "second", "Überweisen Sie bitte den offenen Betrag schnellstmöglich auf unser Konto.", "L04"],
    ["in the next days", "first", "Wir erwarten Ihre Zahlung in den nächsten Tagen auf dem unten genannten Konto.", "L04"],
    ["a criminal charge", "third", "Sonst stellen wir Strafanzeige wegen Betrugs, und das noch in dieser Woche.", "L09"],
    ["a bailiff", "third", "Wenn Sie nicht zahlen, steht bald der Gerichtsvollzieher bei Ihnen vor der Tür.", "L09"],
    ["attachment", "third", "Wir lassen dann Ihr Konto pfänden, ohne Sie noch einmal anzuschreiben.", "L09"],
    ["an agency before the third letter", "first", "Sonst übergeben wir die Sache einem Inkassobüro, und das wird teuer für Sie.", "L09"],
    [
      "a court order before the third letter",
      "second",
      "Andernfalls beantragen wir gegen Sie einen gerichtlichen Mahnbescheid ohne weitere Ankündigung.",
      "L09",
    ],
    ["credit standing in the first letter", "first", "Bitte denken Sie an Ihre Bonität, die darunter leiden kann, wenn das offen bleibt.", "L09"],
    ["a lawyer without a day", "third", "Wir werden unseren Rechtsanwalt einschalten, wenn Sie weiter nichts von sich hören lassen.", "L09"],
    ["a hand-over before the third letter", "second", "Wir werden die Forderung sonst an einen Dienstleister übergeben, der sich dann meldet.", "L09"],
    ["a review of terms in the first letter", "first", "Wir müssen sonst überprüfen, ob Ihr Zahlungsziel von 30 Tagen so bestehen bleiben kann.", "L09"],
    ["a reproach", "second", "Sie haben unsere Schreiben bisher ignoriert, obwohl wir höflich geschrieben haben.", "L19"],
    ["an insult", "third", "Ihr Verhalten ist eine Frechheit, und unsere Geduld mit Ihnen ist jetzt am Ende.", "L19"],
    ["others who would hear of it", "third", "Wir werden Ihre Kunden über die offene Rechnung informieren, wenn Sie nicht zahlen.", "L19"],
    ["a weekday that is not right", "first", "Bitte zahlen Sie den Betrag bis Montag, den 4. Dezember 2026 auf unser Konto.", "L03"],
  ] as const)("finds %s", (_, step, text, check) => {
    expect(checks(step, text)).toContain(check);
  });

  test.each([
    ["Bei Fragen rufen Sie mich bitte umgehend an, ich helfe Ihnen gern weiter.", "L04"],
    ["Guten Tag,\n\nbitte zahlen Sie 10,00 € bis Freitag, 4. Dezember 2026.", "L02"],
    ["Bitte überweisen Sie 1.240,50 € bis Freitag, 4. Dezember 2026, damit alles umgehend erledigt ist.", "L04"],
    ["Der offene Saldo betrug am 1. November 2026 einen dreistelligen Betrag.", "L09"],
    ["Bitte leiten Sie diese Rechnung an Ihre Buchhaltung weiter, falls Sie nicht zuständig sind.", "L09"],
    ["Am 3. November 2026 haben wir Ihnen geschrieben. Vom 5. an waren wir im Urlaub.", "L02"],
  ])("does not mind: %s", (text, check) => {
    expect(checks("second", text)).not.toContain(check);
  });

  test("comes to an end with a text made to keep it busy", () => {
    const words = ["bitte zahlen Sie die Rechnung ", "ä", "überprüfen Zahlungsziel ", "am 1.", "haben ", "Tage ", "aa", "an die Forderung "];
    for (const word of words) expect(lint("third", word.repeat(Math.ceil(4_000 / word.length))).findings.length).toBeGreaterThan(0);
  });

  test("says what a poor letter lacks", () => {
    const { missing } = lint("second", "Sehr geehrter Herr Maier,\n\nes ist noch etwas offen. Das ist sehr schade.\n\nHochachtungsvoll").elements;
    expect(missing).toEqual(
      expect.arrayContaining(["days-past-due", "amount-due", "invoice-number", "earlier-contacts", "instruction", "offer-of-help", "credit-hint"]),
    );
    expect(missing).not.toContain("customer-name");
    expect(missing).not.toContain("sign-off");
  });

  test("knows the familiar address from the polite one", () => {
    const letters = GOOD.map(([, , text]) => text);
    for (const text of letters) expect(matchesAny(lexicon.familiarAddress, text)).toBe(false);
    for (const text of letters) expect(matchesAny(lexicon.politeAddress, text)).toBe(true);
    for (const text of ["Hast du die Rechnung schon bezahlt?", "Bitte denk an deine Rechnung.", "Wir danken euch.", "Meld dich bei uns."])
      expect(matchesAny(lexicon.familiarAddress, text)).toBe(true);
    for (const text of ["Sie ist seit 10 Tagen überfällig.", "Die Kunden haben ihre Waren.", "Er sagte ihnen nichts."])
      expect(matchesAny(lexicon.politeAddress, text)).toBe(false);
  });

  test("knows the notice of section 286 (3), however it is put", () => {
    for (const text of [
      "Sie kommen spätestens in Verzug, wenn Sie nicht innerhalb von 30 Tagen nach Fälligkeit und Zugang dieser Rechnung zahlen.",
      "Ohne Zahlung tritt 30 Tage nach Fälligkeit und Zugang der Rechnung auch ohne Mahnung Verzug ein (§ 286 Abs. 3 BGB).",
    ])
      expect(matchesAny(lexicon.thirtyDayNotices, text)).toBe(true);
    expect(matchesAny(lexicon.thirtyDayNotices, "Bitte zahlen Sie innerhalb von 30 Tagen.")).toBe(false);
  });

  test("reads dates as Germany, Austria and Switzerland write them", () => {
    const days = (text: string) => findDates(text, "de").map(({ day, weekday }) => [day, weekday]);
    expect(days("bis Montag, den 30. November 2026")).toEqual([["2026-11-30", 1]]);
    expect(days("am Dienstag, dem 1. Dezember 2026")).toEqual([["2026-12-01", 2]]);
    expect(days("bis Montag, 4. Jänner 2027, oder 4. Jän. 2027")).toEqual([
      ["2027-01-04", 1],
      ["2027-01-04", null],
    ]);
    expect(days("Mi., 2.12.2026")).toEqual([["2026-12-02", 3]]);
  });
});
