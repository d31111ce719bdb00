import { cleanText, ibanOf } from "../../bank/references.ts";
import { type Details, joinLines, LINE_WIDTH, splitByKeys } from "./details.ts";

/** Old ABN AMRO: two columns of 32 characters, keys that end in a colon. A full cell goes on in the next one. */
const COLUMN = 32;
const DUTCH_START = /^(SEPA |GIRO |IBAN:)/;
const DUTCH_KEYS = /(?:^|(?<=\s))(IBAN|BIC|NAAM|OMSCHRIJVING|KENMERK|MACHTIGING|INCASSANT|BETALINGSKENM\.?|VOOR): +/g;

/** mBank and others in Poland: parts that end in a semicolon. */
const POLISH_KEYS = /(?:^|(?<=[;\s]))(Z RACH\.|NA RACH\.|OD|DLA|TYT\.|TNR|ID IPH): */g;

/** Reads a :86: in words: by the keys in it where there are some, else it is text as a whole. */
export function readWords(lines: readonly string[]): Details {
  const joined = joinLines(lines, LINE_WIDTH);
  return readDutch(lines) ?? readPolish(joined) ?? readKnab(joined) ?? readLeadingAccount(lines) ?? { text: cleanText(joined) };
}

function readDutch(lines: readonly string[]): Details | null {
  if (!DUTCH_START.test(lines[0]!)) return null;
  const cells = lines.flatMap((line) => (line.length > COLUMN && line[COLUMN] === " " ? [line.slice(0, COLUMN), line.slice(COLUMN + 1)] : [line]));
  const keyed = splitByKeys(joinLines(cells, COLUMN), DUTCH_KEYS);
  if (keyed.length === 1) return null;
  const told = new Map(keyed.map(([key, value]) => [key.replace(".", ""), cleanText(value)]));
  return {
    text: told.get("OMSCHRIJVING") ?? told.get("BETALINGSKENM") ?? told.get("") ?? "",
    name: told.get("NAAM"),
    iban: ibanOf(told.get("IBAN")),
    structured: told.get("BETALINGSKENM"),
    endToEnd: told.get("KENMERK"),
    mandate: told.get("MACHTIGING"),
  };
}

function readPolish(joined: string): Details | null {
  const keyed = splitByKeys(joined, POLISH_KEYS);
  const told = new Map(keyed.map(([key, value]) => [key, cleanText(value).replace(/\s*;\s*$/, "")]));
  const account = told.get("Z RACH.") ?? told.get("NA RACH.");
  if (account === undefined || !told.has("TYT.")) return null;
  const party = keyed.find(([key]) => key === "OD" || key === "DLA")?.[1] ?? "";
  return {
    text: told.get("TYT.")!,
    // Two blanks stand between the name and the address.
    name: cleanText(party.split(/ {2}|\n|;/)[0]!),
    iban: ibanOf(account),
    others: [told.get("ID IPH")],
    bankReference: told.get("TNR"),
  };
}

/** Knab: "REK: NL26ABNA0999999999/NAAM: Northwind B.V." behind the text. */
function readKnab(joined: string): Details | null {
  const match = /(?:^|\s)REK: ?([A-Z0-9 ]{5,40})\/NAAM: ?/.exec(joined);
  return match && { text: cleanText(joined.slice(0, match.index)), iban: ibanOf(match[1]), name: cleanText(joined.slice(match.index + match[0].length)) };
}

/** ING, SNS, ASN: the account of the other side comes first, then its BIC or its name up to the line's end. */
function readLeadingAccount(lines: readonly string[]): Details | null {
  const match = /^\s*(?:Europese Incasso,? \w+ )?([A-Z]{2}\d{2}[A-Z0-9]{11,30})(?: +([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?))?(?: +|$)/.exec(lines[0]!);
  if (!match) return null;
  const rest = lines[0]!.slice(match[0].length);
  const below = joinLines(lines.slice(1), LINE_WIDTH);
  const isName = match[2] === undefined && lines.length > 1 && cleanText(below) !== "" && lines[0]!.length < LINE_WIDTH;
  return {
    text: cleanText(isName ? below : joinLines([lines[0]!, ...lines.slice(1)], LINE_WIDTH).slice(match[0].length)),
    iban: match[1]!,
    name: isName ? cleanText(rest) : undefined,
  };
}
