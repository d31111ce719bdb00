import { expect, test } from "vitest";
import { addressLine } from "./address.ts";

test("an address stands in the order of its country, with commas", () => {
  const british = { street: "1 High Street", city: "Ashdown", postalCode: "AB1 2CD", country: "GB" };
  expect(addressLine({ address: british, country: null })).toBe("1 High Street, Ashdown, AB1 2CD, United Kingdom");
  const german = { street: "Hauptstr. 1", city: "Kiel", postalCode: "24103" };
  expect(addressLine({ address: german, country: "DE" })).toBe("Hauptstr. 1, 24103 Kiel, Germany");
  const american = { street: "5 Elm St", city: "Dayton", region: "OH", postalCode: "45402", country: "US" };
  expect(addressLine({ address: american, country: "US" })).toBe("5 Elm St, Dayton, OH 45402, United States");
  expect(addressLine({ address: { lines: ["c/o Kim", "", "Box 4"] }, country: "GB" })).toBe("c/o Kim, Box 4");
  expect(addressLine({ address: null, country: "FR" })).toBe("France");
  expect(addressLine({ address: null, country: null })).toBe("");
});
