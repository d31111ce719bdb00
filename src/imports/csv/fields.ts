import { readCurrency } from "./currencies.ts";

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
  "paymentReference",
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
  "iban",
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
 * things stands in each of them; columns.ts settles it by its neighbours and by what the column holds.
 */
const HEADINGS: Record<Field, string> = {
  type: `txntype transaction doccategory dokumenttyp dokumentart transaktionstyp transaktionsart vorgangsart typ tipotransazione tipomovimento causale typetransaction typeoperation tipotransaccion tipomovimiento jenistransaksi tipedokumen type kind doctype documenttype recordtype transactiontype transtype entrytype invoicetype art belegart buchungsart vorgang tipo
    tipodocumento tipodoc typedocument typepiece nature jenis jenisdokumen tipe`,
  debtor: `debitorenkto kundenkonto kundenkontonr kundenkto personenkonto kto ktonr kontonr kontonummer adressnr adressnummer codcli codicecli codclienteforn contocliente anagrafica clientecodice cliid codecli codetiers tiers comptetiers numerotiers codcliente ncliente nocompteclient cuentacliente nifcliente idpel nopel kodepel kodecustomer customerkey debtoracct accountref arcustomer debtor debtorid debtorno debtornr debtornumber debtorcode debtoraccount customer customerid customerno customernr customernumber
    customercode customerref customeraccount custid custno custcode client clientid clientno clientnumber clientcode account accountid accountno
    accountnumber accountcode partner partnerid businesspartner businesspartnerid payer payerid billtoid soldtoid buyerid cardcode
    kunde kundeid kundenid kundennr kundennummer kundenno debitor debitorid debitornr debitornummer debitorennr debitorennummer debitorenkonto konto
    cliente idcliente codicecliente codcliente numerocliente codigocliente codeclient numeroclient noclient nclient idclient compteclient
    pelanggan idpelanggan kodepelanggan nopelanggan nomorpelanggan`,
  name: `billto billedto soldto customerfullname clientfullname organizationtitle kundenbezeichnung bezeichnung name1 firmenbezeichnung intestatario intestazione nominativo descrizionecliente clientedescrizione denominazionecliente libelleclient nomtiers libelletiers intituletiers denomination clientenombre denominacion nombrefiscal nombrecomercial titular namapel namaklien name debtorname customername clientname accountname company companyname organisation organization organisationname organizationname
    partnername payername billtoname buyername businessname cardname contactname customer client debtor kunde kundenname debitorname firma firmenname
    cliente nomecliente ragionesociale denominazione client nomclient nomduclient nomdelclient nombredelcliente nomedelcliente invoicepartnerdisplayname partnerdisplayname raisonsociale societe nom nombre nombrecliente razonsocial
    pelanggan nama namapelanggan namaperusahaan perusahaan`,
  document: `num nr no invoicenumb invoicenr documentref docref belegnumm rechnr rgnr rgnummer rechnungsnumm rechnungnr re fakturanr fakturanummer fakturenummer numdocumento numdoc nrdocumento nrdoc numerodoc numerofatt numfatt nrfattura fattn numfattura protocollo numeropieza nfacture numerodefacture numerodelafacture nfact nofact referencefacture numerodefactura numfactura nrofactura nrodocumento numerodedocumento folio seriefolio nofak nomorfak nokuitansi nomorkuitansi nobukti nomorbukti document documentid documentno documentnr documentnumber docno docnum docnumber docid invoice invoiceid invoiceno invoicenr invoicenumber
    invoiceref invno invnumber inv bill billno billnumber voucher voucherno vouchernumber number no ref reference referenceno paymentid paymentno
    paymentnumber receiptno receiptnumber creditnoteno creditnotenumber creditmemono transactionid transactionno
    rechnung rechnungsnr rechnungsnummer rechnungno beleg belegnr belegnummer belegno gutschriftnr gutschriftsnummer nummer nr
    fattura numerofattura nfattura nofattura fatturano documento numerodocumento ndocumento numero
    facture numerofacture nfacture nofacture numfacture piece numeropiece nopiece factura numerofactura nofactura nfactura
    faktur nomorfaktur nofaktur nomorinvoice noinvoice nomordokumen nomor`,
  instalment:
    "instalment installment instalmentno installmentno instalmentnumber installmentnumber rate rata nrata ratenr teilzahlung echeanceno cuota plazo termin angsuran cicilan",
  issued: `invoicebilldate invdate documentdt docdt billingdate taxdate receiveddate datereceived recordeddate createddate rechndatum rgdatum fakturadatum belegdat ausgestelltam zahlungseingangam eingangsdatum datadoc datafatt datafattura dataregistrazione datadocum dataincasso emissione emessail datefact dateemis emisle datereglement dateencaissement datecomptable fechaemis femision fechadeemision fechadefactura fechadoc fecfactura emitida fechacobro tglinvoice tgldokumen tglbayar tgltransaksi tanggaltransaksi issued issuedate issuedon dateissued invoicedate documentdate docdate billdate date postingdate bookingdate transactiondate creditnotedate
    paymentdate receiptdate paidon bookedon valuedate day contactdate rechnungsdatum belegdatum buchungsdatum ausstellungsdatum gutschriftsdatum zahlungsdatum datum
    data datafattura datadocumento dataemissione datapagamento date datefacture datedefacture datepiece dateemission datedemission datepaiement
    fecha fechafactura fechaemision fechadocumento fechapago tanggal tanggalfaktur tanggalinvoice tanggaldokumen tanggalpembayaran tgl tglfaktur`,
  due: `duedt dateduedate paymentdeadline paybydate falligper falligdatum fallam fallper faelligper zahlungbis zahlungsfristbis nettofall termine datascad scad scadenzafattura datascadfattura termpagamento echeance datelimite datelimitepaiement payableavant exigiblele fvencimiento fecvencimiento vence vencimto fechalimite jthtempo tgljthtempo tanggaljt batasbayar due duedate dueon invoiceduedate netduedate netdue maturity maturitydate paymentdue paymentduedate payby deadline
    fallig falligkeit falligkeitsdatum falligam faellig faelligkeit faelligkeitsdatum faelligam zahlbarbis nettofalligkeit
    scadenza datascadenza datadiscadenza echeance dateecheance datedecheance datedecheance vencimiento fechavencimiento fechadevencimiento
    jatuhtempo tanggaljatuhtempo tgljatuhtempo`,
  termsDays: `netterms daysterms termsofpayment creditterms zahlungsbedingung zahlungsbedingungen zahlbed ziel zieltage nettotage condizionipagamento pagamentogg termini condizioni conditiondepaiement echeancejours modalitespaiement formapago formadepago diaspago diascredito termin jangkawaktu tempokredit terms termsdays paymentterms paymenttermsdays paymenttermdays netdays creditdays zahlungsziel zahlungszieltage zahlungsfrist
    giornipagamento terminipagamento delaipaiement delaidepaiement conditionspaiement plazopago condicionespago termpembayaran`,
  amount: `totalincurrency totalincurrencysigned invamount amt grosstotal totalgrossamount totaldue doctotalgross invoicegross transactionamount originalinvoiceamount originaltotal rechnungssumme bruttosumme endbetrag belegbetrag urspungsbetrag ursprungsbetrag zahlbetrag betragbrutto rgbetrag totaledoc importodocumento importofattura importofatt totfattura importolordo totaledapagare dare montantfacture montantinitial montantdelafacture totalapayer montantorigine montantregle importefactura totalfactura importebruto importetotalfactura totaldocumento importeoriginal jumlahfaktur jumlahinvoice nominal nilaiinvoice jumlahbayar amount total totalamount invoiceamount invoicetotal documentamount doctotal grossamount gross amounttotal totalgross originalamount
    invoicetotaltopay totaltopay amountincltax totalincltax totalinclvat paymentamount creditamount value invoicevalue
    betrag rechnungsbetrag bruttobetrag brutto gesamtbetrag summe importo importototale totale totalefattura totaledocumento
    montant montantttc totalttc montanttotal importe importetotal monto montototal jumlah total nilai nilaifaktur jumlahtagihan totaltagihan`,
  open: `openbal osamount osbalance invoiceamountdue amountoutstandingincurrency openvalue opentotal balanceoutstanding outstandingbalance amountopenitem amountremaining balanceamount residualbalance unpaidbalance offenersaldo offensaldo offensumme nochoffen restsumme restoffen zuzahlen ausstehend ausstehenderbetrag importoaperto daincassare dapagare residuodapagare saldoresiduo saldodoc insolutoresiduo restant resteapercevoir resteaencaisser solderestant montantrestant montantouvert nonpaye restante saldorestante importependientedecobro deuda pendientedecobro pendientedepago adeudado sisapiutang saldopiutang belumdibayar kurangbayar outstandingpiutang open openamount amountopen opened outstanding outstandingamount amountoutstanding balance balancedue openbalance amountdue amountowing
    remaining remainingamount unpaid unpaidamount residual residualamount offen offenerbetrag offenbetrag restbetrag offenerposten saldo saldoaperto
    residuo importoresiduo aperto importoaperto solde soldedu resteapayer restedu montantdu pendiente saldopendiente importependiente sisa sisatagihan terutang`,
  paidAmount:
    "paid paidamount invoiceamountpaid amountpaid payments totalpaid bezahlt bezahlterbetrag gezahlt pagato importopagato paye montantpaye pagado importepagado dibayar terbayar jumlahdibayar",
  lineAmount:
    "lineamount linetotal itemtotal itemamount positionsbetrag positionssumme importoriga totaleriga montantligne totalligne importelinea jumlahbaris",
  currency: `currencyiso ccycode isocurrency txncurrency whg wkz wahrungscode waehrungscode isowahrung codvaluta codicevaluta codedevise codemonnaie codmoneda codigomoneda codigodivisa currency currencycode invoicecurrency doccurrency curr cur ccy iso4217 wahrung waehrung valuta divisa devise monnaie moneda matauang kodematauang`,
  settled: `paymentreceived paymentreceiveddate lastpaymentdate repaiddate repaidon ausgeglichenam bezahltdatum zahldatum beglichenam datasaldo datachiusura saldatain dateencaissement dateregle soldele fechacobro cobradoel fechaliquidacion tglbayar tgllunas settled settleddate settledon datesettled settlementdate paid paiddate paidon datepaid paymentdate closed closeddate clearingdate cleareddate clearedon
    bezahlt bezahltam ausgleichsdatum zahlungsdatum datapagamento pagatoil saldatoil datepaiement payele dateregle fechapago pagadoel tanggalbayar tanggallunas tanggalpembayaran`,
  status:
    "docstatus statusinvoice zahlungsstand zahlstatus offenbezahlt statopagamento statofattura etatpaiement statutpaiement statutfacture estadopago estadofactura estadocobro statuspembayaran statusfaktur status state invoicestatus paymentstatus paid settled closed stato statut etat estado rechnungsstatus zahlungsstatus bezahlt pagato paye pagado lunas",
  applies: `invoicesapplied appliedinvoice againstinvoice clearedinvoice paymentref zahlungzu fuerrechnung zurechnung perfattura fatturecollegate facturereglee pourfacture facturapagada parafactura untukfaktur untukinvoice applies appliesto appliedto applyto paysinvoice payfor paysfor for forinvoice paymentfor invoicepaid paidinvoice paidinvoices matches matchedinvoice
    relatedinvoice relateddocument originalinvoice creditedinvoice invoices invoice invoiceno invoicenumber invoiceref reference ref remittance
    rechnung rechnungsnr rechnungsnummer bezug bezugsbeleg riferimento fattura numerofattura reglement facture numerofacture
    factura numerofactura faktur nomorfaktur nofaktur`,
  directDebit:
    "directdebit dd sepadirectdebit sepadd autopay autocollect lastschrift einzug bankeinzug addebitodiretto rid sdd prelevement domiciliacion domiciliado autodebet",
  email:
    "invoicesemail billemail email1 accountsemail mailadresse emailadresse rechnungsemail indirizzoemail emailcliente adressemail adresseemail mailclient emailclient direccioncorreo emaildecontacto alamatemail email emailaddress mail mailaddress debtoremail customeremail clientemail contactemail emailwork invoiceemail billingemail epost courriel correo correoelectronico postaelettronica surel",
  phone:
    "tel1 telephonenumber cell cellphone mobilephone mobilnummer mobil telefonnr rufnummer telefono1 cell numerotelefono numerodetelephone notelephone portable gsm telefonomovil celular nomortelepon notelp telp notelepon phone phoneno phonenumber telephone tel mobile contactphone customerphone phonework telefon telefonnummer handy telefono cellulare mobiletelephone movil telepon nohp hp",
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
  paymentReference: `paymentreference paymentref payref structuredreference structuredcommunication creditorreference rfreference rfref isr isrreference qrreference qrr kid kidnummer
    zahlungsreferenz esrreferenz esrnummer esr referenznummeresr qrreferenz strukturiertereferenz riferimentopagamento riferimentoqr numeroriferimentoqr referencedepaiement referencepaiement
    referenceqr referencebvr communicationstructuree referenciadepago referenciapago referensipembayaran nomorva virtualaccount viitenumero`,
  iban: `iban ibans ibanno ibannr ibannumber bankaccount bankaccountno bankaccountnumber accountiban debtoriban customeriban payeriban bankverbindung bankkonto kontoverbindung
    codiceiban coordinatebancarie contobancario ibancliente ribiban compteiban comptebancaire coordonneesbancaires cuentabancaria cuentaiban ibancuenta
    rekening rekeningbank norekening nomorrekening`,
  segment: "segment customersegment customergroup group customerclass kundengruppe segmento gruppocliente groupeclient grupocliente kelompok",
  salesperson:
    "salesagent rep1 betreuer sachbearbeiter aussendienst agenterif agentecommerciale vertreternr representant agent agentecomercial ejecutivo sales salesperson salesrep salesrepresentative accountmanager accountowner rep owner vertreter verkaufer kundenbetreuer agente venditore commercial vendeur vendedor comercial sales penjual",
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
  // "Due Date (UTC)": the zone of a day names no other field.
  const known = BY_HEADING.get(plain) ?? (/\(utc\)\s*$/i.test(heading) ? BY_HEADING.get(plain.slice(0, -3)) : undefined);
  if (known) return known;
  // "Betrag in EUR", "Amount (ILS)": the currency names no other field.
  const code = /^(.+?)(in)?([a-z]{3})$/.exec(plain);
  if (!code || readCurrency(code[3]!) === null) return [];
  return BY_HEADING.get(code[1]!) ?? BY_HEADING.get(`${code[1]!}${code[2] ?? ""}`) ?? [];
}
