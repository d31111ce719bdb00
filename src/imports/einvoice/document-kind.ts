import { Refusal } from "../refusal/refusal.ts";

/**
 * Document type codes that ask for money. Source: UNTDID 1001 (UN/CEFACT D.23B) as EN 16931 uses it for BT-3 (EAS code lists
 * v14), with the payment requests of construction (202 to 204, 211, 218, 219) that EN 16931 lists too.
 */
const INVOICES = new Set(
  (
    "71 80 82 84 102 202 203 204 211 218 219 295 326 331 380 382 383 384 385 386 387 388 389 390 393 394 395 456 458 471 472 473 " +
    "500 501 527 575 623 633 751 780 875 876 877"
  ).split(" "),
);

/** Document type codes that give money back. Source: as above. */
const CREDITS = new Set("81 83 261 262 296 308 381 396 420 457 502 503 532".split(" "));

/** Codes that invoices of countries outside of EN 16931 have in UBL. Source: UBL-TR (GİB), UBL of DIAN (CO) and SUNAT (PE). */
const OTHER_INVOICES = new Set("SATIS TEVKIFAT ISTISNA OZELMATRAH IHRACKAYITLI SGK KOMISYONCU 01 02 03".split(" "));
const OTHER_CREDITS = new Set("IADE TEVKIFATIADE 07".split(" "));

const NO_CLAIMS: Record<string, string> = {
  "130": "an invoicing data sheet",
  "220": "an order",
  "231": "an order response",
  "310": "an offer",
  "325": "a pro forma invoice",
  "351": "a despatch advice",
  "553": "a discrepancy report",
  "817": "a notice of a claim",
  "870": "a consular invoice",
  "935": "a customs invoice",
};

/** Whether a document asks for money or gives it back. @throws Refusal where it does neither */
export function kindOfCode(code: string, line: number): "invoice" | "credit-memo" {
  if (INVOICES.has(code) || OTHER_INVOICES.has(code)) return "invoice";
  if (CREDITS.has(code) || OTHER_CREDITS.has(code)) return "credit-memo";
  const what = NO_CLAIMS[code];
  if (what) throw new Refusal("not-a-claim", line, `The document is ${what} (type ${code}): nobody owes it. Import the invoice itself.`);
  if (code === "")
    throw new Refusal(
      "document-type-missing",
      line,
      "The document does not say of which type it is (380 is an invoice). Check it where it was made, and export it again.",
    );
  throw new Refusal("document-type-unknown", line, `The document is of type "${code.slice(0, 40)}", which is neither an invoice nor a credit note.`);
}
