import { plainHeading } from "../csv/fields.ts";

/** What a column of a SAP list of customer items (FBL5N, S/4's "Manage Customer Line Items") may hold. */
export type SapColumn =
  | "type"
  | "number"
  | "reference"
  | "issued"
  | "posted"
  | "due"
  | "clearing"
  | "cleared"
  | "special"
  | "position"
  | "ownAmount"
  | "localAmount"
  | "ownCurrency"
  | "localCurrency"
  | "other";

/** Headings in German, English, Italian, French and Spanish, as SAP cuts them for narrow columns, too. */
const WORDS: Record<SapColumn, RegExp> = {
  type: /^(art|belegart|documenttype|doctype|type|ty|typ|journalentrytype|tipodoc\w*|tpdoc|tipo|typepiece|typedepiece|typedoc|classedoc\w*|clasedoc\w*|clase|cldoc|td)$/,
  number:
    /^(beleg|belegnr|belegnummer|belegno|documentnumber|documentno|docno|document|journalentry|journalentrynumber|numerodocumento|ndocumento|numdoc|nrdoc|nodoc|ndoc|documento|numeropiece|numerodepiece|nopiece|npiece|piece|nodocumento)$/,
  reference:
    /^(referenz|referenzbeleg|referenznummer|referenzschlussel|reference|referencedocument|ref|refdocument|xblnr|riferimento|rif|documentoriferimento|referencia|refcia|rfrencia)$/,
  issued:
    /^(belegdatum|belegdat|belegdt|documentdate|docdate|docdt|journalentrydate|datadocumento|datadoc|datepiece|datedepiece|datedoc|fechadocumento|fechadoc|fedoc|fechadedocumento)$/,
  posted:
    /^(buchungsdatum|buchdatum|budatum|postingdate|pstngdate|pstgdate|dataregistrazione|datareg|datacontabile|datadiregistrazione|datecomptable|dtecpt|fechacontabilizacion|fecontab|fechacontable|fechadecontabilizacion)$/,
  due: /^(netto?fall\w*|nettfaell\w*|falligkeitnetto|falligk\w*netto|fallnetto|netdue\w*|netduedt|scadenzanetta|datascadenzanetta|scadnetta|scadnetto|echeancenette|dateecheancenette|datedecheancenette|echnette|vencimientoneto|vencneto|fevencneto|fechavencimientoneto)$/,
  clearing:
    /^(ausgleichsbeleg\w*|ausglbel\w*|ausgleichsbel|clearingdoc\w*|clrngdoc\w*|clrgdoc\w*|clearingjournalentry|doc\w*pareggio|piece\w*rapprochement|pcerapp\w*|doc\w*compensacion|doccomp\w*)$/,
  cleared:
    /^(ausgleich|ausgleichsdatum|ausgldat\w*|ausgleichdatum|clearing|clearingdate|clrngdate|clrgdate|datapareggio|datadipareggio|daterapprochement|datederapprochement|dtrapp\w*|fechacompensacion|fechadecompensacion|fecomp\w*|fechacomp)$/,
  special:
    /^(s|sh|shb|shk|shbkz|sonderhauptbuch\w*|sg|spgl|spglind|specialgl\w*|specialgeneralledger\w*|cogespec\w*|ind\w*coge\w*|codicecogespeciale|cgs|indicecgs|codecgs|cme|indicecme|indicadorcme)$/,
  position: /^(pos|position|posnr|buchungszeile|zeile|itm|item|lineitem|journalentryitem|posizione|poste|posicion)$/,
  ownAmount:
    /^(betr\w*|amount\w*|amt\w*|importo\w*|montant\w*|importe\w*)(bw|bwahr\w*|belegw\w*|fw|tw|fremdw\w*|transaktionsw\w*|doccu\w*|documentcu\w*|dc|foreigncu\w*|transactioncu\w*|transcu\w*|divdoc|divisadoc\w*|divisadeldoc\w*|devisepiece|devisedepiece|devpiece|monedadoc\w*|monedadeldoc\w*|mondoc|md)$/,
  localAmount:
    /^(betr\w*|amount\w*|amt\w*|importo\w*|montant\w*|importe\w*)(hw|hwahr\w*|hausw\w*|buchungskreisw\w*|lc|localcu\w*|loccu\w*|lcrcy|cocodecu\w*|cocodecrcy|companycodecu\w*|divisaint\w*|divint|di|deviseint\w*|devint|monedalocal|monlocal|ml|monedasociedad)$/,
  ownCurrency:
    /^(wahr\w*|waehr\w*|belegw\w*|fremdw\w*|transaktionsw\w*|curr|cur|crcy|currency|doccu\w*|documentcu\w*|transactioncu\w*|divisa|divisadoc\w*|divdoc|devise|devisepiece|devisedepiece|moneda|monedadoc\w*|mon)$/,
  localCurrency:
    /^(hw|hwahr\w*|hausw\w*|lc|lcur\w*|localcu\w*|loccu\w*|cocodecrcy|companycodecu\w*|divisaint\w*|divint|deviseint\w*|devint|monedalocal|monlocal)$/,
  other:
    /^(zuordnung|zuordnungsnummer|assignment|assign|attribuzione|assegnazione|affectation|asignacion|buchungskreis|bukr|companycode|cocd|societa|sociedad|bs|buchungsschlussel|postingkey|pk|mahnstufe|dunninglevel|arrears\w*|verzug\w*)$/,
};

/** Marks that an accountant's own table hardly has; one of them beside codes of document types tells the list. */
const TELLING: readonly SapColumn[] = ["due", "clearing", "cleared", "special", "ownAmount", "localAmount", "other"];

/** Where a SAP list's columns stand, and how many tell that it is one. */
export function sapColumns(headings: readonly string[]): { readonly columns: ReadonlyMap<SapColumn, number>; readonly telling: number } {
  const columns = new Map<SapColumn, number>();
  for (const [index, heading] of headings.entries()) {
    const plain = plainHeading(heading);
    if (plain === "") continue;
    for (const name of Object.keys(WORDS) as SapColumn[]) {
      if (columns.has(name) || !WORDS[name].test(plain)) continue;
      columns.set(name, index);
      break;
    }
  }
  return { columns, telling: TELLING.filter((name) => columns.has(name)).length };
}

/** Document types of customers as SAP delivers them; creditors add their own. */
export const SAP_TYPES = new Set("AB DA DB DG DR DV DZ RV RE SA SB UE ZP ZV ZR ZS KA KR RD SK".split(" "));

/** Types of invoices and credit memos: what is less than nothing of them is a credit memo, of any other it is money. */
export const SAP_BILLING = new Set("RV DR DG RE RD RN".split(" "));
