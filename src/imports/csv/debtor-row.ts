import type { PostalAddress } from "../../core/values/party.ts";
import { isIban } from "../../core/values/reference.ts";
import type { ReadDebtor } from "../contract.ts";
import { type Cells, cleanText, RowProblem } from "./cells.ts";
import { readCountry } from "./countries.ts";
import type { Field } from "./fields.ts";
import { readDebtorType, readLanguage } from "./words.ts";

/** The fields of a row that say something about the debtor. */
export const DEBTOR_FIELDS: readonly Field[] = [
  "name",
  "firstName",
  "lastName",
  "contact",
  "email",
  "phone",
  "debtorType",
  "language",
  "country",
  "region",
  "street",
  "address2",
  "address",
  "postalCode",
  "city",
  "iban",
  "segment",
  "salesperson",
];

/** The debtor of a row: its id, or its name where the file has no ids. Empty where the row names none. */
export function readDebtorId(cells: Cells): string {
  if (cells.has("debtor")) return cells.id("debtor");
  return fullName(cells) ?? "";
}

function fullName(cells: Cells): string | undefined {
  return given(cells.text("name")) ?? given(`${cells.text("firstName")} ${cells.text("lastName")}`.trim());
}

function given(text: string): string | undefined {
  return text === "" ? undefined : text;
}

/** What a row says about its debtor. `rawAddress` is the cell of a whole address, with its line ends. */
export function readDebtor(cells: Cells, line: number, id: string, rawAddress: string): ReadDebtor {
  if (id === "") throw new RowProblem("debtor-missing", `The row names no debtor: the cell under "${cells.heading("debtor")}" is blank.`);
  const person = given(`${cells.text("firstName")} ${cells.text("lastName")}`.trim());
  const country = readAs(cells, "country", readCountry, "an ISO 3166 code such as GB");
  return {
    line,
    id,
    country,
    name: fullName(cells),
    type: readAs(cells, "debtorType", readDebtorType, "company, sole-trader, consumer or public"),
    language: readAs(cells, "language", readLanguage, "a language code such as en"),
    region: given(cells.text("region")),
    segment: given(cells.text("segment")),
    salesperson: given(cells.text("salesperson")),
    contactName: given(cells.text("contact")) ?? (given(cells.text("name")) ? person : undefined),
    email: readEmail(cells),
    phone: given(cells.text("phone")),
    address: readAddress(cells, country, rawAddress),
    iban: readIbans(cells),
  };
}

/** A value that cannot be read is left out and said: it is no reason to refuse an invoice. */
function readAs<T>(cells: Cells, field: Field, read: (text: string) => T | null, wanted: string): T | undefined {
  const text = cells.text(field);
  if (text === "") return undefined;
  const found = read(text);
  if (found === null || found === undefined) {
    cells.warn(`${field}-unknown`, `"${text}" under "${cells.heading(field)}" is not known and was left out; write ${wanted}.`);
    return undefined;
  }
  return found;
}

const EMAIL = /^[^\s@<>"(),:;[\]\\]{1,64}@[^\s@<>"(),:;[\]\\]{1,250}\.[^\s@<>"(),:;[\]\\.]{2,}$/;

/** The first address of the cell: "Jo Bloggs <jo@example.com>; ap@example.com" is jo@example.com. */
function readEmail(cells: Cells): string | undefined {
  const text = cells.text("email");
  if (text === "") return undefined;
  const found = text
    .replace(/^mailto:/i, "")
    .split(/[\s,;<>]+/)
    .find((part) => EMAIL.test(part));
  if (!found) cells.warn("email-unreadable", `"${text}" under "${cells.heading("email")}" is no e-mail address and was left out.`);
  return found;
}

/** The accounts of the cell, each with its check digits right; what is none is left out and said. */
function readIbans(cells: Cells): readonly string[] | undefined {
  const text = cells.text("iban");
  if (text === "") return undefined;
  const parts = text
    .split(/[,;|/]+/)
    .map((part) =>
      part
        .replace(/^\s*IBAN\s*:?/i, "")
        .replace(/[\s.-]+/g, "")
        .toUpperCase(),
    )
    .filter((part) => part !== "");
  const found = [...new Set(parts.filter(isIban))];
  if (found.length < new Set(parts).size)
    cells.warn(
      "iban-invalid",
      `"${text.slice(0, 60)}" under "${cells.heading("iban")}" is no valid IBAN (its check digits are wrong, or it is another number) and was left out.`,
    );
  return found.length > 0 ? found : undefined;
}

function readAddress(cells: Cells, country: string | undefined, rawAddress: string): PostalAddress | undefined {
  const lines = rawAddress
    .split(/\r\n|\n|\r/)
    .map(cleanText)
    .filter((text) => text !== "");
  const street = [cells.text("street"), cells.text("address2")].filter((text) => text !== "").join(", ");
  const postalCode = given(cells.text("postalCode"));
  const city = given(cells.text("city"));
  if (lines.length === 0 && street === "" && !city) return undefined;
  const known = { street: given(street), postalCode, city, region: given(cells.text("region")), country };
  return Object.fromEntries(Object.entries(lines.length > 0 ? { lines, ...known } : known).filter(([, value]) => value !== undefined)) as PostalAddress;
}
