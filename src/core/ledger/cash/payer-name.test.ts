import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isNameIn, nameKeys, nameLikeness } from "./payer-name.ts";

test("a name stands in a text with all its words, however they are written", () => {
  expect(isNameIn("SEPA CREDIT MUELLER HOLZ HANDEL RE 17", "Müller Holz Handel GmbH")).toBe(true);
  expect(isNameIn("MUELLER RE 17", "Müller Holz Handel GmbH")).toBe(false);
  expect(isNameIn("Bay of plenty", "Bay Ltd")).toBe(false);
});

describe("nameLikeness", () => {
  test.each([
    ["Müller Bau GmbH", "MUELLER BAU"],
    ["Müller Bau GmbH", "MULLER BAU GMBH"],
    ["Becker, Hans", "Hans Becker"],
    ["Rossi S.p.A.", "ROSSI SPA"],
    ["PT Maju Jaya", "Maju Jaya"],
    ["Schäfer Holz GmbH & Co. KG", "Schaefer Holz GmbH"],
    ["Köhler Verwaltungs- und Beteiligungsgesellschaft mbH", "KÖHLER VERWALTUNGS- UND BETEILIGUN"],
  ])("%s is %s", (a, b) => expect(nameLikeness(a, b)).toBe("same"));
  test.each([
    ["Acme AG", "Acme GmbH"],
    ["Castelli Metall", "Castelli Metal"],
    ["Hansen Logistik West GmbH", "Hansen Logistik"],
  ])("%s is like %s", (a, b) => expect(nameLikeness(a, b)).toBe("similar"));
  test.each([
    ["Bauer", "Baur"],
    ["Adler Bau Nord", "Rossini Foods Kent"],
  ])("%s is not %s", (a, b) => expect(nameLikeness(a, b)).toBe("different"));
  test("is the same both ways, and names that are the same share a key", () => {
    const word = fc.constantFrom("Müller", "Bau", "GmbH", "AG", "Nord", "Söhne", "und", "Verwaltungsgesellschaft", "S.p.A.", "PT", "Beteiligungs");
    const name = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(name, name, fc.constantFrom(27, 35, 70, 200), (a, b, cut) => {
        expect(nameLikeness(a, b)).toBe(nameLikeness(b, a));
        const short = a.slice(0, cut);
        if (nameLikeness(a, short) === "same") expect(nameKeys(a).some((key) => nameKeys(short).includes(key))).toBe(true);
      }),
    );
  });
});
