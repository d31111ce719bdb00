import { Refusal } from "../refusal/refusal.ts";

/** What TipoDocumento stands for. Source: Agenzia delle Entrate, Specifiche tecniche fatturazione elettronica 1.9, 2.1.1.1. */
const INVOICES = new Set("TD01 TD02 TD03 TD05 TD06 TD07 TD09 TD24 TD25 TD26".split(" "));
const CREDITS = new Set(["TD04", "TD08"]);
/** Written by the buyer for the tax office, or without a buyer: nobody owes them. */
const NO_CLAIMS = new Set("TD16 TD17 TD18 TD19 TD20 TD21 TD22 TD23 TD27 TD28 TD29".split(" "));

/** @throws Refusal where the type is unknown */
export function kindOfType(type: string, line: number): "invoice" | "credit-memo" | "no-claim" {
  if (INVOICES.has(type)) return "invoice";
  if (CREDITS.has(type)) return "credit-memo";
  if (NO_CLAIMS.has(type)) return "no-claim";
  if (type === "")
    throw new Refusal(
      "document-type-missing",
      line,
      "The document does not say of which type it is (TipoDocumento). Check it where it was made, and export it again.",
    );
  throw new Refusal("document-type-unknown", line, `The document is of type "${type.slice(0, 40)}", which FatturaPA does not know.`);
}

/**
 * ModalitaPagamento as UNTDID 4461. Sources: Specifiche tecniche 1.9, 2.4.2.2; AgID, Core Invoice Usage Specification per
 * l'Italia, mapping of BT-81.
 */
const MEANS: Record<string, string> = {
  // Cash, also at a treasury.
  MP01: "10",
  MP04: "10",
  // Cheque, banker's draft.
  MP02: "20",
  MP03: "23",
  // Credit transfer.
  MP05: "30",
  // Promissory note.
  MP06: "60",
  // Payment slips of a bank (bollettino, MAV) and of the post.
  MP07: "50",
  MP13: "50",
  MP18: "50",
  MP08: "48",
  // RID, and standing orders to debit an account with a bank or with the post.
  MP09: "49",
  MP10: "49",
  MP11: "49",
  MP16: "49",
  MP17: "49",
  // Ri.Ba.: a bill that the creditor draws and the bank collects.
  MP12: "70",
  MP15: "97",
  // SEPA direct debit, CORE and B2B.
  MP19: "59",
  MP20: "59",
  MP21: "59",
  // Kept back from money that the seller has already.
  MP22: "97",
  // PagoPA.
  MP23: "68",
};

/** "1" (not defined) for a way that has no code there. */
export function meansCode(mode: string): string {
  return MEANS[mode] ?? (mode === "" ? "" : "1");
}

/** Paid before the invoice was written: kept back from money that the seller had already. */
export const KEPT_BACK = "MP22";
