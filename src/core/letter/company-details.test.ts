import { expect, test } from "vitest";
import { missingDetails } from "./company-details.ts";

const detailsMissing = (name: string, country: string, lines: readonly string[]) =>
  missingDetails({ name, country, lines }, "2026-11-25").map(({ detail }) => detail);

test.each([
  ["Nordtor Papier GmbH", "DE", ["Nordtor Papier GmbH, Sitz Leipzig", "Amtsgericht Leipzig, HRB 12345", "Geschäftsführerin: Katharina Ohlsen"]],
  ["Nordtor AG", "DE", ["Sitz Leipzig, Amtsgericht Leipzig, HRB 1", "Vorstand: K. Ohlsen (Vorsitz)", "Vorsitzender des Aufsichtsrats: Jan Petersen"]],
  ["Nordtor e.K.", "DE", ["Sitz Leipzig", "Amtsgericht Leipzig, HRA 77"]],
  ["Northgate Paper Ltd", "GB", ["Northgate Paper Ltd, registered in England and Wales, no. 01234567", "Registered office: 14 Mill Lane, Leeds LS1 4DT"]],
  ["Portanord Carta S.r.l.", "IT", ["sede legale in Bergamo", "Registro delle imprese di Bergamo 01234567890", "Capitale sociale € 50.000,00 i.v."]],
  ["Jan Petersen", "DE", []],
  ["Nordtor GmbH", "AT", []],
])("%s (%s) says all that is wanted", (name, country, companyDetails) => expect(detailsMissing(name, country, companyDetails)).toEqual([]));

test.each([
  ["Nordtor Papier GmbH", "DE", ["Amtsgericht Leipzig, HRB 12345"], ["seat", "managers"]],
  ["Nordtor GmbH & Co. KG", "DE", ["Sitz Leipzig"], ["register"]],
  ["Northgate Paper Limited", "GB", ["Company no. 01234567"], ["seat", "address"]],
  ["Portanord Carta SpA", "IT", ["sede legale in Bergamo"], ["register", "capital"]],
])("%s (%s) lacks something", (name, country, companyDetails, missing) => expect(detailsMissing(name, country, companyDetails)).toEqual(missing));
