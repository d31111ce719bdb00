import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Debtor } from "../../core/values/party.ts";
import { lobAddress } from "./lob.ts";
import { countryOf, isWrittenFor, type MailAddress, mailAddressOf, postalLine, readAddress, writeAddress } from "./mail-address.ts";

const ACME: Debtor = {
  id: "1",
  name: "Acme, Inc. · West",
  type: "company",
  language: null,
  country: "US",
  region: null,
  segment: null,
  salesperson: null,
  contactName: null,
  email: null,
  phone: null,
  address: { street: "210 King St # 6100", postalCode: "94107", city: "San Francisco", region: "CA" },
};

const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }).filter((text) => text.trim() !== "");
const address: fc.Arbitrary<MailAddress> = fc.record({
  name: word,
  lines: fc.oneof(fc.tuple(word), fc.tuple(word, word)),
  zip: fc.oneof(fc.constant(""), word),
  city: word.filter((text) => text.replaceAll(",", "").trim() !== ""),
  region: fc.oneof(fc.constant(""), word),
  country: fc.constantFrom("US", "GB", "JP"),
});

const flat = (text: string) => text.replaceAll("·", "-").replace(/\s+/g, " ").trim();
const noCommas = (text: string) => flat(text.replaceAll(",", " "));

describe("an address in one line", () => {
  test("is read back as it was written, whatever stands in it", () => {
    fc.assert(
      fc.property(address, (given) => {
        const { name, lines, zip, city, region, country } = given;
        const line = writeAddress(given);
        expect(readAddress(line)).toEqual({
          name: flat(name),
          lines: lines.map(flat),
          zip: noCommas(zip),
          city: noCommas(city),
          region: noCommas(region),
          country,
        });
        expect(isWrittenFor(line, "lob")).toBe(true);
        expect(isWrittenFor(line, "pingen") || isWrittenFor(line, "folder")).toBe(false);
        expect(countryOf(line)).toBe(country);
      }),
    );
  });

  test("tells by whom it is to be posted", () => {
    const ways = [postalLine(ACME, false), postalLine(ACME, true), writeAddress(mailAddressOf(ACME)!)] as [string, string, string];
    expect(ways).toEqual([
      "Acme, Inc. - West, 210 King St # 6100, San Francisco, CA 94107, US",
      "Acme Inc. - West · 210 King St # 6100 · San Francisco CA 94107 · US",
      "Acme, Inc. - West · 210 King St # 6100 · 94107, San Francisco, CA · US",
    ]);
    expect(ways.map((line) => (["folder", "pingen", "lob"] as const).filter((way) => isWrittenFor(line, way)))).toEqual([["folder"], ["pingen"], ["lob"]]);
    expect(ways.map(countryOf)).toEqual(["US", "US", "US"]);
    expect(countryOf("Acme Ltd, 1 High St, Town")).toBeNull();
  });
});

describe("a postal line", () => {
  const line = (address: Debtor["address"], country = "GB") => postalLine({ ...ACME, name: "Acme Ltd", country, address }, false);
  const town = { street: "1 High St", postalCode: "M1 1AH", city: "Manchester" };

  test.each<[string, Debtor["address"], string, string | null]>([
    ["has the code behind a British town", town, "GB", "Acme Ltd, 1 High St, Manchester, M1 1AH, GB"],
    ["has it before a German one", { street: "Weg 1", postalCode: "20095", city: "Hamburg" }, "DE", "Acme Ltd, Weg 1, 20095 Hamburg, DE"],
    ["goes by the country of the address", { ...town, country: "GB" }, "DE", "Acme Ltd, 1 High St, Manchester, M1 1AH, GB"],
    ["takes lines as they were written", { lines: ["1 High St", "Manchester M1 1AH"] }, "GB", "Acme Ltd, 1 High St, Manchester M1 1AH, GB"],
    ["is none with a town and its code only", { postalCode: "M1 1AH", city: "Manchester" }, "GB", null],
  ])("%s", (_case, address, country, expected) => expect(line(address, country)).toBe(expected));
});

describe("what Lob takes", () => {
  const lob = (address: Debtor["address"], name = "Acme Inc.") => {
    const found = mailAddressOf({ ...ACME, name, address });
    return found && lobAddress(found);
  };
  const home = ACME.address!;

  test.each<[string, Debtor["address"], string | null]>([
    ["an address at home", home, "CA"],
    ["a state as ISO 3166-2 writes it", { ...home, region: "US-ca" }, "CA"],
    ["a state in words", { ...home, region: "California" }, null],
    ["no state", { street: "1 High St", postalCode: "94107", city: "San Francisco" }, null],
    ["a ZIP code that is none", { ...home, postalCode: "9410" }, null],
    ["a street that is too long", { ...home, street: "x".repeat(65) }, null],
    ["lines only", { lines: ["210 King St", "San Francisco CA 94107"] }, null],
    ["an address abroad", { street: "1 High St", city: "Whitby", postalCode: "YO21 1DJ", country: "GB" }, ""],
    ["none", null, null],
  ])("%s", (_case, given, region) => expect(lob(given)?.region ?? null).toBe(region));

  test("names of up to two lines", () => {
    expect(lob(home, "Instandhaltungsgenossenschaft Norddeutscher Eigentümer eG")).not.toBeNull();
    expect(lob(home, "W".repeat(41))).toBeNull();
    expect(lob(home, `${"Word ".repeat(8)}${"W".repeat(41)}`)).toBeNull();
  });
});
