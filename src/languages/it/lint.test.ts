import { describe, expect, test } from "vitest";
import { findDates } from "../../core/letter/lint/dates.ts";
import { findAll } from "../../core/letter/lint/patterns.ts";
import { lintText } from "../../core/letter/lint/lint.ts";
import type { Step } from "../../core/process/procedure.ts";
import { readLanguage } from "../read.ts";

const { lexicon } = readLanguage("it");

const SIGNED = "\n\nDistinti saluti\nPaola Brivio\nUfficio clienti, tel. 031 555 7812, p.brivio@vetreria.example\n";

/** As firms write them: with "Vi" or "Lei", in their own order and words. */
const GOOD: Readonly<Record<Step, string>> = {
  reminder: `Spett.le Falegnameria Tondo S.n.c.,

grazie per il Vostro ordine. Vi ricordiamo che la fattura n. 218/26 di € 940,00 scade lunedì 14 dicembre 2026.

Vi preghiamo di disporre il bonifico entro lunedì 14 dicembre 2026 sull'IBAN IT60X0542811101000000123456. Se avete già provveduto al pagamento, non tenete conto di questo messaggio.${SIGNED}`,
  "past-due": `Gentile Dott.ssa Rinaldi,

La ringrazio per la Sua fedeltà. La fattura 77 del 2 ottobre 2026 per 1.500,00 euro risulta scaduta da 6 giorni: il termine era l'11 novembre 2026. Sarà certamente sfuggita.

La prego di saldare la fattura entro l'11 dicembre 2026 con bonifico. Se nel frattempo ha già pagato, consideri nulla questa mail.${SIGNED}`,
  first: `Egregio Sig. Bassi,

La ringraziamo per la preferenza che ci accorda. Dopo il nostro promemoria del 3 novembre 2026 la fattura seguente risulta ancora aperta, forse per una svista.

Fattura   Data         Scadenza      Importo    Giorni di ritardo
1204      1/09/2026    31/10/2026    € 630,00   20

Può farci sapere quando è previsto il pagamento? In caso contrario La invitiamo a versare € 630,00 entro il giorno 4 dicembre 2026, con bonifico o carta di credito. Se ha ricevuto una fattura errata ci scriva: la correggeremo. Qualora il pagamento fosse già partito, non tenga conto della presente.${SIGNED}`,
  second: `Spettabile Officina Merlo S.p.A.,

facciamo seguito alla nostra lettera del 10 novembre 2026 e alla telefonata del 16 novembre 2026. La fattura n. A-3391 di € 12.480,00, scaduta il 30/10/2026, presenta oggi 24 giorni di ritardo.

Siamo certi della Vostra volontà di saldare. Vi chiediamo di effettuare il bonifico di € 12.480,00 entro e non oltre il giorno 9 dicembre 2026. Se vi sono difficoltà, chiamateci: possiamo concordare un piano di rientro. Un ulteriore ritardo potrebbe incidere sulle condizioni di pagamento che Vi riserviamo. Se avete già pagato, Vi ringraziamo.${SIGNED}`,
  third: `Gentile Carla Monti,

nonostante i nostri solleciti del 10 novembre 2026 e del 24 novembre 2026, la fattura 501/B di CHF 2'300.00 è scaduta da 45 giorni (scadenza 20.10.2026).

La preghiamo di pagare CHF 2'300.00 entro martedì 22 dicembre 2026 tramite polizza di versamento. Decorso inutilmente tale termine affideremo la pratica a una società d'incasso.

La invitiamo a contattarci prima di quella data: resta possibile un piano di rientro. Il ritardo pesa sul Suo fido. Se il pagamento è già partito, non consideri la presente.${SIGNED}`,
  final: `Spett.le Bar Centrale S.r.l.,

la fattura n. 88 di € 415,00, scaduta il 5 settembre 2026, non è stata pagata nonostante le nostre lettere del 2 ottobre 2026 e del 20 ottobre 2026. Abbiamo quindi affidato il credito alla società di recupero Orsini, che Vi contatterà.${SIGNED}`,
};

const errors = (text: string, step: Step): string[] =>
  lintText(text, step, lexicon)
    .findings.filter(({ severity }) => severity === "E")
    .map(({ check, message }) => `${check} ${message}`);

