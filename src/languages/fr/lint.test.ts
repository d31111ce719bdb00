import { describe, expect, test } from "vitest";
import { findAmounts } from "../../core/letter/lint/amounts.ts";
import { findDates } from "../../core/letter/lint/dates.ts";
import { lintText } from "../../core/letter/lint/lint.ts";
import type { Step } from "../../core/process/procedure.ts";
import { readLanguage } from "../read.ts";

const { lexicon, letters, instalments, statement, phrases } = readLanguage("fr");
const matchesAny = (patterns: readonly string[], text: string): boolean => patterns.some((pattern) => new RegExp(pattern, "imu").test(text));
const checks = (step: Step, text: string): string[] => lintText(text, step, lexicon).findings.map(({ check }) => check);

const REACH = "Vous pouvez me joindre au 02 40 55 12 30 ou à l’adresse s.lebrun@lebrun-menuiserie.example.";
const BANK = "Règlement par virement : IBAN FR76 3000 6000 0112 3456 7890 189";
const CLOSING = "Cordialement,\nSolène Lebrun\nMenuiserie Lebrun";

/** What it is, its step, its text, and what it does without of what is customary. */
const GOOD: readonly (readonly [string, Step, string, readonly string[]])[] = [
  [
    "a workshop before the due day",
    "reminder",
    `Bonjour Madame Kerviel,

Merci pour votre commande du mois dernier. Je me permets de vous rappeler que la facture n° 2026-118 de 1 386,75 € arrive à échéance le mercredi 2 décembre 2026. Merci de la régler au plus tard le mercredi 2 décembre 2026. Si vous l’avez déjà payée, ne tenez pas compte de ce message.

${BANK}
${REACH}

${CLOSING}`,
    [],
  ],
  [
    "a wholesaler after the due day",
    "past-due",
    `Cher Monsieur Benali,

Nous vous remercions de votre fidélité. Sauf erreur ou omission de notre part, la facture F-4471 de 640,00 EUR, échue le 19/11/2026, est en retard de 4 jours. Nous vous remercions de bien vouloir régler ce montant avant le 27/11/2026. Si votre règlement nous est déjà parvenu entre-temps, veuillez considérer ce courrier comme sans objet.

${BANK}
${REACH}

Bien cordialement`,
    [],
  ],
  [
    "a first reminder in office style",
    "first",
    `À l’attention du service comptabilité de la société Armor Bois

Madame, Monsieur,

Nous vous remercions de votre confiance. Nous constatons que la facture ci-dessous reste impayée depuis 12 jours. Nous vous avions adressé un avis d’échéance le 11 novembre 2026.

Facture | Date | Échéance | Jours de retard | Montant
2026-311 | 12/10/2026 | 11/11/2026 | 12 | 742,00 €

Nous vous prions de bien vouloir effectuer le paiement de 742,00 € au plus tard le vendredi 4 décembre 2026. Merci de nous indiquer où en est votre règlement. Si vous rencontrez une difficulté, contactez-nous : nous pouvons convenir d’un échéancier. Si votre paiement s’est croisé avec cette lettre, merci de ne pas en tenir compte : il est déjà enregistré.

${BANK}
${REACH}

Veuillez agréer, Madame, Monsieur, nos salutations distinguées.`,
    [],
  ],
  [
    "a second letter that offers help",
    "second",
    `Madame Hoareau,

Malgré notre rappel du 16 novembre 2026, nous n’avons pas encore reçu le règlement de la facture R-5521 de 2 480,00 €. Elle était à échéance le 30 octobre 2026, soit 24 jours de retard. Nous vous demandons de régler cette somme au plus tard le lundi 7 décembre 2026.

Si vous avez des difficultés, appelez-moi : nous pouvons étaler le paiement en plusieurs fois. Un règlement à cette date permet de conserver vos conditions de paiement. Si vous venez de payer, merci : vous avez déjà réglé et pouvez ignorer cette lettre.

${BANK}
${REACH}

${CLOSING}`,
    [],
  ],
  [
    "a formal notice with its consequence and its day",
    "third",
    `Monsieur Delorme,

Malgré nos courriers du 2 novembre 2026 et du 16 novembre 2026, la facture R-5521 de 2 480,00 €, échue le 15 octobre 2026, présente 39 jours de retard.

La présente vaut mise en demeure de payer 2 480,00 € au plus tard le lundi 14 décembre 2026. À défaut de paiement à cette date, nous confierons le dossier à une société de recouvrement. Merci de nous contacter avant cette date pour convenir d’un échéancier. Si vous avez déjà payé, ne tenez pas compte de cette lettre.

${BANK}
${REACH}

Nous vous prions d’agréer, Monsieur, l’expression de nos salutations distinguées.`,
    ["credit-hint"],
  ],
  [
    "a notice of referral",
    "final",
    `Monsieur Delorme,

La facture R-5521 de 2 480,00 €, échue le 15 octobre 2026, reste impayée. Nous vous avons écrit le 2, le 16 et le 30 novembre 2026. Le 15 décembre 2026, nous avons confié le dossier à la société Loire Recouvrement. Elle prendra contact avec vous.

${REACH}

${CLOSING}`,
    [],
  ],
  [
    "a Swiss reminder",
    "past-due",
    `Bonjour Monsieur Rochat,

Merci de votre confiance. Notre facture n° 8812 de CHF 1'240.50, échue le 13 novembre 2026, a 10 jours de retard ; il s’agit sans doute d’un oubli. Merci de la payer avec la QR-facture jointe au plus tard le vendredi 4 décembre 2026. Si vous avez déjà payé, nous vous en remercions.

IBAN CH93 0076 2011 6238 5295 7
Téléphone 021 555 12 30, debiteurs@exemple-sa.example

Meilleures salutations
Exemple SA`,
    [],
  ],
];

