import { type DecimalSign, decimalOf, noDecimalEvidence, weighAmount } from "../csv/amounts.ts";
import type { Mapping } from "../csv/mapping.ts";

/**
 * The sign with which numbers are written out, in a file whose cells are numbers or texts: that of its texts, so that one
 * column may hold both. Undefined where it holds no number with a fraction: then the texts are read like those of any file.
 */
export function signOfNumbers(texts: Iterable<string>, hasFractions: boolean, mapping: Mapping | undefined): DecimalSign | undefined {
  if (mapping?.decimal) return mapping.decimal;
  if (!hasFractions) return undefined;
  const evidence = noDecimalEvidence();
  for (const text of texts) weighAmount(text, evidence);
  return decimalOf(evidence) === "," ? "," : ".";
}
