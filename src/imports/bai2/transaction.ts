import { type Day, parseDay } from "../../core/values/day.ts";
import { payerInText } from "../bank/payer-text.ts";
import { cleanReference, cleanText, otherReferences, returnReasonIn } from "../bank/references.ts";
import { Refusal } from "../refusal/refusal.ts";
import type { ReadTransaction } from "../contract.ts";
import { amountOf, type Bai2Record, dayTextOf, fundsFields } from "./records.ts";

/** Credits and debits by type code; the others are no movements. Source: BAI2 (ASC X9), type codes. */
function signOf(type: number): 1n | -1n | null {
  if ((type >= 100 && type <= 399) || (type >= 920 && type <= 959)) return 1n;
  if ((type >= 400 && type <= 699) || (type >= 960 && type <= 999)) return -1n;
  return null;
}

const NON_MONETARY = "890";
/** Reversals, and items that came back: deposited cheques, ACH entries. */
const REVERSALS = new Set(["252", "255", "257", "258", "266", "552", "555", "557", "558"]);
const CHECK_PAID = new Set(["475", "471", "472", "474", "476"]);

/** Reads a 16; null where it is a note. Its amount stands beside it, for the control total. */
export function readTransaction(record: Bai2Record, day: Day): { readonly amountMinor: bigint; readonly transaction: ReadTransaction | null } {
  const { line } = record;
  const { type, amount, funds, bankReference, customerReference, text } = splitRecord(record);
  const amountMinor = amountOf(amount, line);
  if (type === NON_MONETARY) return { amountMinor, transaction: null };
  const sign = signOf(Number(type));
  if (!/^\d{3}$/.test(type) || sign === null)
    throw new Refusal(
      "bai2-type-unknown",
      line,
      `The transaction's type "${type.slice(0, 10)}" is neither a credit (100 to 399) nor a debit (400 to 699). Ask the bank what it means, or export the account as CSV.`,
    );
  if (amountMinor === 0n) return { amountMinor, transaction: null };
  const value = funds[0] === "V" ? parseDay(dayTextOf(funds[1])) : null;
  const reference = cleanReference(customerReference);
  const others = otherReferences(reference, CHECK_PAID.has(type) ? /^\d{3,}/.exec(text)?.[0] : undefined);
  const bank = cleanReference(bankReference);
  const payer = payerInText(text);
  const reason = REVERSALS.has(type) ? returnReasonIn(text) : undefined;
  return {
    amountMinor,
    transaction: {
      line,
      booked: day,
      ...(value && { value }),
      amountMinor: sign * amountMinor,
      payer: payer === "" ? {} : { name: payer },
      ...(reference !== undefined && { reference }),
      ...(others && { otherReferences: others }),
      text: cleanText(text),
      reversal: REVERSALS.has(type),
      ...(reason !== undefined && { returnReason: reason }),
      ...(bank !== undefined && { bankReference: bank }),
      code: type,
    },
  };
}

interface Split {
  readonly type: string;
  readonly amount: string;
  readonly funds: readonly string[];
  readonly bankReference: string;
  readonly customerReference: string;
  readonly text: string;
}

/**
 * Type, amount, funds type with its fields, two references, then text, which may hold commas. Continuations are text, unless
 * the record's own line ended in the middle of the funds' fields.
 */
function splitRecord({ parts }: Bai2Record): Split {
  let fields = parts[0]!.split(",");
  let below = parts.slice(1);
  const missing = () => 3 + fundsFields(fields[2]?.trim() ?? "", fields[3]) > fields.length;
  while (missing() && below.length > 0 && (fields.length < 2 || /^[SVD]$/.test(fields[2]?.trim() ?? ""))) {
    fields = [...fields, ...below[0]!.split(",")];
    below = below.slice(1);
  }
  const [type = "", amount = "", kind = ""] = fields.map((field) => field.trim());
  const isFunds = /^[SVDZ012]?$/.test(kind);
  const after = isFunds ? 3 + fundsFields(kind, fields[3]) : 2;
  const rest = isFunds ? fields.slice(after + 2) : fields.slice(2);
  return {
    type,
    amount,
    funds: isFunds ? fields.slice(2, after).map((field) => field.trim()) : [],
    bankReference: isFunds ? (fields[after] ?? "") : "",
    customerReference: isFunds ? (fields[after + 1] ?? "") : "",
    text: [rest.join(","), ...below].filter((each) => each.trim() !== "").join("\n"),
  };
}
