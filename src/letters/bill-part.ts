import type { QrBill, QrBillParty } from "../core/letter/qr-bill.ts";
import { groupByFour, printedReference } from "../core/values/reference.ts";

interface BillLabels {
  readonly receipt: string;
  readonly paymentPart: string;
  readonly account: string;
  readonly reference: string;
  readonly additional: string;
  readonly payableBy: string;
  readonly payableByBlank: string;
  readonly currency: string;
  readonly amount: string;
  readonly acceptance: string;
  readonly separate: string;
  readonly alt: string;
}

/** The headings in the four languages that the Swiss payment standards print. Source: Implementation Guidelines QR-bill, annex D. */
const LABELS: Readonly<Record<string, BillLabels>> = {
  de: {
    receipt: "Empfangsschein",
    paymentPart: "Zahlteil",
    account: "Konto / Zahlbar an",
    reference: "Referenz",
    additional: "Zusätzliche Informationen",
    payableBy: "Zahlbar durch",
    payableByBlank: "Zahlbar durch (Name/Adresse)",
    currency: "Währung",
    amount: "Betrag",
    acceptance: "Annahmestelle",
    separate: "Vor der Einzahlung abzutrennen",
    alt: "Swiss QR Code: Zahlung von {amount} an {holder}, Konto {iban}",
  },
  fr: {
    receipt: "Récépissé",
    paymentPart: "Section paiement",
    account: "Compte / Payable à",
    reference: "Référence",
    additional: "Informations supplémentaires",
    payableBy: "Payable par",
    payableByBlank: "Payable par (nom/adresse)",
    currency: "Monnaie",
    amount: "Montant",
    acceptance: "Point de dépôt",
    separate: "A détacher avant le versement",
    alt: "Swiss QR Code : paiement de {amount} à {holder}, compte {iban}",
  },
  it: {
    receipt: "Ricevuta",
    paymentPart: "Sezione pagamento",
    account: "Conto / Pagabile a",
    reference: "Riferimento",
    additional: "Informazioni supplementari",
    payableBy: "Pagabile da",
    payableByBlank: "Pagabile da (nome/indirizzo)",
    currency: "Valuta",
    amount: "Importo",
    acceptance: "Punto di accettazione",
    separate: "Da staccare prima del versamento",
    alt: "Swiss QR Code: pagamento di {amount} a {holder}, conto {iban}",
  },
  en: {
    receipt: "Receipt",
    paymentPart: "Payment part",
    account: "Account / Payable to",
    reference: "Reference",
    additional: "Additional information",
    payableBy: "Payable by",
    payableByBlank: "Payable by (name/address)",
    currency: "Currency",
    amount: "Amount",
    acceptance: "Acceptance point",
    separate: "Separate before paying in",
    alt: "Swiss QR Code: payment of {amount} to {holder}, account {iban}",
  },
};

/** What the template prints of a QR-bill; in English where the standards know no headings in the letter's language. */
export function billPart(bill: QrBill, language: string): unknown {
  const labels = LABELS[language] ?? LABELS["en"]!;
  const amount = bill.amount.replace(/\B(?=(\d{3})+\.)/g, " ");
  const iban = groupByFour(bill.iban);
  const alt = labels.alt.replace("{amount}", `${bill.currency} ${amount}`).replace("{holder}", bill.creditor.name).replace("{iban}", iban);
  return {
    labels: { ...labels, alt },
    lang: LABELS[language] ? language : "en",
    iban,
    creditor: partyLines(bill.creditor),
    debtor: bill.debtor && partyLines(bill.debtor),
    reference: bill.reference.text === "" ? null : printedReference(bill.reference.text),
    message: bill.message || null,
    currency: bill.currency,
    amount,
  };
}

function partyLines({ name, street, number, postalCode, town, country }: QrBillParty): string[] {
  const abroad = country === "CH" ? "" : `${country}-`;
  return [name, `${street} ${number}`.trim(), `${abroad}${postalCode} ${town}`].filter(Boolean);
}