const found = (check: string, text: string, step: Step = "second"): boolean =>
  lintText(text, step, lexicon).findings.some((finding) => finding.check === check);

describe("letters as firms write them in Italian", () => {
  test.each(Object.entries(GOOD) as [Step, string][])("a good %s letter has no error, and nothing that it requires is missing", (step, text) => {
    const report = lintText(text, step, lexicon);
    expect(errors(text, step)).toEqual([]);
    expect(report.elements.missing).toEqual([]);
    expect(findAll(lexicon.familiarAddress, text)).toEqual([]);
    expect(findAll(lexicon.politeAddress, text).length).toBeGreaterThan(0);
  });
});

describe("places that a mail merge left empty", () => {
  test.each([
    "Gentile ,",
    "Gentile Signora ,",
    "Spett.le,",
    "Egregio Dott. ,",
    "Carissima ,",
    "Oggi il saldo di € risulta aperto.",
    "Dai nostri conti il Suo debito ammonta attualmente a .",
    "La preghiamo di disporre il versamento di entro martedì 15 dicembre 2026.",
    "Attendiamo il pagamento di € sul nostro conto.",
    "Abbiamo spedito il sollecito in data e non abbiamo avuto risposta.",
    "Non abbiamo avuto risposta alla comunicazione inviata il .",
    "Le comunicazioni inviate il,, e il sono rimaste senza risposta.",
    "La fattura n. del 3 marzo 2026 è aperta.",
    "La fattura numero è ancora aperta da tempo.",
    "La fattura, che era scaduta il né risulta pagata, è qui allegata.",
    "Per quanto riguarda né abbiamo ricevuto notizie dal Suo ufficio.",
    "La Sua posizione è ora giorni oltre il termine.",
    "La fattura 12 è scaduta da giorni e la cifra è nota.",
    "Il pagamento presenta un ritardo di giorni sulla data prevista.",
    "La preghiamo di contattarmi al o di scrivermi.",
    "Può chiamarci al numero oppure scriverci quando vuole.",
    "Ci scriva all'indirizzo e-mail oppure ci chiami domani mattina.",
    "La preghiamo di pagare entro e di avvisarci del bonifico.",
    "Aspettiamo la Sua risposta entro il .",
    "La ringraziamo per il pagamento di da.",
    "Il responsabile della pratica è il signor della.",
    "Numero fattura:\nData fattura:\nScadenza:\n",
    "Importo dovuto: Scadenza:",
    "Le lettere del 3 marzo 2026 e del .",
    "Le abbiamo scritto il 3 marzo 2026 o .",
  ])("%j", (text) => {
    expect(found("L02", text)).toBe(true);
  });

  test.each([
    "Buongiorno,",
    "Gentile cliente,",
    "Gentile Anna De Luca,",
    "Entro e non oltre il 30 novembre 2026 attendiamo il saldo di € 300,00.",
    "La sede è in via S. Anna 3, il che non cambia nulla.",
    "Il pagamento da parte Sua è atteso per martedì 1° dicembre 2026.",
    "Portanord S.p.A., con sede in Como, capitale € 50.000,00 i.v.",
    "Importo:\n€ 300,00\nScadenza:\n30/11/2026",
    "La fattura inviata, che allego, è del 3 marzo 2026.",
    "Se la merce è arrivata o, in alternativa, è in viaggio, ce lo dica.",
    "Può chiamarci al numero di telefono 031 555 o all'indirizzo e-mail indicato sotto.",
    "La fattura 31 di 200,00 € è scaduta il 3 marzo 2026, 10 giorni fa.",
  ])("but not %j", (text) => {
    expect(lintText(text, "second", lexicon).findings.filter(({ check }) => check === "L02")).toEqual([]);
  });
});

