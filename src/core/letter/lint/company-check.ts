import type { Day } from "../../values/day.ts";
import { missingDetails } from "../company-details.ts";
import { type Check, findingAt } from "./finding.ts";

/** Before it no row of the table is in force for certain. */
const UNDATED: Day = "9999-12-31";

/**
 * L14: what the law has the sender print. A number in the register is there or not; how a seat or a board reads is a matter of
 * words, which may be others than those known here, so that a person decides. So it is with a duty that nobody has looked up in the law.
 */
export const checkCompanyDetails: Check = (input) => {
  const { company, sentOn } = input.facts;
  if (!company) return [];
  return missingDetails(company, sentOn ?? UNDATED).map(({ detail, name, source }) => {
    const severity = detail === "register" && source.verifiedOn !== null ? "E" : "W";
    const message = `The letter does not say ${name}, which ${source.title} asks of "${company.name}".`;
    return findingAt(input, { check: "L14", code: `company-${detail}`, severity }, 0, message, "Add it to the company details in the settings.");
  });
};
