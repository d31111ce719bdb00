/** What a column of a bank's table holds. */
export type BankField =
  | "booked"
  | "value"
  | "amount"
  | "debit"
  | "credit"
  | "indicator"
  | "balance"
  | "part"
  | "gross"
  | "fee"
  | "net"
  | "currency"
  | "account"
  | "payer"
  /** Where the two sides stand in columns of their own. */
  | "payee"
  | "payerIban"
  | "text"
  | "reference"
  | "mandate"
  | "bankReference"
  | "code"
  | "status"
  /** Of payment providers: whether the row moves the balance, or is a memo. */
  | "impact";

/** Headings without accents, blanks and signs; those of several fields go to the one whose content fits. */
const HEADINGS: Record<BankField, string> = {
  booked: `date datum data fecha dato buchungsdatum buchungstag buchung bookingdate bookdate posteddate postingdate postdate transactiondate tradedate entrydate abschlussdatum abschluss
    datecomptable datedecomptabilisation datecomptabilisation datedecriture dateecriture dateoperation datedoperation datedeloperation datedetransaction datedebooking
    datadiregistrazione dataregistrazione datacontabile datadicontabilizzazione datacontabilizzazione dataoperazione datadelloperazione dataoperacao datamovimento
    fechaoperacion fechadeoperacion fechacontable fechamovimiento boekdatum boekingsdatum transactiedatum datadamovimentacao dataoperacji dataksiegowania bokforingsdag bokforingsdatum bogfortdato
    ecriture registrazione einbuchung booked created createdutc datecreated completeddate processingdate executiondate ausfuhrungsdatum createdon settlementdate dateop datecompleted tanggal tgl tanggaltransaksi tgltransaksi tanggalmutasi tglmutasi tanggalposting tanggalpembukuan`,
  value: `valuta valutadatum valutadate valuedate valuedt wertstellung wertstellungsdatum wertstellungstag wert valeur datevaleur datedevaleur datadivaluta datavaluta dataditermine
    fvalor fechavalor fechadevalor rentedatum datawaluty rentedato valor datavalor valdate dateval operationdate tanggalvaluta tanggalefektif tglval tglvaluta availableon availableonutc effectivedate interestdate`,
  amount: `amount betrag umsatz montant importo importe bedrag transaktionsbetrag buchungsbetrag transactionamount montantdelatransaction importodellatransazione
    betraginkontowahrung montantdeloperation kwota belopp belob transactionvalue valor amountinaccountcurrency importototale montantoperation totalamountinclvat transactionamt jumlah nominal mutasi jumlahmutasi`,
  debit: `debit debitamount debitamt debits belastung belastungen lastschrift lastschriften soll sollbetrag addebito addebiti debito debiti dare uscite uscita debe cargo cargos adeudo adeudos
    uitgaven auszahlung ausgabe ausgaben paidout moneyout withdrawal withdrawals withdrawalamt withdrawalamount montantdebit belastungsbetrag out outgoing obciazenia debet`,
  credit: `credit creditamount creditamt credits gutschrift gutschriften haben habenbetrag accredito accrediti credito crediti avere entrate entrata haber abono abonos ingreso ingresos
    inkomsten einzahlung einnahme einnahmen paidin moneyin deposit deposits depositamt depositamount montantcredit gutschriftsbetrag in incoming uznania kredit`,
  indicator: `belastunggutschrift gutschriftbelastung debitcredit creditdebit addebitoaccredito sollhaben sollhabenkennzeichen habensoll sh afbij drcr crdr dc cd debetcredit debitorcredit creditdebitindicator
    creditdebitind sens sensdeloperation signo debitcreditindicator crdrindicator transactionside debitkredit kreditdebit jenismutasi`,
  balance: `saldo balance solde kontostand runningbalance accountbalance ledgerbalance bookbalance saldonachbuchung saldonamutatie saldonatrn saldocontabile saldocontable balanceafter balanceaftertransaction
    soldeapresoperation accountbalance saldopooperacji endbalance saldoendacuenta`,
  part: "einzelbetrag individualamount sousmontant importosingolo importisingoli subamount",
  gross: "gross grossamount brutto bruttobetrag avantcommission lordo importolordo bruto montantbrut",
  fee: "fee fees entgelt gebuhr gebuhren frais commission tariffa tarifa comision commissioni kosten paypalfee",
  net: "net netamount netto nettobetrag netbeloep neto montantnet",
  currency: `currency currencycode ccy curr wahrung waehrung kontowahrung devise monnaie monn moneta mon moneda divisa valuta munt muntsoort whrg waluta valutacode accountcurrency buchungswahrung paymentcurrency matauang`,
  account: `account accountnumber accountno accountnr accountiban iban ownaccount konto kontonummer kontonr kontoiban auftragskonto ibanauftragskonto bankkonto compte numerodecompte comptedonneurdordre
    conto numerodiconto numeroconto cuenta numerodecuenta rekening rekeningnummer ibanbban vanrekening rachunek kontonummeriban ibankontoinhaber auftraggeberkonto ibanauftraggeberkonto norekening nomorrekening accountnum`,
  payer: `name payer payername counterparty counterpartyname partyname transactionparty auftraggeber auftraggeberempfanger zahlungspflichtiger zahlungspflichtigerr zahlungsbeteiligter namezahlungsbeteiligter
    beguenstigterzahlungspflichtiger beguenstigterauftraggeber begunstigterauftraggeber begunstigterzahlungspflichtiger begunstigter auftraggeberbegunstigter namedespartners partnername gegenpartei payernamepayee naamomschrijving namn navn remitter remittername sender
    nom nomdelacontrepartie contrepartie tiers donneurdordre ordonnateur nome ordinante ordinantebeneficiario controparte beneficiario nombre ordenante tegenpartij naamtegenpartij naam naamtegenrekening
    kontrahent nadawcaodbiorca merchantname customername avsandare pengirim namapengirim`,
  payee:
    "payee payeename zahlungsempfanger zahlungsempfangerin empfanger beneficiary beneficiaryname recipient recipientname mottagare mottager destinatario destinataire",
  payerIban: `payeriban counterpartyiban counterpartyaccount counterpartyaccountnumber counterpartyno ibanzahlungsbeteiligter kontonummerzahlungsbeteiligter kontonummeriban kontonummer ibandesauftraggebers gegenkonto
    ibanpartner partneriban ibandelacontrepartie comptecontrepartie comptedelacontrepartie ibanordinante ibancontroparte cuentaordenante tegenrekening tegenrekeningibanbban rekeningtegenpartij contraaccount otheraccount
    naarrekening payeeaccount payeeaccountnumber beneficiaryaccount accountnumber account beneficiaryiban ibankontonummer numerrachunku numerkonta accountnumberofcounterparty iban`,
  text: `text texte testo buchungstext avisierungstext itemtitle titredelobjet titolooggetto artikelbezeichnung verwendungszweck buchungsdetails beschreibung beschreibung1 beschreibung2 beschreibung3 mitteilung betreff zahlungszweck verwendungszweck1 verwendungszweck2 referenztext
    description description1 description2 description3 transactiondescription details transactiondetails memo narrative narration particulars remittanceinformation remittance paymentdetails message note notes subject bookingtext bookingdetails
    notificationtext reason remarks transactionremarks
    libelle libelles libelledeloperation motif communication communications texteavis textedavis textedenotification textecomptable detailsdecomptabilisation informations remarque objet
    testodiavviso testodavviso testodiregistrazione causale descrizione descrizione1 descrizione2 descrizione3 descrizioneoperazione denominazione comunicazione dettagli dettaglidicontabilizzazione oggetto messaggio
    concepto descripcion observaciones detalle omschrijving omschrijving1 omschrijving2 omschrijving3 mededeling mededelingen tytul tytulem opisoperacji opis descricao historico meddelande rubrik tekst forklaring beskrivelse melding descrizioneestesa movimiento descrizionecompleta libellecompletoperation label comment libelleoperation keterangan uraian uraiantransaksi rincian rinciantransaksi deskripsi berita`,
  reference: `reference referenz referenznummer kundenreferenz kundenreferenzendtoend endtoend endtoendid endtoendreference endtoendreferenz customerreference customerref paymentreference zahlungsreferenz numerodereference referencedupaiement
    numerodiriferimento riferimento referencia betalingskenmerk kenmerk qrreference qrreferenz payerreference yourreference eigenereferenz structuredreference gestructureerdemededeling
    invoicenumber invoicenumber numerodefacture ndefacture invoiceid rechnungsnummer numerofattura nfattura orderid noreferensi nomorreferensi`,
  mandate: "mandate mandatsreferenz mandatereference mandateid mandatsid machtigingskenmerk machtiging referencedumandat mandato",
  bankReference: `transactionid transactionno transactionnumber transactionreference transaktionsnr transaktionsnummer transaktionscode transactionref bankreference bankref banktransactionid balancetransactionid ndetransaction nodetransaction numerodetransaction
    nditransazione ndtransazione codicetransazione numerodioperazione archiefnummer volgnr transactieref transactiereferentie id reftransaction arkivreference`,
  code: `buchungstext type transactiontype transactioncode code typedetransaction typedoperation tipo tipodimovimento tipomovimento bewegungstyp bewegungsart umsatzart umsatztyp buchungsart geschaftsvorfall geschaftsvorfallcode gvccode
    mutatiesoort soort transactiesoort typdercollection reportingcategory typtransakcji transaktionstyp`,
  status: "status state statetype info statut etat stato estado umsatzstatus",
  impact: "impactsurlesolde balanceimpact impattosulsaldo auswirkungaufguthaben auswirkungaufdasguthaben efectoenelsaldo impactoenelsaldo",
};

