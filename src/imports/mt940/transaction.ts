import type { ReadTransaction } from "../contract.ts";
import { cleanReference, cleanText, creditorReferenceIn, ibanOf, otherReferences, returnReasonIn } from "../bank/references.ts";
import type { Details } from "./details/details.ts";
import { readGerman } from "./details/german.ts";
import { readNumbered } from "./details/numbered.ts";
import { readSlashes } from "./details/slashes.ts";
import { readWords } from "./details/words.ts";
import type { Movement } from "./movement.ts";
import { readAmount } from "./values.ts";

/** What belongs to a movement: the lines of its :86: fields, and of a :NS:. */
export interface Told {
  readonly details: readonly (readonly string[])[];
  readonly numbered: readonly string[];
}

/** A movement with what its bank told about it. */
export function readTransaction(movement: Movement, told: Told, account: string, currency: string): ReadTransaction {
  const details = readDetails(told);
  const supplement = readSupplement(movement, account);
  const bankReference = cleanReference(movement.bankReference) ?? supplement.bankReference ?? cleanReference(details.bankReference);
  const own = supplement.isAccount ? undefined : cleanReference(movement.reference.replace(/^(EREF|KREF|MREF)\+/, ""));
  const text = withSupplement(details.text, supplement.text);
  const reference = cleanReference(details.structured) ?? creditorReferenceIn(text) ?? cleanReference(details.endToEnd) ?? own;
  const others = otherReferences(reference, details.endToEnd, own, details.mandate, ...(details.others ?? []));
  const name = details.name || supplement.name;
  const iban = withoutOwn(details.iban, account) ?? supplement.iban;
  const code = details.code ?? movement.type;
  const reason = details.returnReason ?? (movement.type === "NRTI" || movement.reversal ? returnReasonIn(details.text) : undefined);
  const charges = chargesOf(details.charges ?? supplement.charges, currency);
  return {
    line: movement.line,
    booked: movement.booked,
    value: movement.value,
    amountMinor: movement.amountMinor,
    payer: { ...(name && { name }), ...(iban !== undefined && { iban }) },
    ...(details.ultimate && { ultimatePayer: details.ultimate }),
    ...(reference !== undefined && { reference }),
    ...(others && { otherReferences: others }),
    text,
    reversal: movement.reversal || (details.returned ?? false) || movement.type === "NRTI",
    ...(reason !== undefined && { returnReason: reason }),
    ...(bankReference !== undefined && { bankReference }),
    ...(code !== "" && { code }),
    ...(charges !== undefined && { chargesMinor: charges }),
  };
}

function readDetails({ details, numbered }: Told): Details {
  const lines = details.flat();
  if (lines.every((line) => line.trim() === "")) return numbered.length > 0 ? readNumbered(numbered) : { text: "" };
  // Each of several :86: is a line of its own.
  if (details.length > 1) return { text: cleanText(lines.join("\n")) };
  return readGerman(lines) ?? readSlashes(lines) ?? readWords(lines);
}

interface Supplement {
  readonly text: string;
  readonly name?: string | undefined;
  readonly iban?: string | undefined;
  readonly bankReference?: string | undefined;
  readonly charges?: string | undefined;
  /** The reference of the :61: is the account of the other side. */
  readonly isAccount: boolean;
}

/**
 * What stands in and below the :61: itself: the other side's account and name (Rabobank, SNS, ASN), the bank's own long
 * reference (PostFinance), charges ("/OCMT/EUR11,85//CHGS/EUR0,50/").
 */
function readSupplement(movement: Movement, account: string): Supplement {
  const { reference, beside, details } = movement;
  const slashes = details.find((each) => /^\/(OCMT|CHGS|TRCD|EXCH)\//.test(each));
  const charges = /\/CHGS\/+([A-Z]{3}[\d.,]+)/.exec(slashes ?? "")?.[1];
  const plain = details.filter((each) => each !== slashes);
  const inReference = withoutOwn(ibanOf(reference), account);
  const below = plain.map(ibanOf).find((each) => each !== undefined && each !== account);
  const long = plain.find((each) => /^\d{20,}$/.test(each));
  const rest = plain.filter((each) => each !== long && ibanOf(each) === undefined && !/^P?\d{9,10}$/.test(each) && !each.startsWith("/"));
  const isAccount = inReference !== undefined || (beside !== "" && /^P?\d{9,10}$/.test(reference));
  const isName = inReference !== undefined && rest.length > 0;
  return {
    text: isName ? "" : cleanText(rest.join(" ")),
    name: beside !== "" ? cleanText(beside) : isName ? cleanText(rest.join(" ")) : undefined,
    iban: inReference ?? below,
    bankReference: cleanReference(long),
    charges,
    isAccount,
  };
}

/** The creditor's own account is never the other side. */
function withoutOwn(iban: string | undefined, account: string): string | undefined {
  return iban === account ? undefined : iban;
}

function withSupplement(text: string, supplement: string): string {
  if (supplement === "" || text.toUpperCase().includes(supplement.toUpperCase())) return text;
  return text === "" ? supplement : `${text} ${supplement}`;
}

/** Charges in another currency than the account's cannot be told in its minor units. */
function chargesOf(text: string | undefined, currency: string): bigint | undefined {
  const match = /^([A-Z]{3})([\d.,]+)/.exec(text ?? "");
  const amount = match?.[1] === currency ? readAmount(match[2]!, currency) : null;
  return amount !== null && amount > 0n ? amount : undefined;
}
