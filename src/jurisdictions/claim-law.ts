import type { ClaimLaw } from "../core/claim/claim-law.ts";
import type { Day } from "../core/values/day.ts";
import type { DebtorType } from "../core/values/party.ts";
import type { Jurisdiction } from "./contract.ts";
import { inForce, lawOf } from "./in-force.ts";
import { resolveCountry } from "./region.ts";

/** Member states of the European Union, ISO 3166-1 alpha-2. */
const MEMBER_STATES: ReadonlySet<string> = new Set("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "));

/**
 * What the law that governs a claim lets the creditor add to it against a type of debtor, as it stands on a day; null where no law is on file.
 * A member state of the European Union without a file of its own has no rate here: the Directive leaves it to the states, which set
 * it differently. Its answer is a law that gives no interest and says why.
 * @param laws the open folder's files, by country code in small letters
 * @param country the jurisdiction: a country's code, or "eu"
 */
export function claimLaw(laws: ReadonlyMap<string, Jurisdiction>, country: string | null, type: DebtorType, day: Day): ClaimLaw | null {
  const law = lawOf(laws, country);
  const row = law && inForce(law.claims, type, day);
  if (row) {
    const { validFrom: _validFrom, debtorTypes: _debtorTypes, ...terms } = row;
    return { jurisdiction: law.country.toLowerCase(), ...terms };
  }
  const code = resolveCountry(country);
  const base = law ? null : inForce(laws.get("eu")?.claims ?? [], type, day);
  if (!base || !code || !MEMBER_STATES.has(code)) return null;
  const name = new Intl.DisplayNames("en", { type: "region" }).of(code);
  const reason = `the law of ${name} is not on file, and Directive 2011/7/EU leaves the rate to the member states`;
  const { source } = base.interest;
  return { jurisdiction: "eu", interest: { kind: "none", reason, source }, lumpSum: null, noLumpSum: `the law of ${name} is not on file`, startsAfterDays: 1 };
}
