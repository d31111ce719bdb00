import type { AnyNotice } from "./answer.ts";
import { elementValue } from "./notice.ts";

/** What lies in the envelope beside the letter. */
export interface Enclosures {
  /** Stamped and addressed to us, for a cheque. */
  readonly returnEnvelope: boolean;
  /** The documents that a copy of is enclosed, by number. */
  readonly invoiceCopies: readonly string[];
}

/** What a letter says is enclosed: all of it must lie in the envelope, and nothing else. */
export function enclosuresOf(notice: Pick<AnyNotice, "elements" | "invoiceCopies">): Enclosures {
  return { returnEnvelope: elementValue(notice, "payment-options")?.chequeEnclosure ?? false, invoiceCopies: notice.invoiceCopies ?? [] };
}

export function isNothing({ returnEnvelope, invoiceCopies }: Enclosures): boolean {
  return !returnEnvelope && invoiceCopies.length === 0;
}
