const BUCKETS =
  /^(current|not (yet )?(over)?due.*|at date|as (of|at)\b.*|nicht fallig|noch nicht fallig|aktuell|a scadere|non scaduto|non echu|a echoir|no vencido|corriente|por vencer|belum jatuh tempo|lancar|older|alter|precedente|anteriore|plus ancien|mas antiguo|lebih lama)$/;
const SPAN =
  /^(<|>|>=|<=|over|uber|oltre|plus de|mas de|lebih dari|more than|mehr als)?\s*\d{1,3}\s*((-|–|—|to|bis|a|al|hingga|s\/d)\s*\d{1,3})?\s*(\+|and over|& over|or more|und mehr|e oltre|et plus|y mas)?\s*(days?|tage?n?|giorni|jours|dias|hari|months?|monate?|mesi|mois|meses|bulan)?\s*(and over|or more|past due|overdue|old|uberfallig|scaduto|di ritardo|de retard|vencido)*$/;

function bare(text: string): string {
  return text.trim().toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}

/** Whether a text names a span of days overdue: "1 - 30", "Current", "> 90", "91 or more days past due", "Older". */
export function isBucket(text: string): boolean {
  if (text.length > 60) return false;
  const word = bare(text);
  return BUCKETS.test(word) || (SPAN.test(word) && !/^\d+$/.test(word));
}

/** A line of dashes or the like, between the bars of a list or alone. */
export function isRuler(cells: readonly string[]): boolean {
  let filled = false;
  for (const cell of cells) {
    if (cell === "") continue;
    if (!/^[\s\-–—=_+*|]*$/.test(cell)) return false;
    filled ||= /[-–—=_]{3}/.test(cell);
  }
  return filled;
}

const TOTAL =
  /^(?:grand ?total|sub-?total|sous-total|total(?:e|es|i|aux)?|totaux|zwischensumme|gesamtsumme|endsumme|summe|gesamt|somma|suma|subtotale|jumlah|percentage of total|anteil|ergebnis)\b[\s:.·]*(?:(?:for|fur|von|der|de|di|del|pour|per|untuk)\b\s*)?/;

/** What a row adds up: the text behind "Total" (empty for that of the whole list); null where it is no such row. */
export function totalOf(text: string): string | null {
  const marks = /^\*{1,5}(?!\w)\s*/.exec(text.trim());
  if (marks) return "";
  const word = bare(text);
  const match = word.length > 200 ? null : TOTAL.exec(word);
  return match ? word.slice(match[0].length) : null;
}

/** Whether a total is that of a group: "Total for Acme Ltd". Names that only begin like a total ("Total Energies") are none. */
export function isTotalOf(rest: string, group: string): boolean {
  return rest === "" || !/^\p{L}/u.test(rest) || rest === bare(group) || isBucket(rest) || isOpenListTitle(rest);
}

const PARTY =
  /^(?:debitor|debitore|kunde|kunden-?nr\.?|kundennummer|customer|customer account|client|cliente|deudor|deudor\/a|pelanggan|account|konto|conto|compte|cuenta)\s*(?:nr|no|number|nummer|numero|code|codice)?\.?\s*:?\s+(\S*\d\S*)(?:\s+(.*))?$/i;
const NAME = /^(?:name|name 1|nome|nom|nombre|firma|nama)\s*:?\s+(\S.*)$/i;

/** What a line above a block of items says about whose they are: "Debitor 10001", "Name Muster AG". */
export function partyOf(cells: readonly string[]): { readonly debtor?: string; readonly name?: string } | null {
  const text = cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== "")
    .join(" ")
    .replace(/^\*+\s*/, "");
  if (text.length > 300) return null;
  const name = NAME.exec(text)?.[1];
  if (name) return { name: name.trim() };
  const party = PARTY.exec(text);
  if (!party) return null;
  return party[2] ? { debtor: party[1]!, name: party[2].trim() } : { debtor: party[1]! };
}

const OPEN_LIST =
  /\b(ag(e)?ing|aged (receivables?|debtors?|trial balance)|open (invoices|items?)( (list|report))?|outstanding invoices|unpaid invoices|offene[nr]? posten( ?liste)?|op-?liste|opos|debitoren ?posten ?liste|partite aperte|scadenzario|scaduto clienti|balance agee|postes ouverts|factures impayees|partidas abiertas|antiguedad de saldos|facturas pendientes|umur piutang|piutang belum)\b/;

/** Whether a title says that the list shows what is open, and nothing else. */
export function isOpenListTitle(text: string): boolean {
  return text.length <= 200 && OPEN_LIST.test(bare(text).replaceAll("/", "").replace(/[_-]/g, " "));
}
