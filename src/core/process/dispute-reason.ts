/** Why an invoice is disputed, as it is counted later. Older logs may hold free text, which is shown as it is. */
export const DISPUTE_REASONS = [
  "price",
  "quantity",
  "quality",
  "not-delivered",
  "not-ordered",
  "no-po",
  "invoice-missing",
  "already-paid",
  "duplicate",
  "tax",
  "credit-due",
  "other",
] as const;
export type DisputeReason = (typeof DISPUTE_REASONS)[number];
