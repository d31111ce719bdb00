import type { Day } from "../../src/core/values/day.ts";
import { reportAccount } from "../../src/runs/account-report.ts";
import { waive } from "../../src/runs/waive.ts";
import type { Store } from "../../src/store/database.ts";

interface ChargeDesk {
  readonly store: Store;
  readonly day: Day;
  readonly seen: string[];
}

type Do = (words: RegExpExecArray, desk: ChargeDesk) => Promise<void>;

/** What is asked and said of charges at the desk. */
export const CHARGE_SENTENCES: readonly (readonly [RegExp, Do])[] = [
  [/^waive the (interest|lump-sum|fee) on (\S+) of ([\d.]+): (.+)$/, (w, d) => waiveCharge(d, w[1]!, w[2]!, w[3]!, w[4]!)],
  [/^what is charged$/, (_, d) => listCharged(d)],
];

async function listCharged({ store, day, seen }: ChargeDesk): Promise<void> {
  const { charges } = await reportAccount(store, "D", day);
  seen.push(...charges.map(({ kind, document, amount, state }) => `${kind} on ${document} ${amount} ${state}`), `${charges.length} charges`);
}

async function waiveCharge({ store, day, seen }: ChargeDesk, kind: string, document: string, amount: string, reason: string): Promise<void> {
  const { charges } = await reportAccount(store, "D", day);
  const found = charges.find((charge) => charge.kind === kind && charge.document === document && charge.amount === amount);
  const waived = await waive(store, { account: "D", charge: found?.id ?? "none", reason, by: "Ann", asOf: day });
  seen.push(`waived ${waived.amount}`);
}