describe("the linter in French", () => {
  test.each(GOOD)("lets through %s", (_, step, text, lacks) => {
    const { findings, elements } = lintText(text, step, lexicon);
    expect(findings.filter(({ severity }) => severity === "E").map(({ check, message }) => `${check} ${message}`)).toEqual([]);
    expect(elements.missing).toEqual(lacks);
  });

  test.each(GOOD)("reads %s with the no-break spaces of French typography alike", (_, step, text, lacks) => {
    const spaced = text.replace(/ (?=[:;?!€])/g, "\u00A0").replace(/(?<=\d) (?=\d{3},)/g, "\u202F");
    expect(lintText(spaced, step, lexicon).elements.missing).toEqual(lacks);
    expect(checks(step, spaced)).toEqual(checks(step, text));
  });

  // [what is wrong, step, text, check]
  test.each([
    ["a greeting without its name", "first", "Bonjour ,\n\nMerci de payer 10,00 € au plus tard le vendredi 4 décembre 2026.", "L02"],
    ["a salutation without its name", "first", "Chère ,\n\nMerci de payer 10,00 € au plus tard le vendredi 4 décembre 2026.", "L02"],
    ["an amount that was not filled in", "first", "Nous vous prions de régler la somme de au plus tard le vendredi 4 décembre 2026.", "L02"],
    ["an amount of which the sign is left", "first", "Le solde s’élève à €, que nous vous prions de régler prochainement.", "L02"],
    ["a day that was not filled in", "first", "Merci de régler ce montant au plus tard le par virement sur notre compte.", "L02"],
    ["days that were not filled in", "second", "Votre facture 4711 est échue depuis jours et reste impayée à ce jour.", "L02"],
    ["a letter without its day", "second", "Nous n’avons pas reçu de réponse à notre courrier du , ni à nos appels.", "L02"],
    ["an invoice without its number", "first", "La facture n° du 12 octobre 2026 reste malheureusement impayée à ce jour.", "L02"],
    ["a phone number that was not filled in", "first", "Merci de me contacter au afin que nous puissions en parler ensemble.", "L02"],
    ["as soon as possible", "first", "Nous vous prions de régler cette facture dans les plus brefs délais.", "L04"],
    ["within so many days", "first", "Merci de procéder au paiement de cette facture sous 8 jours.", "L04"],
    ["within so many days, Belgian", "first", "Nous vous prions de payer cette facture endéans les 15 jours.", "L04"],
    ["within a week, in office French", "second", "Veuillez régulariser votre situation sous huitaine par virement.", "L04"],
    ["on receipt", "first", "Merci de régler cette somme dès réception de la présente lettre.", "L04"],
    ["without delay", "second", "Réglez cette facture sans délai, par virement ou par chèque.", "L04"],
    ["as early as you can", "second", "Je vous demande de verser ce montant le plus rapidement possible.", "L04"],
    ["a criminal charge", "third", "Sinon, nous déposerons plainte pour escroquerie auprès du procureur.", "L09"],
    ["a seizure", "third", "Sans paiement le 4 décembre 2026, nous ferons procéder à la saisie de vos meubles.", "L09"],
    ["a bailiff at the door", "third", "Un huissier viendra chez vous si vous ne payez pas cette facture.", "L09"],
    ["an agency too early", "first", "À défaut, le dossier sera transmis à une société de recouvrement.", "L09"],
    ["the court too early", "second", "À défaut, nous engagerons une action en justice contre votre société.", "L09"],
    ["a debt enforcement office too early, Swiss", "second", "À défaut, nous adresserons une réquisition de poursuite à l’office des poursuites.", "L09"],
    ["credit terms too early", "first", "Nous devrons revoir vos conditions de paiement si cette facture reste ouverte.", "L09"],
    ["a reproach", "second", "Vous n’avez même pas pris la peine de répondre à nos messages.", "L19"],
    ["an insult", "third", "Votre mauvaise foi est évidente et votre attitude est inadmissible.", "L19"],
    ["a disclosure", "third", "Nous informerons vos clients et vos fournisseurs de cette situation.", "L19"],
  ] as const)("finds %s", (_, step, text, check) => {
    expect(checks(step, text)).toContain(check);
  });

  test.each([
    "Nous vous prions de régler 10,00 € sous 8 jours, au plus tard le vendredi 4 décembre 2026.",
    "Contactez-moi rapidement si quelque chose n’est pas clair.",
  ])("does not take for a vague deadline: %s", (text) => {
    expect(checks("first", text)).not.toContain("L04");
  });

  test.each([
    "Votre numéro de police d’assurance figure sur la facture 12.",
    "La saisie de données dans notre portail est simple et rapide.",
    "Les pénalités de retard sont prévues par nos conditions générales.",
    "Il vous est possible de saisir votre commande en ligne à tout moment.",
  ])("does not take for a threat: %s", (text) => {
    expect(checks("first", text)).not.toContain("L09");
  });

  test("knows the familiar address from the polite one", () => {
    for (const text of ["Tu as oublié la facture.", "Merci de régler ta facture.", "N’oublie pas ton paiement.", "T’as reçu la facture ?"])
      expect(matchesAny(lexicon.familiarAddress, text), text).toBe(true);
    for (const { body } of Object.values(letters)) expect(matchesAny(lexicon.familiarAddress, body)).toBe(false);
    expect(matchesAny(lexicon.familiarAddress, "Le ton de cette lettre est neutre, c’est notre habitude.")).toBe(false);
    expect(matchesAny(lexicon.politeAddress, "Nous attendons votre réponse.")).toBe(true);
  });

  test("misses what a letter does not say", () => {
    const text = `Bonjour Madame Kerviel,

La facture R-5521 reste impayée. Merci de régler 2 480,00 € au plus tard le lundi 7 décembre 2026.

${REACH}

${CLOSING}`;
    const missing = lintText(text, "second", lexicon).elements.missing;
    expect(missing).toEqual(expect.arrayContaining(["days-past-due", "due-date", "earlier-contacts", "offer-of-help", "credit-hint"]));
    expect(missing).not.toContain("payment-date");
  });

  test("knows the days past due however they are told", () => {
    const days = (text: string): string[] =>
      lexicon.daysPastDue.flatMap((pattern) => [...text.matchAll(new RegExp(pattern, "gimu"))].map((match) => match.groups!["days"]!));
    for (const text of ["soit 12 jours de retard", "échue depuis 12 jours", "échues il y a 12 jours", "en retard de 12 jours", "Jours de retard : 12"])
      expect(days(text), text).toEqual(["12"]);
  });

  test("reads days and amounts as French writes them", () => {
    const days = findDates("mardi 1er décembre 2026, le 3 août 2026, vendredi 4 déc. 2026 et le 15.12.2026", "fr").map(({ day }) => day);
    expect(days).toEqual(["2026-12-01", "2026-08-03", "2026-12-04", "2026-12-15"]);
    const amounts = (text: string): (bigint | null)[] => findAmounts(text, "EUR").map(({ minor }) => minor);
    for (const space of [" ", "\u00A0", "\u202F"]) expect(amounts(`12${space}345,50${space}€ et 800,00 €`)).toEqual([1_234_550n, 80_000n]);
    expect(amounts("en 2026 240,50 € et 3 factures de 240,50 €")).toEqual([24_050n, 24_050n]);
  });
});

test("French texts have a no-break space before : ; ? ! and %, and none that breaks", () => {
  const templates = [...Object.values(letters), ...Object.values(instalments), statement].flatMap(({ subject, body }) => [subject, body]);
  const texts = [...templates, ...Object.values(phrases).flatMap((phrase) => (typeof phrase === "string" ? [phrase] : (Object.values(phrase) as string[])))];
  for (const text of texts) {
    const own = text.replace(/\{%.*?%\}/g, "").replace(/\{\{.*?\}\}/g, "x");
    expect(own).not.toMatch(/ [:;?!»%]|« /);
    expect(own).not.toMatch(/[\p{L}\p{N})][;?!]|[\p{L}\p{N})]:\s/u);
    // Typographic apostrophes throughout.
    expect(own).not.toContain("'");
  }
});
