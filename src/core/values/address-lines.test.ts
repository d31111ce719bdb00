import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressFields, KNOWN_FORMATS } from "./address-lines.ts";

describe("an address as its country writes it", () => {
  test.each([
    ["DE", { street: "Hafenstraße 12", city: "Hamburg", postalCode: "20457" }, ["Hafenstraße 12", "20457 Hamburg"]],
    ["GB", { street: "7 Harbour Street", city: "Whitby", postalCode: "yo211dj" }, ["7 Harbour Street", "Whitby", "YO21 1DJ"]],
    ["US", { street: "1200 Commerce Blvd", city: "Springfield", region: "Illinois", postalCode: "62701" }, ["1200 Commerce Blvd", "Springfield, IL 62701"]],
    ["CA", { street: "10 King St W", city: "Toronto", region: "ON", postalCode: "m5h1a1" }, ["10 King St W", "Toronto ON M5H 1A1"]],
    ["AU", { street: "1 George St", city: "Sydney", region: "New South Wales", postalCode: "2000" }, ["1 George St", "Sydney NSW 2000"]],
    ["IT", { street: "Via del Porto 7", city: "Ancona", region: "an", postalCode: "60121" }, ["Via del Porto 7", "60121 Ancona AN"]],
    ["IT", { street: "Via del Porto 7", city: "Ancona", region: "Marche", postalCode: "60121" }, ["Via del Porto 7", "60121 Ancona"]],
    ["NL", { street: "Herengracht 573", city: "Amsterdam", postalCode: "1017CD" }, ["Herengracht 573", "1017 CD Amsterdam"]],
    ["HU", { street: "Fő utca 1.", city: "Szeged", postalCode: "6720" }, ["Szeged", "Fő utca 1.", "6720"]],
    ["BR", { street: "Rua A, 1", city: "Santos", region: "SP", postalCode: "11010001" }, ["Rua A, 1", "Santos-SP", "11010-001"]],
    [
      "JP",
      { street: "2-8-1 Nishi-Shinjuku", city: "Shinjuku-ku", region: "Tokyo", postalCode: "1638001" },
      ["2-8-1 Nishi-Shinjuku", "Shinjuku-ku, Tokyo", "163-8001"],
    ],
    ["ID", { street: "Jl. Merdeka 5", city: "Bandung", region: "Jawa Barat", postalCode: "40111" }, ["Jl. Merdeka 5", "Bandung", "Jawa Barat 40111"]],
    ["ID", { street: "Jl. Merdeka 5", city: "Bandung", postalCode: "40111" }, ["Jl. Merdeka 5", "Bandung 40111"]],
    ["TW", { street: "1 Road", city: "Xinyi", postalCode: "110" }, ["1 Road", "Xinyi 110"]],
    ["LT", { street: "Gedimino pr. 1", city: "Vilnius", postalCode: "01103" }, ["Gedimino pr. 1", "LT-01103 Vilnius"]],
    ["LV", { street: "Brīvības iela 1", city: "Rīga", postalCode: "LV-1010" }, ["Brīvības iela 1", "Rīga, LV-1010"]],
    ["SE", { street: "Storgatan 1", city: "Lund", postalCode: "22350" }, ["Storgatan 1", "223 50 Lund"]],
    ["XX", { street: "1 Road", city: "Town", postalCode: "123" }, ["1 Road", "123 Town"]],
  ])("%s %j", (country, fields, lines) => expect(addressFields({ ...fields, country })).toEqual(lines));

  test("whatever is missing, no line is empty and no separator hangs loose", () => {
    const field = fc.option(fc.constantFrom("Alpha", "12345", "Beta Gamma"), { nil: "" });
    fc.assert(
      fc.property(fc.constantFrom(...KNOWN_FORMATS), field, field, field, field, (country, street, city, postalCode, region) => {
        const lines = addressFields({ country, street, city, postalCode, region });
        for (const line of lines) expect(line).toMatch(/^[A-Za-z0-9].*[A-Za-z0-9]$/);
        const text = lines.join(" ");
        for (const value of [street, city]) expect(text).toContain(value);
      }),
    );
  });
  test("some eighty countries are known", () => expect(KNOWN_FORMATS.size).toBeGreaterThan(75));
});
