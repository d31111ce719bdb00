import { at, firstText, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";
import { told } from "./values.ts";

/** One side of a payment. */
export interface Side {
  readonly name: string;
  /** An IBAN, else the account's number; without blanks. */
  readonly account: string;
  readonly ultimate: string;
}

/** Both sides, as they were in the payment itself. */
export interface Sides {
  readonly debtor: Side;
  readonly creditor: Side;
}

/** Reads the related parties of one payment; `owner` holds `RltdPties`. */
export function readSides(owner: XmlElement): Sides {
  const parties = at(owner, "RltdPties");
  return { debtor: readSide(parties, "Dbtr"), creditor: readSide(parties, "Cdtr") };
}

function readSide(parties: XmlElement | null, role: "Dbtr" | "Cdtr"): Side {
  const account = at(parties, `${role}Acct`);
  return {
    name: nameOf(at(parties, role)) || told(textAt(account, "Nm")),
    account: accountOf(account),
    ultimate: nameOf(at(parties, `Ultmt${role}`)),
  };
}

/** Since version 8 a party stands one level deeper, and may be a bank. */
function nameOf(party: XmlElement | null): string {
  return party ? told(firstText(party, "Nm", "Pty/Nm", "Agt/FinInstnId/Nm", "FinInstnId/Nm")).replace(/\s+/g, " ") : "";
}

/** The number of an account: IBAN, else what the bank calls it (version 1 has BBAN, UPIC and PrtryAcct). */
export function accountOf(account: XmlElement | null): string {
  if (!account) return "";
  const iban = textAt(account, "Id/IBAN").replace(/\s+/g, "").toUpperCase();
  if (iban !== "") return iban;
  return told(firstText(account, "Id/Othr/Id", "Id/BBAN", "Id/PrtryAcct/Id", "Id/UPIC", "Prxy/Id")).replace(/\s+/g, "");
}

/**
 * The other side of a booking: who paid a credit, who was paid a debit. A booking that takes back an earlier one names the
 * sides of that one, so that the other side is the one that the money now goes back to or comes back from.
 */
export function otherSide({ debtor, creditor }: Sides, isCredit: boolean, isReversal: boolean, ownAccount: string): Side {
  if (!isReversal) return isCredit ? debtor : creditor;
  const turned = isCredit ? creditor : debtor;
  const plain = isCredit ? debtor : creditor;
  // Some banks turn the sides, too: the account of the statement is never the other side's.
  if (isOwn(turned, ownAccount) || isEmpty(turned)) return isOwn(plain, ownAccount) ? EMPTY : plain;
  return turned;
}

const EMPTY: Side = { name: "", account: "", ultimate: "" };

function isOwn({ account }: Side, ownAccount: string): boolean {
  return account !== "" && account === ownAccount.replace(/\s+/g, "");
}

function isEmpty({ name, account }: Side): boolean {
  return name === "" && account === "";
}