/** Where a card was used: the statement of a card with which the creditor pays, and nobody else. */
const CARD_PURCHASE = /^(merchantname|merchant|handler|haendler|commercant|esercente|comercio|cardid|kartennummer|numerodecarte|numerodicarta)$/;

export function isCardPurchase(headings: readonly string[]): boolean {
  return headings.some((heading) => CARD_PURCHASE.test(plainHeading(heading)));
}

const BY_HEADING = new Map<string, BankField[]>();
for (const field of Object.keys(HEADINGS) as BankField[]) {
  for (const heading of new Set(HEADINGS[field].split(/\s+/))) BY_HEADING.set(heading, [...(BY_HEADING.get(heading) ?? []), field]);
}

/** What only a ledger of invoices has. */
const LEDGER =
  /^(due(date)?|invoice(no|nr|number|date|id)?|customer(no|nr|number|id|name)?|kunden?(nr|nummer|name)?|debitor(ennummer|nummer|nr)?|rechnung(snr|snummer|sdatum)?|belegnummer|belegart|faelligkeit(sdatum)?|falligkeit(sdatum)?|fallig(am)?|documentno|documentnumber|doctype|document|terms|creditlimit|fattura|facture|factura|numerodefacture|scadenza|echeance|vencimiento|openamount|outstanding|cliente|client|klant(nummer)?|pelanggan|(nama|kode)pelanggan|(no|nomor)?(faktur|invoice)|(tanggal|tgl)?jatuhtempo)$/;

