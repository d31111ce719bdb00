import { type Day, parseDay } from "../../core/values/day.ts";
import { boundedMinor } from "../bank/amount.ts";
import { cleanReference, cleanText, ibanOf, otherReferences } from "../bank/references.ts";
import { Refusal } from "../refusal/refusal.ts";
import type { ReadTransaction } from "../contract.ts";

/** The values of an aggregate by element; those of an aggregate within it by "PAYEE/NAME". The first one counts. */
export type Values = ReadonlyMap<string, string>;

/** "20261123", "20261123120000.000[-5:EST]": the calendar day as the bank writes it, in whatever zone. */
export function readDay(text: string | undefined): Day | null {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text ?? "");
  return match && parseDay(`${match[1]}-${match[2]}-${match[3]}`);
}

/** An amount with a decimal point or comma and a sign; null where it is none. */
export function readAmount(text: string, currency: string): bigint | null {
  const bare = text.replace(/\s/g, "");
  if (/^[+-]?\d{1,3}(,\d{3})+\.\d*$/.test(bare)) return readAmount(bare.replaceAll(",", ""), currency);
  if (/^[+-]?\d{1,3}(\.\d{3})+,\d*$/.test(bare)) return readAmount(bare.replaceAll(".", ""), currency);
  const match = /^([+-]?)(\d{0,18})(?:[.,](\d{0,12}))?$/.exec(bare);
  if (!match || (!match[2] && !match[3])) return null;
  return boundedMinor(`${match[1]}${match[2] || "0"}${match[3] ? `.${match[3]}` : ""}`, currency);
}

/** A STMTTRN. @throws Refusal where it has no day or amount that can be read */
export function readTransaction(values: Values, line: number, currency: string): ReadTransaction {
  const booked = readDay(values.get("DTPOSTED"));
  if (!booked) throw new Refusal("ofx-date-unreadable", line, `"${(values.get("DTPOSTED") ?? "").slice(0, 30)}" is no day (DTPOSTED). Fetch the file again.`);
  const amount = readAmount(values.get("TRNAMT") ?? "", currency);
  if (amount === null)
    throw new Refusal(
      "ofx-amount-unreadable",
      line,
      `"${(values.get("TRNAMT") ?? "").slice(0, 30)}" is no amount in ${currency} (TRNAMT). Fetch the file again.`,
    );
  const type = cleanText(values.get("TRNTYPE") ?? "").toUpperCase();
  if ((type === "DEBIT" && amount > 0n) || (type === "CREDIT" && amount < 0n)) {
    throw new Refusal(
      "ofx-sign-contradicts",
      line,
      `A ${type} has the amount ${values.get("TRNAMT")}: its sign says the opposite. Export the account as CAMT.053, MT940 or CSV instead.`,
    );
  }
  const value = readDay(values.get("DTAVAIL"));
  const name = cleanText(values.get("NAME") ?? values.get("PAYEE/NAME") ?? "");
  const memo = cleanText(values.get("MEMO") ?? "");
  const iban = ibanOf(values.get("BANKACCTTO/ACCTID"));
  const reference = cleanReference(values.get("REFNUM"));
  const bankReference = cleanReference(values.get("FITID"));
  const others = values.get("CHECKNUM") === values.get("FITID") ? undefined : otherReferences(reference, values.get("CHECKNUM"));
  return {
    line,
    booked,
    ...(value && { value }),
    amountMinor: amount,
    payer: { ...(name !== "" && { name }), ...(iban !== undefined && { iban }) },
    ...(reference !== undefined && { reference }),
    ...(others && { otherReferences: others }),
    // Banks put what the payer wrote into either of them, or cut it in two.
    text: memo.toUpperCase().includes(name.toUpperCase()) ? memo : cleanText(`${name} ${memo}`),
    reversal: false,
    ...(bankReference !== undefined && { bankReference }),
    ...(type !== "" && { code: type }),
  };
}
