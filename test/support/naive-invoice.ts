import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { type EntryPreview, readFileAlone } from "../../src/runs/read-run.ts";
import { conformFiles } from "./conformance-table.ts";
import { describeShared } from "./shared-data.ts";

/**
 * A second reading of e-invoices, as simple as can be, to hold the first one against: regular expressions on the text,
 * which know nothing of how Firmly reads.
 */
interface NaiveInvoice {
  readonly kind: "invoice" | "credit-memo";
  readonly number: string;
  readonly issued: string;
  readonly currency: string;
  readonly total: number;
  readonly payable: number;
  /** Days on which something is due, as the file writes them. */
  readonly dues: readonly string[];
  readonly buyer: string;
  readonly means: readonly string[];
}

type Kind = "ubl" | "cii" | "fatturapa" | "none";

const CREDITS = new Set(["81", "83", "261", "262", "296", "308", "381", "396", "420", "457", "502", "503", "532", "TD04", "TD08"]);

function plainText(path: string): string {
  const bytes = readFileSync(path);
  return bytes
    .toString("utf8")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<(\w+:)?UBLExtensions>[\s\S]*?<\/(\w+:)?UBLExtensions>/g, "");
}

function kindOf(path: string): Kind {
  const root = /<(?![?!])(?:[\w.-]+:)?([\w.-]+)/.exec(plainText(path))?.[1] ?? "";
  if (root === "Invoice" || root === "CreditNote") return "ubl";
  if (root === "CrossIndustryInvoice" || root === "CrossIndustryDocument") return "cii";
  return root.startsWith("FatturaElettronica") ? "fatturapa" : "none";
}

function texts(text: string, name: string): string[] {
  return [...text.matchAll(new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^>]*)?>([^<]*)<`, "g"))]
    .map((match) => unescaped(match[1]!.trim()))
    .filter((each) => each !== "");
}

function first(text: string, ...names: string[]): string {
  return names.flatMap((name) => texts(text, name).slice(0, 1))[0] ?? "";
}

function block(text: string, name: string): string {
  return new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^>]*)?>([\\s\\S]*?)</(?:[\\w.-]+:)?${name}>`).exec(text)?.[1] ?? "";
}

function unescaped(text: string): string {
  return text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ");
}

function naiveUbl(text: string): NaiveInvoice {
  const sums = block(text, "LegalMonetaryTotal");
  const code = first(text, "InvoiceTypeCode", "CreditNoteTypeCode");
  const buyer = block(text, "AccountingCustomerParty");
  const payable = Number(first(sums, "PayableAmount"));
  return {
    kind: /<(\w+:)?CreditNote[\s>]/.test(text) || CREDITS.has(code) ? "credit-memo" : "invoice",
    number: first(text, "ID"),
    issued: first(text, "IssueDate"),
    currency: first(text, "DocumentCurrencyCode"),
    total: Number(first(sums, "TaxInclusiveAmount")) || payable,
    payable,
    dues: [...texts(text, "DueDate").slice(0, 1), ...texts(text, "PaymentDueDate")],
    buyer: first(block(buyer, "PartyLegalEntity"), "RegistrationName") || first(block(buyer, "PartyName"), "Name"),
    means: texts(text, "PaymentMeansCode"),
  };
}

function naiveCii(text: string): NaiveInvoice {
  const head = block(text, "(?:Header)?ExchangedDocument");
  const settlement = /<(?:\w+:)?Applicable(?:Header|SupplyChain)TradeSettlement>[\s\S]*/.exec(text)?.[0] ?? "";
  const total = Number(first(settlement, "GrandTotalAmount"));
  return {
    kind: CREDITS.has(first(head, "TypeCode")) ? "credit-memo" : "invoice",
    number: first(head, "ID"),
    issued: dashed(first(head, "DateTimeString")),
    currency: first(settlement, "InvoiceCurrencyCode"),
    total,
    payable: Number(first(settlement, "DuePayableAmount")),
    dues: [...settlement.matchAll(/<(?:\w+:)?DueDateDateTime>\s*<[^>]*>\s*(\d{8})/g)].map((match) => dashed(match[1]!)),
    buyer: first(block(text, "BuyerTradeParty").replace(/<(\w+:)?DefinedTradeContact>[\s\S]*?<\/(\w+:)?DefinedTradeContact>/g, ""), "Name"),
    means: texts(settlement.split(/<(?:\w+:)?ApplicableTradeTax>/)[0]!, "TypeCode"),
  };
}

