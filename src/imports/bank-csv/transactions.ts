import { cleanReference, cleanText, creditorReferenceIn, ibanOf, otherReferences, returnReasonIn } from "../bank/references.ts";
import { payerInText } from "../bank/payer-text.ts";
import type { ReadTransaction } from "../contract.ts";
import type { BankColumns } from "./columns.ts";
import type { BankField } from "./headings.ts";
import type { Movement } from "./movements.ts";

/** What a bank's word for the booking says of one that takes another back. */
const REVERSAL =
  /chargeback|dispute|reversal|revers|retoure|r(?:ü|ue)ck(?:last|buch|ruf|gabe|ü|ue)|storno|insolut|rejet|impay|devoluc|returned|stornier|teruggave|storneer/i;
/** A movement as transactions: one, or the single payments of a collective booking where they sum to it. */
export function transactionsOf(movement: Movement, columns: BankColumns): ReadTransaction[] {
  const { parts, amountMinor } = movement;
  const sign = amountMinor < 0n ? -1n : 1n;
  const amounts = parts.map((part) => (part.amountMinor < 0n ? -part.amountMinor : part.amountMinor) * sign);
  const isTold = parts.length > 0 && amounts.reduce((sum, each) => sum + each, 0n) === amountMinor;
  if (!isTold) return [transactionOf(movement, movement.cells, movement.line, amountMinor, movement.texts, columns)];
  return parts.map(({ cells, line }, at) => transactionOf(movement, cells, line, amounts[at]!, [], columns));
}

function transactionOf(
  movement: Movement,
  cells: readonly string[],
  line: number,
  amountMinor: bigint,
  below: readonly string[],
  { at, texts }: BankColumns,
): ReadTransaction {
  const cell = (field: BankField) => cells[at.get(field) ?? -1] ?? "";
  const text = joinTexts([...texts.map((index) => cells[index] ?? ""), ...below]);
  const own = cleanReference(cell("reference"));
  const reference = creditorReferenceIn(`${own ?? ""} ${text}`) ?? own;
  const others = otherReferences(reference, cell("reference"), cell("mandate"));
  const bankReference = cleanReference(cell("bankReference"));
  const [payer, payee] = [cleanText(cell("payer")), cleanText(cell("payee"))];
  const name = (amountMinor < 0n ? payee || payer : payer || payee) || payerInText(text);
  const iban = ibanOf(cell("payerIban"));
  const code = cleanText(cell("code") || (movement.cells[at.get("code") ?? -1] ?? ""));
  const reversal = REVERSAL.test(code);
  const reason = reversal ? returnReasonIn(text) : undefined;
  return {
    line,
    booked: movement.booked,
    ...(movement.value && { value: movement.value }),
    amountMinor,
    payer: { ...(name !== "" && { name }), ...(iban !== undefined && iban !== movement.account && { iban }) },
    ...(reference !== undefined && { reference }),
    ...(others && { otherReferences: others }),
    // Some banks have one column for whatever the payer wrote, and call it a reference.
    text: text === "" ? (own ?? "") : text,
    reversal,
    ...(reason !== undefined && { returnReason: reason }),
    ...(bankReference !== undefined && { bankReference }),
    ...(code !== "" && { code }),
    ...(movement.chargesMinor > 0n && amountMinor > 0n && { chargesMinor: movement.chargesMinor }),
  };
}

/** Each text once. */
function joinTexts(texts: readonly string[]): string {
  return [...new Set(texts.map(cleanText).filter((each) => !/^(credit|debit|cr|dr)?$/i.test(each)))].join(" ");
}
