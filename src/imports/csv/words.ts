import type { ReadDebtor } from "../contract.ts";

/** What a row is. */
export type RowKind = "invoice" | "credit-memo" | "payment" | "return" | "debtor" | "contact";

function table<T extends string>(groups: Record<T, string>): Map<string, T> {
  const found = new Map<string, T>();
  for (const [value, words] of Object.entries(groups) as [T, string][]) for (const word of words.split(/\s+/)) found.set(word, value);
  return found;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

const KINDS = table<RowKind>({
  invoice: `invoice inv si invoices receivableinvoice taxinvoice customerinvoice outinvoice sinvoice journalentry generaljournal openingbalance rechnungen debitorenrechnung vorgangrechnung fatturavendita
    factureclient facturedevente facturadeventa facturaventa fakturpenjualan bill openinvoice salesinvoice accrec debit debitnote debitmemo dn fee charge rechnung re ra ausgangsrechnung faktura fattura ft facture
    fac factura fa faktur tagihan`,
  "credit-memo": `sc receivablecreditnote customercreditnote salescreditmemo outrefund gutschriften stornorechnung rechnungsgutschrift notadicreditocliente facturedavoir factureavoir
    abono facturarectificativa notaretur kreditnota creditmemo creditnote credit creditnotes cn cm cr accreccredit salescreditnote gutschrift gs rechnungskorrektur notadicredito notacredito nc avoir
    notadecredito notedecredit notakredit refundnote`,
  payment:
    "sr sa receivablepayment receivableoverpayment receivableprepayment overpayment prepayment deposit depositpayment onaccount anzahlung akontozahlung acconto acompte anticipo uangmuka zahlungen paymentreceipt inboundpayment payment pmt pay payments receipt rcpt cash customerpayment zahlung zahlungseingang ze pagamento incasso paiement reglement encaissement pago cobro pembayaran bayar",
  // Money that came back: returned direct debits, bounced cheques. Words that also name goods sent back ("Retoure", "nota retur") are none.
  return: `return returned returnpayment paymentreturn paymentreturned returnedpayment returneddirectdebit directdebitreturn ddreturn rdd
    chargeback reversal paymentreversal reversedpayment bounced bouncedcheque bouncedcheck bouncedpayment returnedcheque returnedcheck dishonoured dishonored
    rucklastschrift ruecklastschrift rucklast rucklastschriften stornolastschrift lastschriftstorno lastschriftruckgabe
    scheckruckgabe ruckscheck insoluto insoluti assegnoinsoluto ribainsoluta rejet rejete rejetprelevement prelevementrejete impaye impayes chequeimpaye
    devolucion devoluciones devuelto recibodevuelto chequedevuelto pagodevuelto impagado impagados
    returpembayaran pembayaranretur cekkosong girokosong cektolak girotolak`,
  debtor: "debtor debtors customer customers client clients account kunde kunden debitor debitoren cliente clienti clientes pelanggan",
  contact: "contact contacts activity note letter call email reminder kontakt contatto contacto kontak",
});

/** Reads the type of a row; null where the word is unknown. */
export function readKind(text: string): RowKind | null {
  return KINDS.get(text) ?? KINDS.get(plain(text)) ?? null;
}

const DEBTOR_TYPES = table<NonNullable<ReadDebtor["type"]>>({
  company:
    "company business corporate b2b firm organisation organization legal legalentity firma unternehmen azienda societa entreprise societe empresa perusahaan",
  "sole-trader": "soletrader soleproprietor selfemployed freelancer einzelunternehmer freiberufler dittaindividuale autoentrepreneur autonomo",
  consumer:
    "consumer private privateperson individual person b2c privat privatperson verbraucher privato consumatore particulier particular perorangan konsumen",
  public: "public government publicsector authority b2g behorde offentlich entepubblico pubblico secteurpublic administracion pemerintah",
});

export function readDebtorType(text: string): ReadDebtor["type"] | null {
  return DEBTOR_TYPES.get(plain(text)) ?? null;
}

const YES = new Set("yes y true t 1 x ja j si s oui o ya on".split(" "));
const NO = new Set("no n false f 0 nein non tidak off".split(" "));

/** Yes or no; null where it is neither. A blank is no. */
export function readYes(text: string): boolean | null {
  const word = plain(text);
  return word === "" || NO.has(word) ? false : YES.has(word) ? true : null;
}

const STATUS = table<"settled" | "open" | "draft">({
  settled: `repaid collected ausgebucht beglichen gezahlt gutgeschrieben chiusa chiuso incassato incassata stornata stornato reglee regle cloturee lettree cobrado cancelada liquidada dibayar selesai dibatalkan paid settled closed cleared paidinfull void voided cancelled canceled writtenoff bezahlt ausgeglichen storniert erledigt pagato pagata saldato saldata annullata
    paye payee solde soldee annule annulee pagado pagada cobrada anulada lunas batal yes y true`,
  open: `financed disputed pastdue awaitingpayment notpaid inpayment versendet gesendet gemahnt angemahnt unbezahlt ueberfallig faellig inviata emessa nonpagata parziale emise envoyee partiellementpayee enretard nonpayee enviada emitida impagada parcial pendientedepago terkirim sebagian open unpaid due overdue outstanding sent issued approved authorised authorized partial partiallypaid partpaid pastdue late active offen teilbezahlt uberfallig fallig
    aperto aperta scaduta dapagare ouvert ouverte impaye impayee enretard echue pendiente vencida abierta belumlunas belumbayar terbuka jatuhtempo no n false`,
  draft: "draft proforma quote entwurf bozza brouillon borrador konsep",
});

/** Whether a status word says that nothing is owed any more; null where the word is unknown. */
export function readStatus(text: string): "settled" | "open" | "draft" | null {
  return STATUS.get(plain(text)) ?? null;
}

const PAYMENT_STATUS = table<"received" | "returned" | "failed">({
  received: `received completed complete success successful succeeded confirmed processed posted applied cleared paid settled deposited eingegangen erfolgreich gebucht verbucht
    ricevuto ricevuta eseguito eseguita incassato recu recue effectue effectuee encaisse recibido recibida completado cobrado diterima berhasil sukses lunas`,
  returned: `returned returnedpayment bounced dishonoured dishonored chargeback chargedback reversed refunded uncollected unpaidreturn rdd rucklastschrift ruecklastschrift
    zuruckgegeben zurueckgegeben retourniert rueckgebucht ruckgebucht storno insoluto insoluta stornato restituito rimborsato rejet rejete rejetee impaye impayee rembourse
    devuelto devuelta devolucion impagado impagada reembolsado retur dikembalikan cekkosong`,
  failed: `failed failure declined rejected refused error void voided cancelled canceled expired pending processing scheduled inprogress submitted fehlgeschlagen abgelehnt storniert
    ausstehend inbearbeitung vorgemerkt geplant fallito fallita rifiutato rifiutata annullato annullata inattesa inlavorazione echoue echouee refuse refusee annule annulee
    enattente encours fallido fallida rechazado rechazada anulado anulada pendiente enproceso gagal ditolak dibatalkan batal tertunda diproses menunggu`,
});

/** Whether a payment's status says that the money came, that it went back, or that it never came; null where the word is unknown. */
export function readPaymentStatus(text: string): "received" | "returned" | "failed" | null {
  return PAYMENT_STATUS.get(plain(text)) ?? null;
}

const LANGUAGES = table({
  en: "english englisch inglese anglais ingles inggris",
  de: "german deutsch tedesco allemand aleman jerman",
  it: "italian italienisch italiano italien italia",
  fr: "french franzosisch francese francais frances prancis",
  es: "spanish spanisch spagnolo espagnol espanol spanyol",
  id: "indonesian indonesisch bahasa bahasaindonesia",
});

/** A BCP 47 tag ("en", "de-CH") from a tag or a name; null where it is neither. */
export function readLanguage(text: string): string | null {
  const tag = text.trim().replace("_", "-");
  if (/^[a-z]{2,3}$/i.test(tag)) return tag.toLowerCase();
  if (/^[a-z]{2,3}-[a-z]{2}$/i.test(tag)) return `${tag.slice(0, -3).toLowerCase()}-${tag.slice(-2).toUpperCase()}`;
  return LANGUAGES.get(plain(text)) ?? null;
}
