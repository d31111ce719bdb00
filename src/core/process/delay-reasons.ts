/** Why a debtor is late, as told on the telephone. Few enough to be counted; the words stand in the catalogue of reasons as `delay-CODE`. */
export const DELAY_REASONS = ["cash-flow", "approval-missing", "invoice-missing", "dispute", "oversight", "payment-run", "other"] as const;
