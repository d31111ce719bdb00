import { expect, test } from "vitest";
import { namesCompany } from "./company-name.ts";

test.each([
  "Harbor Point Office Supply, Inc.",
  "Brightwater Stationers Ltd",
  "Möwenblick Bürobedarf GmbH & Co. KG",
  "Rossi Carta S.r.l.",
  "PT Maju Jaya",
  "Bäckerei Huber AG",
  "Nordlys ApS",
  "Kowalski sp. z o.o.",
  "Smith & Sons",
  "HARBOUR LANE BOOKS LIMITED",
])("%s is a company", (name) => expect(namesCompany(name)).toBe(true));

test.each(["Maria Sa", "MARIA SA", "Ann Limb", "Lena Hart e.K.", "Inca Corpuz", "A. Kovač", "Harbour Lane Books", "Søren As"])("%s may be a person", (name) =>
  expect(namesCompany(name)).toBe(false),
);
