import type { PostalAddress } from "../../core/values/party.ts";
import type { ReadDebtor } from "../contract.ts";
import { readCountry } from "../csv/countries.ts";
import { Refusal } from "../refusal/refusal.ts";
import { given } from "./text.ts";

/** The buyer as any format tells it; empty where it does not. */
export interface BuyerFacts {
  readonly line: number;
  /** Identifiers, the best first: the number that the seller gave (BT-46), VAT id (BT-48), registration (BT-47), endpoint (BT-49). */
  readonly ids: readonly string[];
  readonly name: string;
  readonly type: ReadDebtor["type"];
  readonly contactName: string;
  readonly emails: readonly string[];
  readonly phone: string;
  readonly street: readonly string[];
  readonly postalCode: string;
  readonly city: string;
  readonly region: string;
  readonly country: string;
}

const LONGEST_ID = 200;
const EMAIL = /^[^\s@<>"(),:;[\]\\]{1,64}@[^\s@<>"(),:;[\]\\]{1,250}$/;

/** @throws Refusal where nothing tells who owes */
export function buyerOf(facts: BuyerFacts): ReadDebtor {
  const name = given(facts.name);
  const id = [...facts.ids, facts.name].map(given).find((found) => found !== undefined);
  if (!id) throw new Refusal("debtor-missing", facts.line, "The document does not say who owes: its buyer has neither a name nor a number.");
  if (id.length > LONGEST_ID) throw new Refusal("debtor-too-long", facts.line, `The buyer's number has more than ${LONGEST_ID} characters.`);
  const country = readCountry(facts.country) ?? undefined;
  return dropEmpty({
    line: facts.line,
    id,
    name,
    type: facts.type,
    country,
    contactName: given(facts.contactName),
    email: facts.emails.map((each) => each.trim().replace(/^mailto:/i, "")).find((each) => EMAIL.test(each)),
    phone: given(facts.phone),
    address: addressOf(facts, country),
  }) as unknown as ReadDebtor;
}

function addressOf(facts: BuyerFacts, country: string | undefined): PostalAddress | undefined {
  const street = given(facts.street.filter((line) => line.trim() !== "").join(", "));
  const city = given(facts.city);
  if (!street && !city) return undefined;
  return dropEmpty({ street, postalCode: given(facts.postalCode), city, region: given(facts.region), country });
}

function dropEmpty(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
