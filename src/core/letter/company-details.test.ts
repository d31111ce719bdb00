import { expect, test } from "vitest";
import { missingCompanyDetails } from "./company-details.ts";

test.each([
  ["Nordtor Papier GmbH", "DE", ["Nordtor Papier GmbH, Sitz Leipzig", "Amtsgericht Leipzig, HRB 12345", "Geschäftsführerin: Katharina Ohlsen"]],
  ["Nordtor AG", "DE", ["Sitz Leipzig, Amtsgericht Leipzig, HRB 1", "Vorstand: K. Ohlsen (Vorsitz)", "Vorsitzender des Aufsichtsrats: Jan Petersen"]],
  ["Nordtor e.K.", "DE", ["Sitz Leipzig", "Amtsgericht Leipzig, HRA 77"]],
  ["Northgate Paper Ltd", "GB", ["Northgate Paper Ltd, registered in England and Wales, no. 01234567", "Registered office: 14 Mill Lane, Leeds LS1 4DT"]],
  ["Portanord Carta S.r.l.", "IT", ["sede legale in Bergamo", "Registro delle imprese di Bergamo 01234567890", "Capitale sociale € 50.000,00 i.v."]],
  ["Jan Petersen", "DE", []],
  // Its law was not checked: nothing is asked for by it.
  ["Papeterie Portenord SARL", "FR", []],
  ["Nordtor GmbH", "AT", []],
])("%s (%s) says all that is wanted", (name, country, companyDetails) => expect(missingCompanyDetails({ name, country, companyDetails })).toBeNull());

test.each([
  ["Nordtor Papier GmbH", "DE", ["Amtsgericht Leipzig, HRB 12345"], ["the seat", "the managing directors"]],
  ["Nordtor GmbH & Co. KG", "DE", ["Sitz Leipzig"], ["the register court", "the number in the commercial register (HRA)"]],
  [
    "Northgate Paper Limited",
    "GB",
    ["Company no. 01234567"],
    ["the part of the United Kingdom that it is registered in", "the address of the registered office"],
  ],
  ["Portanord Carta SpA", "IT", ["sede legale in Bergamo"], ["the company register with its number", "the paid-up capital"]],
])("%s (%s) lacks something", (name, country, companyDetails, missing) =>
  expect(missingCompanyDetails({ name, country, companyDetails })?.missing).toEqual(missing),
);
