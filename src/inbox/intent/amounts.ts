export interface FoundAmount {
  readonly index: number;
  readonly end: number;
  /** Decimal text: "1234.50". */
  readonly amount: string;
}

const UNIT =
  "(?:eur(?:os?)?|usd|gbp|chf|sfr|idr|dollars?|pounds?|rupiah|franken|francs?|cad|aud|sek|nok|dkk|pln|czk|huf|jpy|inr|sgd|mxn|ars|cop|clp)(?![\\p{L}])|[€$£¥]|rp\\.?(?![\\p{L}])|fr\\.";
const NUMBER = "\\d{1,3}(?:[ .,'\\u00a0\\u202f]\\d{3}){0,5}(?:[.,]\\d{1,2})?(?![\\d])|\\d{1,12}(?:[.,]\\d{1,2})?(?![\\d])";
const DASHES = "(?:,-{1,2}|\\.-{1,2}|,–|\\.–)?";
const SCALE = "(?:\\s?(?<scale>ribu|rb|juta|jt|miliar|milyar|k|tausend|mille|mila|mil)(?![\\p{L}]))?";
const BEFORE = new RegExp(`(?<![\\p{L}\\d])(?:${UNIT})\\s?(?<number>${NUMBER})${DASHES}${SCALE}`, "giu");
const AFTER = new RegExp(`(?<![\\p{L}\\d.,/-])(?<number>${NUMBER})${DASHES}${SCALE}\\s?(?:${UNIT})`, "giu");
const SCALES: Readonly<Record<string, number>> = { ribu: 3, rb: 3, k: 3, tausend: 3, mille: 3, mila: 3, mil: 3, juta: 6, jt: 6, miliar: 9, milyar: 9 };

/** Without a currency only what can be no day, year or number of a document: in groups of three, or of three figures and more with two behind the sign. */
const BARE = /(?<![\p{L}\d.,'/#-])(?<number>\d{1,3}(?:[.,']\d{3}){1,4}(?:[.,]\d{2})?|\d{3,9}[.,]\d{2})(?![\p{L}\d/%-]|[.,']\d| ?%)/gu;

/** "5 juta", "2k": so large a word is said of money, where a payment is spoken of. */
const SCALED = /(?<![\p{L}\d.,'/#-])(?<number>\d{1,4}(?:[.,]\d{1,2})?) ?(?<scale>ribu|rb|juta|jt|miliar|milyar|(?<=\d)k)(?![\p{L}\d])/giu;

/** Every number at which a currency stands, as decimal text; where there is none, those that can only be amounts. */
export function findAmounts(text: string): FoundAmount[] {
  const found = findWith([BEFORE, AFTER], text);
  return found.length > 0 ? found : findWith([SCALED, BARE], text);
}

function findWith(expressions: readonly RegExp[], text: string): FoundAmount[] {
  const found: FoundAmount[] = [];
  for (const expression of expressions) {
    for (const match of text.matchAll(expression)) {
      const { number, scale } = match.groups as { number: string; scale?: string };
      const amount = decimalOf(number, scale ? SCALES[scale.toLowerCase()]! : 0);
      const end = match.index + match[0].length;
      if (!found.some((each) => match.index < each.end && each.index < end)) found.push({ index: match.index, end, amount });
    }
  }
  return found.sort((a, b) => a.index - b.index);
}

/** "1.234,56" is 1234.56 and "1.234" is 1234: three digits behind the last sign are thousands. */
function decimalOf(number: string, zeros: number): string {
  const match = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(number)!;
  const whole = match[1]!.replace(/\D/g, "");
  const fraction = match[2] ?? "";
  const digits = `${whole}${fraction.padEnd(zeros, "0").slice(0, zeros)}`.replace(/^0+(?=\d)/, "");
  const rest = fraction.slice(zeros);
  return rest ? `${digits}.${rest}` : digits;
}
