import type { Problem, ReadBatch, ReadDebtor, ReadOptions } from "../contract.ts";
import { foreignRefusal } from "../einvoice/foreign.ts";
import type { Invoice } from "../einvoice/invoice.ts";
import { toBatch } from "../einvoice/ledger.ts";
import { isDirectDebit } from "../einvoice/means.ts";
import { Refusal } from "../refusal/refusal.ts";
import { currencyCode, documentNumber, given, isoDay, issueDay } from "../einvoice/text.ts";
import { allAt, at, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";
import { fatturaBuyer } from "./buyer.ts";
import { kindOfType } from "./codes.ts";
import { paymentOf } from "./payment.ts";
import { ordinaryTotals, simplifiedTotals } from "./totals.ts";

const SIMPLIFIED = "FatturaElettronicaSemplificata";

/** The elements whose text is an attachment, which says nothing to a ledger. */
export const FATTURA_ATTACHMENTS: ReadonlySet<string> = new Set(["Attachment"]);

export function isFattura({ name }: Pick<XmlElement, "name">): boolean {
  return name === "FatturaElettronica" || name === SIMPLIFIED;
}

/** The documents of a FatturaPA file: one header, and a body for each of them. @throws Refusal */
export function fatturaBatch(root: XmlElement, options: ReadOptions): ReadBatch {
  if (!isFattura(root)) throw foreignRefusal(root.name, root.line);
  const bodies = allAt(root, "FatturaElettronicaBody");
  if (bodies.length === 0)
    throw new Refusal("document-missing", root.line, "The file holds no document (FatturaElettronicaBody). Check it where it was made, and export it again.");
  const claims = bodies.filter((body) => kindOf(body) !== "no-claim");
  const others = bodies.filter((body) => kindOf(body) === "no-claim");
  if (claims.length === 0) throw new Refusal("not-a-claim", bodies[0]!.line, `${noClaim(bodies[0]!)} Nobody owes it.`);
  const buyer = fatturaBuyer(at(root, "FatturaElettronicaHeader"));
  const warnings = others.map((body): Problem => ({ line: body.line, code: "not-a-claim", severity: "warning", message: `${noClaim(body)} It was left out.` }));
  return toBatch(
    claims.map((body) => fatturaInvoice(body, buyer, root.name === SIMPLIFIED)),
    options,
    warnings,
  );
}

function noClaim(body: XmlElement): string {
  const general = at(body, "DatiGenerali/DatiGeneraliDocumento");
  const number = given(textAt(general, "Numero")) ?? "";
  return `The document ${number} is of type ${textAt(general, "TipoDocumento")}, which is written for the tax office.`;
}

function kindOf(body: XmlElement): ReturnType<typeof kindOfType> {
  return kindOfType(textAt(body, "DatiGenerali/DatiGeneraliDocumento/TipoDocumento"), body.line);
}

function fatturaInvoice(body: XmlElement, buyer: ReadDebtor, isSimplified: boolean): Invoice {
  const { line } = body;
  const general = at(body, "DatiGenerali/DatiGeneraliDocumento");
  const number = documentNumber(textAt(general, "Numero"), line);
  const issued = issueDay(isoDay(at(general, "Data")), line);
  const currency = currencyCode(textAt(general, "Divisa"), line);
  const { total, net, stamp } = isSimplified ? simplifiedTotals(body) : ordinaryTotals(body, currency);
  const { payable, dues, dueIsPrinted, means, discounts } = paymentOf(body, issued, { total, net, slack: stamp, currency });
  const references = isSimplified ? "DatiGenerali/DatiFatturaRettificata/NumeroFR" : "DatiGenerali/DatiFattureCollegate/IdDocumento";
  const isCredit = kindOf(body) === "credit-memo";
  // The tax office wants a credit note (TD04) without a minus; programs that write one mean no claim by it.
  const sign = isCredit && total < 0n ? -1n : 1n;
  return {
    line,
    kind: isCredit ? "credit-memo" : "invoice",
    total: sign * total,
    payable: sign * payable,
    number,
    issued,
    currency,
    buyer,
    dues,
    dueIsPrinted,
    means,
    directDebit: isDirectDebit(means),
    discounts,
    preceding: [...new Set(allAt(body, references).flatMap(({ text }) => given(text) ?? []))],
  };
}
