import { exponentOf, formatMinor, parseMinor } from "../values/money.ts";
import type { ClaimLaw, Source } from "./claim-law.ts";

export interface LumpSum {
  readonly amountMinor: bigint;
  readonly source: Source;
}

export interface LumpSumRefusal {
  readonly refused: "no-lump-sum" | "currency-differs";
  readonly detail: string;
}

/**
 * The lump sum for the cost of recovering one item: once per invoice, however small the delay.
 * @param amountMinor the item's amount, tax included, minor units of `currency`
 */
export function lumpSum(law: ClaimLaw, amountMinor: bigint, currency: string): LumpSum | LumpSumRefusal {
  const rule = law.lumpSum;
  if (!rule) return { refused: "no-lump-sum", detail: law.noLumpSum ?? "the law gives none against this debtor" };
  if (rule.currency !== currency) {
    return { refused: "currency-differs", detail: `the law sets it in ${rule.currency}, and the item is in ${currency}: it is not converted` };
  }
  const row = rule.rows.find(({ below }) => below === null || amountMinor < major(below, currency));
  if (!row) return { refused: "no-lump-sum", detail: `the law sets none for ${formatMinor(amountMinor, currency)} ${currency}` };
  return { amountMinor: major(row.amount, currency), source: rule.source };
}

function major(text: string, currency: string): bigint {
  const minor = parseMinor(text, currency);
  if (minor === null) throw new Error(`"${text}" is no amount in ${currency}, which has ${exponentOf(currency)} places`);
  return minor;
}