describe("what a letter must not say", () => {
  test.each([
    "Vi preghiamo di saldare la fattura al più presto.",
    "La invitiamo a provvedere al pagamento entro 10 (dieci) giorni dal ricevimento.",
    "Vogliate effettuare il bonifico entro e non oltre sette giorni.",
    "Si prega di pagare quanto prima.",
    "Provveda al saldo a stretto giro di posta.",
    "Restiamo in attesa del pagamento nei prossimi 5 giorni lavorativi.",
    "Attendiamo l'accredito entro fine mese.",
    "Effettui il pagamento immediatamente.",
    "Il pagamento deve avvenire senza ulteriore indugio.",
  ])("no day but %j", (text) => {
    expect(found("L04", text)).toBe(true);
  });

  test("a contact without delay is no vague deadline", () => {
    expect(found("L04", "La preghiamo di chiamarci al più presto.")).toBe(false);
    expect(found("L04", "La preghiamo di pagare subito, al più tardi entro lunedì 30 novembre 2026.")).toBe(false);
  });

  test.each([
    "In caso contrario procederemo con una denuncia penale.",
    "Chiederemo il pignoramento dei Suoi beni.",
    "Verrà l'ufficiale giudiziario.",
    "Questa è una truffa bella e buona.",
    "È la Sua ultima occasione.",
    "Finirà nella lista nera dei clienti.",
  ])("the threat %j", (text) => {
    expect(found("L09", text, "third")).toBe(true);
  });

  test.each([
    "Lei ha ignorato tutte le nostre lettere.",
    "Il Vostro comportamento scorretto è intollerabile.",
    "Non accettiamo altre scuse.",
    "Avviseremo i Suoi fornitori del mancato pagamento.",
    "Ne parleremo con il Suo datore di lavoro.",
  ])("the reproach or disclosure %j", (text) => {
    expect(found("L19", text)).toBe(true);
  });

  test.each([
    ["second", "Affideremo la pratica al nostro legale."],
    ["second", "Adiremo le vie legali entro il 30 novembre 2026."],
    ["second", "Seguirà un precetto esecutivo."],
    ["first", "Le nostre condizioni di credito potrebbero essere riviste e ridotte."],
    ["first", "Saremo costretti a sospendere le forniture."],
  ] as const)("in a %s letter the consequence %j", (step, text) => {
    expect(found("L09", text, step)).toBe(true);
  });

  test.each([
    "Devono pagare gli interessi legali.",
    "Il rappresentante legale è Anna Riva.",
    "Sede legale in Como.",
    "Emettiamo una penale contrattuale di 10 euro.",
  ])("but not %j", (text) => {
    expect(found("L09", text, "first")).toBe(false);
  });
});

describe("address and elements", () => {
  test.each(["Ti ricordiamo la fattura.", "Il tuo conto è aperto.", "Contattaci pure.", "Se hai domande, siamo qui.", "La lettera è per te."])(
    "%j is familiar",
    (text) => {
      expect(findAll(lexicon.familiarAddress, text)).not.toEqual([]);
    },
  );

  test.each(["Le scriviamo a Lugano (TI).", "Ai sensi del T.U. vigente La preghiamo di leggere.", "Il virtuoso attuale statuto."])("%j is not", (text) => {
    expect(findAll(lexicon.familiarAddress, text)).toEqual([]);
  });

  test("what is missing is told apart from what is unsure", () => {
    const { elements } = lintText("Gentile Anna Riva,\n\nabbiamo già scritto per la fattura. Attendiamo notizie.\n\nCordiali saluti", "second", lexicon);
    expect(elements.missing).toEqual(
      expect.arrayContaining(["days-past-due", "amount-due", "due-date", "instruction", "offer-of-help", "credit-hint", "contact-details"]),
    );
    expect(elements.unsure).toEqual(expect.arrayContaining(["invoice-number", "earlier-contacts"]));
  });

  test.each(["scaduta da 10 giorni", "10 giorni di ritardo", "un ritardo di 10 giorni", "scaduta il 3 marzo 2026, 10 giorni fa", "Giorni di ritardo: 10"])(
    "%j are ten days past due",
    (text) => {
      const days = lexicon.daysPastDue.flatMap((pattern) => [...text.matchAll(new RegExp(pattern, "gimu"))].map((match) => match.groups?.["days"]));
      expect(days).toEqual(["10"]);
    },
  );

  test("the first of a month is read with a degree sign too", () => {
    expect(findDates("martedì 1° dicembre 2026 o mercoledì 1º luglio 2026", "it").map(({ day }) => day)).toEqual(["2026-12-01", "2026-07-01"]);
  });
});