function dashed(text: string): string {
  return text.replace(/^(\d{4})(\d{2})(\d{2}).*$/, "$1-$2-$3");
}

function naiveFattura(text: string): NaiveInvoice[] {
  const names = block(text, "CessionarioCommittente");
  return text
    .split("<FatturaElettronicaBody>")
    .slice(1)
    .map((body) => {
      const sum = (name: string) => texts(body, name).reduce((all, each) => all + Number(each), 0);
      const total = Number(first(body, "ImportoTotaleDocumento")) || sum("ImponibileImporto") + sum("Imposta");
      const payments = texts(body, "ImportoPagamento");
      return {
        kind: CREDITS.has(first(body, "TipoDocumento")) ? ("credit-memo" as const) : ("invoice" as const),
        number: first(body, "Numero"),
        issued: first(body, "Data"),
        currency: first(body, "Divisa"),
        total: /<Importo>/.test(body) ? sum("Importo") : total,
        payable: payments.length > 0 ? sum("ImportoPagamento") : /<Importo>/.test(body) ? sum("Importo") : total,
        dues: texts(body, "DataScadenzaPagamento"),
        buyer: first(names, "Denominazione") || `${first(names, "Nome")} ${first(names, "Cognome")}`,
        means: [],
      };
    });
}

function naively(path: string): NaiveInvoice[] {
  const text = plainText(path);
  const kind = kindOf(path);
  if (kind === "fatturapa") return naiveFattura(text);
  return kind === "none" ? [] : [kind === "ubl" ? naiveUbl(text) : naiveCii(text)];
}

function agree(entry: EntryPreview, naive: NaiveInvoice): void {
  const sign = naive.total < 0 ? -1 : 1;
  const turned = naive.kind === "invoice" ? "credit-memo" : "invoice";
  expect(entry).toMatchObject({ kind: sign < 0 ? turned : naive.kind, document: naive.number, issued: naive.issued.slice(0, 10), currency: naive.currency });
  const open = Math.max(0, sign * naive.payable);
  expect(Number(entry.open)).toBeCloseTo(open, 4);
  expect(Number(entry.amount)).toBeCloseTo(Math.max(sign * naive.total, open), 4);
  expect(entry.debtor.name).toBe(naive.buyer);
  if (entry.kind !== "invoice") return;
  const last = [...naive.dues].sort().at(-1);
  if (last && entry.instalments.length === 1) expect(naive.dues).toContain(entry.due);
  expect(entry.instalments.reduce((sum, { amount }) => sum + Number(amount), 0)).toBeCloseTo(Number(entry.amount), 4);
  if (naive.means.length > 0) expect(new Set(entry.paymentMeans.map(({ code }) => code))).toEqual(new Set(naive.means));
}

function filesOf(place: string): string[] {
  if (!existsSync(place)) return [];
  const entries = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => `${entry.parentPath}/${entry.name}`.slice(place.length).replace(/^\/+/, ""));
}

/** Files (by a part of their name) that must be refused, and the reason. */
export type Refusals = Readonly<Record<string, string>>;

/** Holds all files of a folder against the second reading: each one is read with the same values, or refused as told. */
export function conformInvoices(folder: string, refusals: Refusals): void {
  const place = fileURLToPath(new URL(`../../../shared/data/${folder}/`, import.meta.url));
  // Where the folder is absent, one skipped test has to say so.
  if (!existsSync(place)) return describeShared(folder, () => {});
  const isData = (name: string) => !/(^|\/)(LICENSE|README)/.test(name);
  for (const kind of ["ubl", "cii", "fatturapa", "none"] as const) {
    const isWanted = (name: string) => isData(name) && kindOf(place + name) === kind;
    if (!filesOf(place).some(isWanted)) continue;
    conformFiles(kind === "none" ? "no invoice" : kind, folder, isWanted, async (path, name) => {
      const { entries, problems, refused } = await readFileAlone(path, {});
      const reason = Object.entries(refusals).find(([part]) => name.includes(part))?.[1];
      if (reason !== undefined || kind === "none") {
        expect({ refused, entries, codes: problems.map(({ code }) => code) }).toEqual({ refused: true, entries: [], codes: [reason] });
        return "refused";
      }
      expect(refused, problems.map(({ message }) => message).join(" ")).toBe(false);
      const naive = naively(path);
      expect(entries).toHaveLength(naive.length);
      for (const [index, entry] of entries.entries()) agree(entry, naive[index]!);
      return "read";
    });
  }
}
