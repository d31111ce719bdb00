import type { AnyNotice } from "../core/letter/answer.ts";
import { elementValue } from "../core/letter/notice.ts";
import type { Letter } from "../core/letter/letter.ts";
import { formatMinor } from "../core/values/money.ts";

/**
 * What the letter states, for a machine: it lies in the PDF as "letter.json" (an associated file, as PDF/A-3 allows). It holds
 * nothing that the letter does not print. Amounts are decimals in `currency`, days ISO 8601.
 */
export function letterData(letter: Letter, notice: AnyNotice): string {
  const { currency, creditor, debtor, sentOn } = notice;
  const money = (minor: bigint): string => formatMinor(minor, currency);
  const transfer = elementValue(notice, "payment-options")?.transfer ?? null;
  const items =
    "items" in notice
      ? notice.items.map(({ document, instalment, issued, due, amountMinor, openMinor, disputedMinor }) => ({
          document,
          ...(instalment !== null && { instalment }),
          issued,
          due,
          amount: money(amountMinor),
          open: money(openMinor),
          ...(disputedMinor > 0n && { disputed: money(disputedMinor) }),
        }))
      : [];
  const charges = "charges" in notice ? notice.charges.map(({ kind, document, amountMinor }) => ({ kind, document, amount: money(amountMinor) })) : [];
  const credits = "credits" in notice ? notice.credits.map(({ kind, document, openMinor }) => ({ kind, document, amount: money(openMinor) })) : [];
  return JSON.stringify({
    format: "firmly-letter",
    version: 1,
    letter: notice.letter.reference,
    kind: letter.step,
    language: letter.locale,
    sentOn,
    payBy: elementValue(notice, "payment-date"),
    creditor: creditor.name,
    debtor: { account: debtor.id, name: debtor.name },
    currency,
    total: money(notice.totalMinor),
    items,
    charges,
    credits,
    payTo: transfer && { holder: transfer.holder, account: transfer.iban, reference: transfer.reference },
  });
}
