import type { Day } from "../../values/day.ts";

/** The parts of a debt that a payment may go to. */
export type DebtPart = "costs" | "interest" | "principal";

interface OrderRow {
  readonly country: string;
  readonly validFrom: Day;
  readonly order: readonly DebtPart[];
  readonly source: { readonly title: string; readonly url: string; readonly verifiedOn: Day };
}

const COSTS_FIRST: readonly DebtPart[] = ["costs", "interest", "principal"];

/**
 * In which order a part payment that names nothing goes to the parts of a debt. A table here, and not rows of
 * `src/jurisdictions/`: the core applies it and may not look there, and six of its countries have no file yet.
 * Great Britain and the United States have no statutory order: there the debtor, else the creditor, says what is paid.
 */
const ORDERS: readonly OrderRow[] = [
  row("DE", "1900-01-01", "BGB section 367(1)", "https://www.gesetze-im-internet.de/bgb/__367.html"),
  row("FR", "2016-10-01", "Code civil article 1343-1", "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000032035231"),
  row("IT", "1942-04-21", "Codice civile articolo 1194", "https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:regio.decreto:1942-03-16;262"),
  row("CH", "1912-01-01", "OR article 85(1)", "https://www.fedlex.admin.ch/eli/cc/27/317_321_377/de#art_85"),
  row("ID", "1848-05-01", "KUH Perdata Pasal 1397", "https://peraturan.bpk.go.id"),
];

function row(country: string, validFrom: Day, title: string, url: string): OrderRow {
  return { country, validFrom, order: COSTS_FIRST, source: { title, url, verifiedOn: "2026-11-25" } };
}

/** The statutory order of a country (ISO 3166-1 alpha-2) on a day; null: the law gives none, or it is not known here. */
export function orderInsideDebt(country: string | null, on: Day): readonly DebtPart[] | null {
  const rows = ORDERS.filter((each) => each.country === country && each.validFrom <= on);
  return rows.reduce<OrderRow | null>((newest, each) => (newest === null || each.validFrom > newest.validFrom ? each : newest), null)?.order ?? null;
}

/** Gives a part payment to the parts of a debt in this order; `rest` is what is over. Minor units. */
export function allocatePart(
  amountMinor: bigint,
  debt: Readonly<Record<DebtPart, bigint>>,
  order: readonly DebtPart[],
): Readonly<Record<DebtPart, bigint>> & { readonly rest: bigint } {
  const paid: Record<DebtPart, bigint> = { costs: 0n, interest: 0n, principal: 0n };
  let rest = amountMinor;
  for (const part of order) {
    paid[part] = debt[part] < rest ? debt[part] : rest;
    rest -= paid[part];
  }
  return { ...paid, rest };
}
