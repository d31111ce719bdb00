import { allAt, at, firstText, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";
import { readCharges, type Charge } from "./charges.ts";
import { readSides, type Sides } from "./parties.ts";
import { distinct, readRemittance, type Remittance } from "./remittance.ts";
import { told, toldAt, type WrittenAmount, writtenAmount } from "./values.ts";

/** One payment of a booking (`TxDtls`), whose direction and currency are only known from its booking. */
export interface Detail {
  readonly line: number;
  /** What it may be worth, the most binding first: the payment's amount, then those that were transferred or instructed. */
  readonly amounts: readonly (WrittenAmount | null)[];
  /** "CRDT", "DBIT" or empty. */
  readonly direction: string;
  readonly sides: Sides;
  readonly remittance: Remittance;
  readonly endToEnd: string;
  readonly otherIds: readonly string[];
  readonly bankReference: string;
  readonly code: string;
  readonly charges: readonly Charge[];
  /** It came back. */
  readonly isReturn: boolean;
  readonly returnReason: string;
  readonly information: string;
}

const AMOUNTS = ["AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt", "AmtDtls/CntrValAmt/Amt"];
const IDS = ["Refs/MndtId", "Refs/InstrId", "Refs/PmtInfId", "Refs/TxId", "Refs/ChqNb"];

export function readDetail(element: XmlElement): Detail {
  const returned = at(element, "RtrInf");
  return {
    line: element.line,
    amounts: [at(element, "Amt"), ...AMOUNTS.map((path) => at(element, path))].map(writtenAmount),
    direction: textAt(element, "CdtDbtInd"),
    sides: readSides(element),
    remittance: readRemittance(element),
    endToEnd: toldAt(element, "Refs/EndToEndId"),
    otherIds: distinct(IDS.map((path) => toldAt(element, path))),
    bankReference: toldAt(element, "Refs/AcctSvcrRef"),
    code: codeOf(at(element, "BkTxCd")),
    charges: readCharges(allAt(element, "Chrgs")),
    isReturn: returned !== null && returned.children.length > 0,
    returnReason: told(firstText(returned, "Rsn/Cd", "Rsn/Prtry", "RtrRsn/Cd", "RtrRsn/Prtry")),
    information: told(firstText(element, "AddtlTxInf", "RtrInf/AddtlInf", "RtrInf/AddtlRtrRsnInf")),
  };
}

/** "PMNT/RCDT/ESCT", else the bank's own code; empty where there is none. */
export function codeOf(code: XmlElement | null): string {
  const domain = [textAt(code, "Domn/Cd"), textAt(code, "Domn/Fmly/Cd"), textAt(code, "Domn/Fmly/SubFmlyCd")].filter((part) => part !== "");
  return domain.length > 0 ? domain.join("/") : textAt(code, "Prtry/Cd");
}

// Sub-families of the external code set "bank transaction code" that stand for money that comes back: returned transfers,
// unpaid and reversed direct debits, recalled payments, unpaid and reversed cheques, returned ACH items.
const RETURNS = /^PMNT\/[A-Z]{4}\/(?:RRTN|UPDD|PRDD|RPCR|RCDD|UPCQ|CQRV|ARET)$/;

export function isReturnCode(code: string): boolean {
  return RETURNS.test(code);
}
