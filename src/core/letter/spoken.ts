/** What anybody who takes the call may hear: nothing of money, invoices or lateness. */
export const SPOKEN_BEFORE = ["greeting", "no-key", "ask-pin", "wrong-pin", "no-pin", "voicemail", "opted-out", "sorry"] as const;
/** What is said once the listener has given the PIN. */
export const SPOKEN_AFTER = ["message", "keys", "connecting", "not-connected", "goodbye"] as const;

export type SpokenBefore = (typeof SPOKEN_BEFORE)[number];
export type SpokenAfter = (typeof SPOKEN_AFTER)[number];

/** What the listener is asked for before he hears anything: digits that the debtor knows, and the ledger too. */
export interface Pin {
  readonly asks: "customer-number" | "postcode";
  readonly digits: string;
}

/** A letter by voice, as its bytes hold it (JSON): every word that can be said, by its moment in the call. */
export interface SpokenLetter {
  readonly version: 1;
  /** The creditor's id: where the provider's questions come to. */
  readonly creditor: string;
  readonly delivery: string;
  readonly step: string;
  /** BCP 47. */
  readonly locale: string;
  /** Of whoever is called, as the letter was made for it: E.164. */
  readonly phone: string;
  readonly pin: {
    readonly asks: Pin["asks"];
    readonly length: number /** Of the delivery's id, a colon and the digits: SHA-256, hexadecimal. */;
    readonly hash: string;
  };
  /** Whether a machine that answers is spoken to; else the call ends. */
  readonly voicemail: boolean;
  readonly before: Readonly<Record<SpokenBefore, string>>;
  readonly after: Readonly<Record<SpokenAfter, string>>;
}

/** As many digits are easily typed, and not easily guessed in three tries. */
const PIN_DIGITS = 4;

/**
 * The PIN of a debtor: the last four digits of the customer number, which stands on its letters; else, where that is enough, those of a
 * postcode of digits. Null: there is nothing to ask for.
 */
export function pinOf(
  debtor: { readonly id: string; readonly address: { readonly postalCode?: string } | null },
  enough: "any" | "customer-number",
): Pin | null {
  const own = lastDigits(debtor.id);
  if (own) return { asks: "customer-number", digits: own };
  const postcode = debtor.address?.postalCode?.trim() ?? "";
  const digits = enough === "any" && /^[\d\s-]+$/.test(postcode) ? lastDigits(postcode) : null;
  return digits === null ? null : { asks: "postcode", digits };
}

function lastDigits(text: string): string | null {
  const digits = text.replace(/[^0-9]/g, "");
  return digits.length >= PIN_DIGITS ? digits.slice(-PIN_DIGITS) : null;
}
