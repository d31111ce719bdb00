import { formatMinor } from "../../core/values/money.ts";
import { at, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";

/** How much came and went: counted for booked entries, and for all that stand in the file. */
export class Totals {
  credits = 0;
  debits = 0;
  creditMinor = 0n;
  debitMinor = 0n;
  /** Single payments: some banks count these. */
  payments = 0;

  add(isCredit: boolean, minor: bigint, payments: number): void {
    this.payments += payments;
    if (isCredit) {
      this.credits++;
      this.creditMinor += minor;
    } else {
      this.debits++;
      this.debitMinor += minor;
    }
  }
}

/**
 * Compares the summary of a statement (`TxsSummry`) with what is there: null where it fits, else what it says. Banks differ
 * in whether they count pending entries and single payments, and in whether the total is gross or net: each of these fits.
 */
export function summaryDifference(summary: XmlElement, booked: Totals, all: Totals, currency: string): string | null {
  const totals = [booked, all];
  const parts = [
    { path: "TtlCdtNtries", what: "credits", counts: totals.map(({ credits }) => credits), sums: totals.map(({ creditMinor }) => creditMinor) },
    { path: "TtlDbtNtries", what: "debits", counts: totals.map(({ debits }) => debits), sums: totals.map(({ debitMinor }) => debitMinor) },
    {
      path: "TtlNtries",
      what: "entries",
      counts: totals.flatMap(({ credits, debits, payments }) => [credits + debits, payments]),
      sums: totals.flatMap(({ creditMinor, debitMinor }) => [creditMinor + debitMinor, abs(creditMinor - debitMinor)]),
    },
  ];
  for (const { path, what, counts, sums } of parts) {
    const told = at(summary, path);
    const [count, sum] = [textAt(told, "NbOfNtries"), textAt(told, "Sum")];
    // Credits and debits are not told apart among single payments; then only their sum is compared.
    const isCounted =
      !/^\d{1,15}$/.test(count) ||
      counts.includes(Number(count)) ||
      (path !== "TtlNtries" && totals.some(({ payments }) => payments >= Number(count) && payments > counts[0]!));
    if (!isCounted) return `it announces ${count} ${what}, and ${counts[0]} are there`;
    const minor = sumMinor(sum, currency);
    if (minor !== null && !sums.includes(minor)) return `it announces ${what} of ${sum} ${currency}, and ${formatMinor(sums[0]!, currency)} are there`;
  }
  return null;
}

/** Sums are decimals without a currency; debits are negative in some files. Null where there is none to compare. */
function sumMinor(text: string, currency: string): bigint | null {
  const found = /^[+-]?(\d{1,18})(?:\.(\d{1,17}))?$/.exec(text);
  if (!found) return null;
  const exponent = formatMinor(0n, currency).split(".")[1]?.length ?? 0;
  const fraction = (found[2] ?? "").replace(/0+$/, "");
  return fraction.length > exponent ? null : BigInt(found[1]! + fraction.padEnd(exponent, "0"));
}

function abs(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}
