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
 * `src/jurisdictions/`: cash application and the claim sheet apply it in the core, which may not look there.
 * Great Britain and the United States have no statutory order: there the debtor, else the creditor, says what is paid.
 * The Indonesian article speaks of interest alone. The texts were read at the given places, which reprint the laws.
 */
const ORDERS: readonly OrderRow[] = [
  row("DE", "1900-01-01", COSTS_FIRST, "BGB section 367(1)", "https://urteile-gesetze.de/gesetze/bgb/367"),
  row(
    "FR",
    "2016-10-01",
    COSTS_FIRST,
    "Code civil article 1343-1, with Cass. 1re civ. 7 February 1995, no. 92-14.216 on costs",
    "https://aurelienbamde.com/2022/11/08/limputation-du-paiement-en-presence-dobligations-de-sommes-dargent/",
  ),
  row("IT", "1942-04-21", COSTS_FIRST, "Codice civile articolo 1194", "https://brocardi.it/codice-civile/libro-quarto/titolo-i/capo-ii/sezione-i/art1194.html"),
  row("CH", "1912-01-01", COSTS_FIRST, "OR article 85(1)", "https://droit-bilingue.ch/de-en/2/22/220-85-97.html"),
  row(
    "ID",
    "1848-05-01",
    ["interest", "principal"],
    "KUH Perdata Pasal 1397",
    "https://jalurhukum.com/2023/09/pasal-1397-kuhperdata-kitab-undang-undang-hukum-perdata",
  ),
];

function row(country: string, validFrom: Day, order: readonly DebtPart[], title: string, url: string): OrderRow {
  return { country, validFrom, order, source: { title, url, verifiedOn: "2026-11-25" } };
}

/** The statutory order of a country (ISO 3166-1 alpha-2) on a day; null: the law gives none, or it is not known here. */
export function orderInsideDebt(country: string | null, on: Day): readonly DebtPart[] | null {
  const rows = ORDERS.filter((each) => each.country === country && each.validFrom <= on);
  return rows.reduce<OrderRow | null>((newest, each) => (newest === null || each.validFrom > newest.validFrom ? each : newest), null)?.order ?? null;
}

/** Gives a part payment to the parts of a debt in this order; parts that it does not name get nothing; `rest` is what is over. Minor units. */
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
