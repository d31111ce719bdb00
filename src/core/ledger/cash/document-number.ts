/** A run of letters or of digits, as it stands in a text. */
export interface Atom {
  readonly isNumber: boolean;
  /** Upper case, accents taken off; a letter O beside digits is a zero. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What stands between it and the atom before it. */
  readonly gap: string;
}

/** No document has a longer number; longer runs (noise, keys, hashes) are passed over. */
const LONGEST_RUN = 48;
const RUNS = /[\p{L}\p{N}]+/gu;

/** Cuts a text into runs of letters and runs of digits, at most `most` of them. */
export function atomsOf(text: string, most: number): Atom[] {
  const atoms: Atom[] = [];
  let last = 0;
  for (const run of text.matchAll(RUNS)) {
    if (run[0].length > LONGEST_RUN) continue;
    for (const part of plainRun(run[0]).matchAll(/[0-9]+|[^0-9]+/g)) {
      if (atoms.length >= most) return atoms;
      const start = run.index + part.index;
      const end = start + part[0].length;
      atoms.push({ isNumber: part[0] >= "0" && part[0] < ":", text: part[0], start, end, gap: text.slice(last, start) });
      last = end;
    }
  }
  return atoms;
}

/** The run in upper case, of the same length: what stands where in the text must stay known. */
function plainRun(run: string): string {
  let plain = run.toUpperCase();
  if (!/^[A-Z0-9]*$/.test(plain)) {
    plain = "";
    for (const unit of run) {
      const bare = unit.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase();
      plain += bare.length === unit.length ? bare : unit;
    }
  }
  return plain.includes("O") ? plain.replace(/O+(?=[0-9])|(?<=[0-9])O+/g, (os) => "0".repeat(os.length)) : plain;
}

export function withoutZeros(digits: string): string {
  return digits[0] === "0" ? digits.replace(/^0+/, "") : digits;
}

/** A document's number, taken apart. "RE-2026/0417b": core "2026417", cuts [4], letters "RE", suffix "B". */
export interface DocumentNumber {
  /** The digits of all parts, each without leading zeros. */
  readonly core: string;
  /** Where one part of the core ends and the next begins. */
  readonly cuts: readonly number[];
  /** Letters before the last digit: the series. */
  readonly letters: string;
  /** Letters after the last digit. */
  readonly suffix: string;
  /** The digits of all parts with their zeros, as they are printed. */
  readonly digits: string;
  /** The form in which it is looked up. */
  readonly key: string;
}

const MOST_ATOMS = 24;
/** A core of fewer digits is looked up with its letters only: a short number alone is found in every text. */
const LEAST_CORE = 4;

export function documentNumber(document: string): DocumentNumber {
  let core = "";
  let letters = "";
  let suffix = "";
  let whole = "";
  let digits = "";
  const cuts: number[] = [];
  for (const atom of atomsOf(document, MOST_ATOMS)) {
    if (atom.isNumber) {
      if (core !== "") cuts.push(core.length);
      core += withoutZeros(atom.text);
      digits += atom.text;
      letters += suffix;
      suffix = "";
      whole += withoutZeros(atom.text);
    } else {
      suffix += atom.text;
      whole += atom.text;
    }
  }
  if (core === "" && letters === "" && suffix !== "") letters = suffix;
  return { core, cuts, letters, suffix: core === "" ? "" : suffix, digits, key: core.length >= LEAST_CORE ? core : whole };
}

/**
 * The form in which document numbers are looked up: upper case, O read as 0, without separators, without the leading zeros
 * of any part, and without the letters around at least four digits, because payers leave them out: "RE-2026/0417" and
 * "2026-417" are both "2026417", "INV-0012" is "INV12". It finds, and does not decide: "A-1000" and "B-1000" have one key,
 * and `numbersNamed` tells them apart. Empty where the text holds neither letter nor digit.
 */
export function documentKey(document: string): string {
  return plainKey(document) ?? documentNumber(document).key;
}

/** The key of a number in plain ASCII, without taking it apart: a ledger has millions of them. Null: it is not so plain. */
function plainKey(document: string): string | null {
  if (document.length > LONGEST_RUN || /[^ -~]|[0-9]O|O[0-9]/i.test(document)) return null;
  const parts = document.toUpperCase().match(/[0-9]+|[A-Z]+/g) ?? [];
  let core = "";
  let whole = "";
  for (const part of parts) {
    const isNumber = part < ":";
    const plain = isNumber ? withoutZeros(part) : part;
    if (isNumber) core += plain;
    whole += plain;
  }
  return core.length >= LEAST_CORE ? core : whole;
}

/** A stretch of a text that may be a document's number. */
export interface Stretch {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** The atoms of its first and last digits. */
  readonly first: number;
  readonly last: number;
  /** It goes over blanks or the end of a line: perhaps one number that was split, perhaps two that stand side by side. */
  readonly isJoined: boolean;
}

