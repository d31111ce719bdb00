/** The fields that a column may hold. docs/guides/import.md describes each. */
export const FIELDS = [
  "type",
  "debtor",
  "name",
  "document",
  "instalment",
  "issued",
  "due",
  "termsDays",
  "amount",
  "open",
  "paidAmount",
  "lineAmount",
  "currency",
  "settled",
  "status",
  "applies",
  "directDebit",
  "email",
  "phone",
  "contact",
  "firstName",
  "lastName",
  "debtorType",
  "language",
  "country",
  "region",
  "street",
  "address2",
  "address",
  "postalCode",
  "city",
  "segment",
  "salesperson",
  "channel",
  "detail",
] as const;
export type Field = (typeof FIELDS)[number];

/** A heading without case, accents, spaces and punctuation, as the tables below spell it: "Rechnungs-Nr." is "rechnungsnr". */
export function plainHeading(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/ø/g, "o")
    .replace(/№|n[°º]/g, "no")
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * Headings of common exports, in English, German, Italian, French, Spanish and Indonesian. A heading that can mean several
 * things stands in each of them; header.ts settles it by its neighbours and by what the column holds.
 */
const HEADINGS: Record<Field, string> = {
  type: `type kind doctype documenttype recordtype transactiontype transtype entrytype invoicetype art belegart buchungsart vorgang tipo
    tipodocumento tipodoc typedocument typepiece nature jenis jenisdokumen tipe`,
  debtor: `debtor debtorid debtorno debtornr debtornumber debtorcode debtoraccount customer customerid customerno customernr customernumber
    customercode customerref customeraccount custid custno custcode client clientid clientno clientnumber clientcode account accountid accountno
    accountnumber accountcode partner partnerid businesspartner businesspartnerid payer payerid billtoid soldtoid buyerid cardcode
    kunde kundeid kundenid kundennr kundennummer kundenno debitor debitorid debitornr debitornummer debitorennr debitorennummer debitorenkonto konto
    cliente idcliente codicecliente codcliente numerocliente codigocliente codeclient numeroclient noclient nclient idclient compteclient
    pelanggan idpelanggan kodepelanggan nopelanggan nomorpelanggan`,
  name: `name debtorname customername clientname accountname company companyname organisation organization organisationname organizationname
    partnername payername billtoname buyername businessname cardname contactname customer client debtor kunde kundenname debitorname firma firmenname
    cliente nomecliente ragionesociale denominazione client nomclient raisonsociale societe nom nombre nombrecliente razonsocial
    pelanggan nama namapelanggan namaperusahaan perusahaan`,
  document: `document documentid documentno documentnr documentnumber docno docnum docnumber docid invoice invoiceid invoiceno invoicenr invoicenumber
    invoiceref invno invnumber inv bill billno billnumber voucher voucherno vouchernumber number no ref reference referenceno paymentid paymentno
    paymentnumber receiptno receiptnumber creditnoteno creditnotenumber creditmemono transactionid transactionno
    rechnung rechnungsnr rechnungsnummer rechnungno beleg belegnr belegnummer belegno gutschriftnr gutschriftsnummer nummer nr
    fattura numerofattura nfattura nofattura fatturano documento numerodocumento ndocumento numero
    facture numerofacture nfacture nofacture numfacture piece numeropiece nopiece factura numerofactura nofactura nfactura
    faktur nomorfaktur nofaktur nomorinvoice noinvoice nomordokumen nomor`,
  instalment:
    "instalment installment instalmentno installmentno instalmentnumber installmentnumber rate rata nrata ratenr teilzahlung echeanceno cuota plazo termin angsuran cicilan",
  issued: `issued issuedate issuedon dateissued invoicedate documentdate docdate billdate date postingdate bookingdate transactiondate creditnotedate
    paymentdate receiptdate paidon bookedon valuedate day contactdate rechnungsdatum belegdatum buchungsdatum ausstellungsdatum gutschriftsdatum zahlungsdatum datum
    data datafattura datadocumento dataemissione datapagamento date datefacture datedefacture datepiece dateemission datedemission datepaiement
    fecha fechafactura fechaemision fechadocumento fechapago tanggal tanggalfaktur tanggalinvoice tanggaldokumen tanggalpembayaran tgl tglfaktur`,
  due: `due duedate dueon invoiceduedate netduedate netdue maturity maturitydate paymentdue paymentduedate payby deadline
    fallig falligkeit falligkeitsdatum falligam faellig faelligkeit faelligkeitsdatum faelligam zahlbarbis nettofalligkeit
    scadenza datascadenza datadiscadenza echeance dateecheance datedecheance datedecheance vencimiento fechavencimiento fechadevencimiento
    jatuhtempo tanggaljatuhtempo tgljatuhtempo`,
  termsDays: `terms termsdays paymentterms paymenttermsdays paymenttermdays netdays creditdays zahlungsziel zahlungszieltage zahlungsfrist
    giornipagamento terminipagamento delaipaiement delaidepaiement conditionspaiement plazopago condicionespago termpembayaran`,
  amount: `amount total totalamount invoiceamount invoicetotal documentamount doctotal grossamount gross amounttotal totalgross originalamount
    invoicetotaltopay totaltopay amountincltax totalincltax totalinclvat paymentamount creditamount value invoicevalue
    betrag rechnungsbetrag bruttobetrag brutto gesamtbetrag summe importo importototale totale totalefattura totaledocumento
    montant montantttc totalttc montanttotal importe importetotal monto montototal jumlah total nilai nilaifaktur jumlahtagihan totaltagihan`,
  open: `open openamount amountopen opened outstanding outstandingamount amountoutstanding balance balancedue openbalance amountdue amountowing
    remaining remainingamount unpaid unpaidamount residual residualamount offen offenerbetrag offenbetrag restbetrag offenerposten saldo saldoaperto
    residuo importoresiduo aperto importoaperto solde soldedu resteapayer restedu montantdu pendiente saldopendiente importependiente sisa sisatagihan terutang`,
  paidAmount:
    "paid paidamount amountpaid payments totalpaid bezahlt bezahlterbetrag gezahlt pagato importopagato paye montantpaye pagado importepagado dibayar terbayar jumlahdibayar",
  lineAmount:
    "lineamount linetotal itemtotal itemamount positionsbetrag positionssumme importoriga totaleriga montantligne totalligne importelinea jumlahbaris",
  currency: `currency currencycode invoicecurrency doccurrency curr cur ccy iso4217 wahrung waehrung valuta divisa devise monnaie moneda matauang kodematauang`,
  settled: `settled settleddate settledon datesettled settlementdate paid paiddate paidon datepaid paymentdate closed closeddate clearingdate cleareddate clearedon
    bezahlt bezahltam ausgleichsdatum zahlungsdatum datapagamento pagatoil saldatoil datepaiement payele dateregle fechapago pagadoel tanggalbayar tanggallunas tanggalpembayaran`,
  status:
    "status state invoicestatus paymentstatus paid settled closed stato statut etat estado rechnungsstatus zahlungsstatus bezahlt pagato paye pagado lunas",
  applies: `applies appliesto appliedto applyto paysinvoice payfor paysfor for forinvoice paymentfor invoicepaid paidinvoice paidinvoices matches matchedinvoice
    relatedinvoice relateddocument originalinvoice creditedinvoice invoices invoice invoiceno invoicenumber invoiceref reference ref remittance
    rechnung rechnungsnr rechnungsnummer bezug bezugsbeleg riferimento fattura numerofattura reglement facture numerofacture
    factura numerofactura faktur nomorfaktur nofaktur`,
  directDebit:
    "directdebit dd sepadirectdebit sepadd autopay autocollect lastschrift einzug bankeinzug addebitodiretto rid sdd prelevement domiciliacion domiciliado autodebet",
  email:
    "email emailaddress mail mailaddress debtoremail customeremail clientemail contactemail emailwork invoiceemail billingemail epost courriel correo correoelectronico postaelettronica surel",
  phone:
    "phone phoneno phonenumber telephone tel mobile contactphone customerphone phonework telefon telefonnummer handy telefono cellulare mobiletelephone movil telepon nohp hp",
  contact: "contact contactperson contactname attention attn ansprechpartner kontakt kontaktperson referente contatto interlocuteur contacto narahubung kontak",
  firstName: "firstname givenname vorname prenom nombredepila namadepan",
  lastName: "lastname surname familyname nachname cognome nomdefamille apellido apellidos namabelakang",
  debtorType: "debtortype customertype clienttype partytype type legalform kundenart kundentyp debitorart tipocliente typeclient tipodecliente jenispelanggan",
  language: "language languagecode lang locale preferredlanguage sprache korrespondenzsprache lingua langue idioma bahasa",
  country: "country countrycode countryiso land landkz landcode landercode paese nazione pays codepays pais negara",
  region: "region state province county stateprovince bundesland kanton canton regione provincia departement estado comunidad provinsi",
  street:
    "street streetaddress address addressline1 address1 addr1 street1 strasse strassehausnr anschrift indirizzo via adresse rue direccion calle domicilio alamat jalan",
  address2: "address2 addressline2 addr2 street2 addressextra addresssupplement adresszusatz complementadresse complementoadresse indirizzo2",
  address:
    "fulladdress postaladdress companyaddress customeraddress billingaddress billtoaddress mailingaddress address anschrift indirizzocompleto adressecomplete alamatlengkap",
  postalCode: "postalcode postcode zip zipcode plz postleitzahl cap codepostal cp codigopostal kodepos",
  city: "city town locality place ort stadt wohnort citta localita comune ville localite ciudad localidad poblacion kota",
  segment: "segment customersegment customergroup group customerclass kundengruppe segmento gruppocliente groupeclient grupocliente kelompok",
  salesperson:
    "salesperson salesrep salesrepresentative accountmanager accountowner rep owner vertreter verkaufer kundenbetreuer agente venditore commercial vendeur vendedor comercial sales penjual",
  channel: "channel contactchannel medium kanal canale canal kanal saluran",
  detail: "detail details note notes comment subject summary description notiz bemerkung nota dettaglio remarque catatan keterangan",
};

const BY_HEADING = new Map<string, Field[]>();
for (const field of FIELDS) {
  for (const heading of new Set(HEADINGS[field].split(/\s+/))) BY_HEADING.set(heading, [...(BY_HEADING.get(heading) ?? []), field]);
}

/** The fields that a heading may stand for, none where it is unknown. The field names themselves are headings too. */
export function fieldsOf(heading: string): readonly Field[] {
  const plain = plainHeading(heading);
  return BY_HEADING.get(plain) ?? BY_HEADING.get(plain.replace(/(eur|usd|gbp|chf|idr)$/, "")) ?? [];
}
