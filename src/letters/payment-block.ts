import type { AnyNotice } from "../core/letter/answer.ts";
import type { PaymentOptions, TransferDetails } from "../core/letter/elements.ts";
import type { Block, Run } from "../core/letter/letter.ts";
import { elementValue } from "../core/letter/notice.ts";
import { qrBill } from "../core/letter/qr-bill.ts";
import { groupByFour, isIban, printedReference } from "../core/values/reference.ts";
import { epcPayload } from "./epc.ts";
import type { Wording } from "./wording.ts";

type Payment = Extract<Block, { kind: "payment" }>;

/** The account to pay to, with the amount and the reference that finds the payment again. */
export function paymentBlocks(notice: AnyNotice, wording: Wording, amountMinor = notice.totalMinor): Block[] {
  const options = elementValue(notice, "payment-options");
  const transfer = options?.transfer;
  if (!transfer) return [];
  const amount = wording.money(amountMinor, notice.currency);
  const { creditor, debtor, currency, sentOn } = notice;
  const bill = qrBill({ transfer, creditorAddress: addressOf(creditor), debtor, amountMinor, currency, sentOn });
  const payload = bill ? null : epcPayload(transfer, amountMinor, currency);
  const alt = wording.label("payment.qr-alt", { amount, reference: transfer.reference });
  const qr = payload ? { payload, label: wording.label("payment.qr"), alt } : bill ? null : linkCode(options, wording);
  return [{ kind: "payment", title: wording.label("payment.title"), rows: transferRows(transfer, amount, wording), qr, bill }];
}

/** The account alone: a statement asks for no amount, and has no reference that a payment could be found by. */
export function accountBlock(notice: AnyNotice, wording: Wording): Block[] {
  const transfer = elementValue(notice, "payment-options")?.transfer;
  if (!transfer) return [];
  return [{ kind: "payment", title: wording.label("payment.title"), rows: accountRows(transfer, wording), qr: null, bill: null }];
}

function transferRows(transfer: TransferDetails, amount: string, wording: Wording): Payment["rows"] {
  return [
    ...accountRows(transfer, wording),
    { label: wording.label("payment.reference"), value: accountName(printedReference(transfer.reference)) },
    { label: wording.label("payment.amount"), value: [{ text: amount, says: ["amount-due"], fact: "amount" }] },
  ];
}

function accountName(text: string): Run[] {
  return [{ text, says: ["payment-options"], fact: "name" }];
}

function accountRows(transfer: TransferDetails, wording: Wording): Payment["rows"] {
  const iban = isIban(transfer.iban);
  return [
    { label: wording.label("payment.holder"), value: accountName(transfer.holder) },
    { label: wording.label(iban ? "payment.iban" : "payment.account"), value: accountName(iban ? groupByFour(transfer.iban) : transfer.iban) },
    ...(transfer.bic ? [{ label: wording.label("payment.bic"), value: accountName(transfer.bic) }] : []),
    ...(transfer.bank ? [{ label: wording.label("payment.bank"), value: accountName(transfer.bank) }] : []),
  ];
}

/** Where no bank reads a code, the way to the payment page does; a longer address would make a code too fine to print. */
function linkCode({ portalUrl }: PaymentOptions, wording: Wording): Payment["qr"] {
  if (!portalUrl || !/^https:\/\/\S{4,300}$/.test(portalUrl)) return null;
  return { payload: portalUrl, label: wording.label("page.link"), alt: wording.label("page.link-alt", { url: portalUrl }) };
}

function addressOf({ address, country }: AnyNotice["creditor"]): AnyNotice["creditor"]["address"] {
  const where = address?.country ?? country;
  return address && where ? { ...address, country: where } : address;
}