const MOST_PARTS = 6;
const LONGEST_CORE = 30;
const NARROW = /^[\s\-–—/\\._,:|+*'#]{0,3}$/;
const WIDE_INNER = 3;

/** Every stretch of up to six neighbouring numbers, in every form in which a document of that number may be looked up. */
export function* stretchesOf(atoms: readonly Atom[]): Generator<Stretch> {
  for (let first = 0; first < atoms.length; first++) {
    if (!atoms[first]!.isNumber) continue;
    const gaps: string[] = [];
    const numbers: string[] = [];
    for (let last = first; last < atoms.length && numbers.length < MOST_PARTS; last++) {
      const atom = atoms[last]!;
      if (last > first && !NARROW.test(atom.gap)) break;
      if (!atom.isNumber) {
        // A letter or two inside of a number ("2026-RE-417") are part of it; a word is not.
        if (atom.text.length > WIDE_INNER || /\s/.test(atom.gap)) break;
        continue;
      }
      gaps.push(last === first ? "" : !atoms[last - 1]!.isNumber && /\s/.test(atom.gap) ? "-" : atom.gap);
      numbers.push(atom.text);
      const isJoined = gaps.some((gap) => /\s/.test(gap));
      for (const key of keysOf(atoms, first, last, numbers, gaps)) yield { key, start: atoms[first]!.start, end: atom.end, first, last, isJoined };
    }
  }
}

function keysOf(atoms: readonly Atom[], first: number, last: number, numbers: readonly string[], gaps: readonly string[]): Set<string> {
  const cores = new Set([numbers.map(withoutZeros).join("")]);
  const raw = withoutZeros(numbers.join(""));
  if (numbers.length > 1) {
    cores.add(raw);
    // A number that was split over lines keeps the zeros behind the split.
    let split = "";
    const parts: string[] = [];
    for (const [place, number] of numbers.entries()) {
      if (place > 0 && !/^\s+$/.test(gaps[place]!)) {
        parts.push(split);
        split = "";
      }
      split += number;
    }
    cores.add([...parts, split].map(withoutZeros).join(""));
  }
  // "20260417" for "2026/0417", "260417" for "26/0417".
  const year = /^((?:19|20)?\d\d)0+([1-9]\d*)$/.exec(raw);
  if (year) cores.add(year[1]! + year[2]!);
  const keys = new Set<string>();
  for (const core of cores) {
    if (core.length > LONGEST_CORE || core === "") continue;
    if (core.length >= LEAST_CORE) keys.add(core);
    else for (const key of shortKeys(atoms, first, last, core)) keys.add(key);
  }
  return keys;
}

/** A short number counts only with the letters that stand beside it, or where a word says that it is an invoice's. */
function* shortKeys(atoms: readonly Atom[], first: number, last: number, core: string): Generator<string> {
  const before = atoms[first - 1];
  const after = atoms[last + 1];
  const prefix = before && !before.isNumber && NARROW.test(atoms[first]!.gap) ? before.text : "";
  const suffix = after && !after.isNumber && after.gap === "" ? after.text : "";
  if (prefix) yield prefix + core;
  if (suffix) yield core + suffix;
  if (prefix && suffix) yield prefix + core + suffix;
  if (labelBefore(atoms, first) === "invoice") yield core;
}

const INVOICE_WORDS = new Set(
  (
    "RE RG RNR RECHNUNG RECHNUNGEN RECHNUNGSNR RECHNUNGSNUMMER RECH RECHN RGNR RENR INV INVOICE INVOICES INVOICENO BILL FACTURE FACTURES FACT FAC FATTURA FATTURE FATT FT FACTURA " +
    "FACTURAS FRA FAKTUR FAKTURA FACTUUR FV BELEG BELEGNR DOC DOCUMENT DOCUMENTO NOTA"
  ).split(" "),
);
const FOREIGN_WORDS = new Set(
  (
    "KD KDNR KUNDE KUNDEN KUNDENNR KUNDENNUMMER CUSTOMER CUST CUSTNO CLIENT CLIENTE CLIENTI PELANGGAN KLANT DEBITOR DEBITORENNR DEBTOR MITGLIED MITGLIEDSNR MEMBER ORDER ORDERNO PO " +
    "BESTELLUNG BESTELLNR BESTELLNUMMER BEST AUFTRAG AUFTRAGSNR AUFTRAGSNUMMER COMMANDE CDE ORDINE PEDIDO PESANAN TEL TELEFON PHONE TELEFONO TELEPHONE FAX MOBIL MOBILE HP WA PLZ ZIP CAP CP " +
    "POSTCODE IBAN BIC MANDAT MANDATE MANDATSREF MREF KTO KONTO KONTONR ACCOUNT ACCT VERTRAG VERTRAGSNR VERTRAGSNUMMER CONTRACT CONTRAT CONTRATTO CONTRATO KONTRAK STEUERNR TAX VAT UST USTID " +
    "NPWP SIRET SIREN VOM DATUM DATE DATED DATA FECHA TANGGAL TGL BLZ DELIVERY LIEFERSCHEIN PROJEKT PROJECT"
  ).split(" "),
);
const FILLERS = new Set("NR NO N NUM NUMMER NUMBER NUMERO NOMOR REF # ID DEL DE DI DU LA LE DER IHRE YOUR OUR UNSERE MY".split(" "));

/** What the words before a number say of it: an invoice's, something else's (customer, order, telephone, date), or nothing. */
export function labelBefore(atoms: readonly Atom[], first: number): "invoice" | "foreign" | null {
  for (let place = first - 1; place >= 0 && place >= first - 3; place--) {
    const atom = atoms[place]!;
    const next = atoms[place + 1]!;
    if (atom.isNumber || next.gap.length > 4 || /[;,\n]/.test(next.gap)) return null;
    if (INVOICE_WORDS.has(atom.text)) return "invoice";
    if (FOREIGN_WORDS.has(atom.text)) return "foreign";
    if (!FILLERS.has(atom.text)) return null;
  }
  return null;
}

/** Words that stand before a number without being a part of it. */
export function isLabel(letters: string): boolean {
  return INVOICE_WORDS.has(letters) || FILLERS.has(letters);
}