export function plainHeading(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/ß/g, "ss")
    .replace(/ø/g, "o")
    .replace(/ł/g, "l")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** A currency that a heading names beside the amount: "Gutschrift in CHF", "Betrag (EUR)", "Solde en CHF". */
const NAMED_CURRENCY = /^(.*?)[\s(]+(?:(?:in|en|em)\s+)?\(?([A-Z]{3}|€|£|euros?)\)?\s*$/;

export function headingCurrency(text: string): { readonly bare: string; readonly currency: string } | null {
  const match = text.length > 80 ? null : NAMED_CURRENCY.exec(text.trim());
  return match ? { bare: match[1]!, currency: match[2]!.startsWith("euro") ? "EUR" : match[2]! } : null;
}

export function fieldsOf(heading: string): readonly BankField[] {
  const bare = headingCurrency(heading)?.bare;
  return lookUp(heading) ?? (bare === undefined ? [] : (lookUp(bare) ?? []));
}

/** What is longer is no heading, and patterns take long over it. */
const LONGEST_HEADING = 200;

/** The time zone of a day: "Date completed (UTC)", "Date completed (Europe/Berlin)". */
const ZONE = /\s*\((?:UTC|GMT|CES?T|[A-Z][a-z]{2,20}\/[A-Za-z_/]{3,40})\)\s*$/;

const LOST = "\uFFFD";

/** A program that did not know the encoding leaves a sign for a letter that it lost: "D\uFFFDbit" is "Débit" still. */
function lookUp(heading: string): readonly BankField[] | undefined {
  if (heading.length > LONGEST_HEADING) return undefined;
  const bare = heading.replace(/\s*\(?(?:euros?|€)\)?\s*$/i, "").replace(ZONE, "");
  if (bare !== heading && bare !== "") return lookUp(bare);
  if (!heading.includes(LOST)) return BY_HEADING.get(plainHeading(heading));
  const parts = heading.slice(0, 80).split(LOST).map(plainHeading);
  if (parts.length > 4 || parts.join("").length < 3) return undefined;
  const pattern = new RegExp(`^${parts.join("\\p{L}")}$`, "u");
  for (const [known, fields] of BY_HEADING) if (pattern.test(known)) return fields;
  return undefined;
}

/** How sure a row of headings is a bank's, from 0 to 1: 0 where it has no day or no amount. */
export function weighHeadings(cells: readonly string[]): number {
  const found = new Set(cells.flatMap((cell) => (cell.length > 80 ? [] : fieldsOf(cell))));
  const isProvider = (found.has("gross") || found.has("amount")) && found.has("fee") && found.has("net");
  const sided = found.has("debit") && found.has("credit");
  const money = found.has("amount") || sided || isProvider || (found.has("amount") && found.has("indicator"));
  if (!(found.has("booked") || found.has("value")) || !money || !cells.some((cell) => fieldsOf(cell).some((field) => field === "booked" || field === "value")))
    return 0;
  if (isProvider) return 0.9;
  if (cells.some((cell) => LEDGER.test(plainHeading(cell)))) return 0;
  const plain = new Set(cells.map(plainHeading));
  const dates = cells.filter((cell) => fieldsOf(cell).some((field) => field === "booked" || field === "value")).length;
  const marks = [
    found.has("balance"),
    sided,
    dates > 1,
    found.has("indicator"),
    [...plain].some((each) => /payee|payer|counterparty|auftraggeber|zahlungs|tegenpartij|contrepartie|controparte|ordinante|beneficia/.test(each)),
    plain.has("iban") || [...plain].some((each) => /iban|tegenrekening|auftragskonto|buchungstag|buchungstext|verwendungszweck/.test(each)),
  ];
  return marks.some(Boolean) ? 0.85 : 0.5;
}
