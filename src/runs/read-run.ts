import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { formatMinor } from "../core/values/money.ts";
import type {
  PaymentMeans,
  Problem,
  ReadBatch,
  ReadDebtor,
  ReadDocument,
  ReadLayout,
  ReadOptions,
  ReadStatement,
  ReadTransaction,
} from "../imports/contract.ts";
import { mappingOf, readMapping } from "../imports/csv/mapping.ts";
import { currencyOption } from "./currency-option.ts";
import { openFiles } from "./import-files.ts";
import { readMappingText } from "./mapping-text.ts";

export interface ReadRunOptions {
  /** The name of a format; default: recognised by content. */
  readonly as?: string | undefined;
  /** A mapping file. */
  readonly map?: string | undefined;
  /** The currency of amounts that name none. */
  readonly currency?: string | undefined;
  readonly asOf?: Day | undefined;
}

/** A document as `firmly read` shows it: amounts are plain decimal strings. */
export interface EntryPreview {
  readonly kind: ReadDocument["kind"] | "debtor";
  readonly document: string;
  readonly debtor: { readonly id: string; readonly name: string | null };
  readonly issued: Day | null;
  /** The first day on which something is due. */
  readonly due: Day | null;
  readonly instalments: readonly { readonly due: Day | null; readonly amount: string }[];
  readonly amount: string | null;
  readonly open: string | null;
  readonly currency: string | null;
  readonly paymentMeans: readonly { readonly code: string; readonly iban: string | null; readonly reference: string | null }[];
}

export interface StatementPreview {
  readonly account: string;
  /** null: neither the file nor anybody else has told. */
  readonly currency: string | null;
  readonly number: string | null;
  readonly opening: string | null;
  readonly closing: string | null;
  readonly transactions: readonly TransactionPreview[];
}

export interface TransactionPreview {
  readonly booked: Day;
  readonly value: Day | null;
  /** Credits to the account are positive. */
  readonly amount: string;
  readonly payer: { readonly name: string | null; readonly iban: string | null };
  readonly reference: string | null;
  readonly text: string;
  readonly reversal: boolean;
}

export interface FilePreview {
  readonly format: string;
  readonly confidence: number;
  readonly layout: ReadLayout | null;
  readonly entries: readonly EntryPreview[];
  readonly statements: readonly StatementPreview[];
  readonly problems: readonly Pick<Problem, "line" | "code" | "message">[];
  /** An import would take nothing of this file. */
  readonly refused: boolean;
}

const NO_DEFAULTS: ReadOptions["defaults"] = { currency: null, termsDays: null, country: null };

/**
 * Reads one file and stores nothing: what an import of it would see. It needs no database, and so no creditor's settings.
 * A file that no format recognises (a picture, a program) is refused like any other that cannot be read.
 * @throws UserError for a missing file, a format named that is not there, or a mapping that cannot be used
 */
export async function readFileAlone(path: string, options: ReadRunOptions, defaults = NO_DEFAULTS): Promise<FilePreview> {
  const opened = await openFiles({ files: [path], as: options.as }).catch((error: unknown) => {
    if (options.as === undefined && error instanceof UserError && error.code === "format-unknown") return error;
    throw error;
  });
  if (opened instanceof UserError) return unknownFile(opened);
  const { format, confidence, source } = opened[0]!;
  const mapping = options.map === undefined ? null : readMapping(await readMappingText(options.map), options.map);
  const about = { ...(options.asOf && { asOf: options.asOf }), ...(mapping && { mapping: mappingOf(mapping, source.name) }) };
  let known = { ...defaults, currency: currencyOption(options.currency) ?? defaults.currency };
  const supplied: Problem[] = [];
  for (;;) {
    const result = await format.read(source, { ...about, defaults: known });
    const seen = new Seen(supplied);
    for await (const batch of result.batches) seen.add(batch);
    const lacks = seen.lacks.filter(({ code }) => !supplied.some((each) => each.code === code));
    if (lacks.length === 0) return { format: format.name, confidence: Math.round(confidence * 100) / 100, layout: result.layout ?? null, ...seen.preview() };
    // What only the creditor's settings can tell is left open, and the rest of the file shown.
    for (const { code } of lacks) known = { ...known, ...SUPPLIED[code] };
    supplied.push(...lacks);
  }
}

function unknownFile({ code, message }: UserError): FilePreview {
  return { format: "unknown", confidence: 0, layout: null, entries: [], statements: [], problems: [{ line: 1, code, message }], refused: true };
}

/** ISO 4217 has a code for "no currency"; it stands for one that is not told, and is never shown. */
const NO_CURRENCY = "XXX";
/** What a file may lack that an import finds in the creditor's settings. */
const SUPPLIED: Readonly<Record<string, Partial<ReadOptions["defaults"]>>> = {
  "currency-missing": { currency: NO_CURRENCY },
  "due-date-missing": { termsDays: 0 },
};

/** What was read of a file, put together for a person to look at. */
export class Seen {
  readonly #debtors = new Map<string, ReadDebtor>();
  readonly #documents = new Map<string, ReadDocument[]>();
  readonly #statements = new Map<number, { head: ReadStatement; last: ReadStatement; transactions: ReadTransaction[] }>();
  readonly #problems: Problem[] = [];
  /** Lines of invoices that are shown without a due date: the creditor's terms, which are not known here, will give them one. */
  readonly #undated = new Set<number>();
  readonly #supplied: readonly Problem[];
  #rows = 0;

  /** @param supplied what the file lacks, and was given for the time of reading */
  constructor(supplied: readonly Problem[] = []) {
    this.#supplied = supplied;
  }

  /** What the whole file lacks, if it lacks nothing else. */
  get lacks(): Problem[] {
    const fatal = this.#problems.filter(({ severity }) => severity === "fatal");
    return fatal.every(({ code }) => code in SUPPLIED) ? fatal : [];
  }

  add({ rows, debtors, documents, statements = [], problems }: ReadBatch): void {
    this.#rows += rows;
    this.#problems.push(...problems);
    for (const debtor of debtors) this.#debtors.set(debtor.id, { ...this.#debtors.get(debtor.id), ...debtor });
    for (const document of documents) {
      if (document.kind === "invoice" && document.due === null) this.#undated.add(document.line);
      // Documents without a number are told apart by their line, and never put together.
      const key = [document.kind, document.debtor, document.document || `line ${document.line}`, document.currency, document.issued.slice(0, 4)].join("\n");
      const parts = this.#documents.get(key) ?? [];
      const twin = parts.find(({ instalment }) => instalment === document.instalment);
      if (!twin) this.#documents.set(key, [...parts, document]);
      else if (!isSame(twin, document)) this.#problems.push(contradiction(twin, document));
    }
    for (const statement of statements) {
      const known = this.#statements.get(statement.ordinal) ?? { head: statement, last: statement, transactions: [] };
      for (const transaction of statement.transactions) known.transactions.push(transaction);
      this.#statements.set(statement.ordinal, { ...known, last: statement });
    }
  }

  preview(): Omit<FilePreview, "format" | "confidence" | "layout"> {
    const problems = [...this.#supplied, ...this.#problems].map(({ line, code, message }) => ({ line, code, message }));
    const isFatal = this.#problems.some(({ severity }) => severity === "fatal");
    const isEmpty = this.#rows === 0 && this.#statements.size === 0 && problems.length === 0;
    if (isEmpty) problems.push({ line: 1, code: "file-without-rows", message: "The file holds nothing to import. Export it again." });
    // Of a file that cannot be trusted nothing is shown: half of it may be what is wrong.
    return {
      entries: isFatal ? [] : this.#entries(),
      statements: isFatal ? [] : [...this.#statements.values()].map(statementPreview),
      problems,
      refused: isEmpty || this.#problems.some((problem) => this.#refuses(problem)),
    };
  }

  #refuses({ line, code, severity }: Problem): boolean {
    return severity === "fatal" || (severity === undefined && !(code === "due-date-missing" && this.#undated.has(line)));
  }

  #entries(): EntryPreview[] {
    if (this.#documents.size === 0) return [...this.#debtors.values()].map(debtorPreview);
    const isUndated = this.#supplied.some(({ code }) => code === "due-date-missing");
    const dated = (part: ReadDocument) => (isUndated && part.dueDerived ? { ...part, due: null } : part);
    return [...this.#documents.values()].map((parts) => entryPreview(parts.map(dated), this.#debtors.get(parts[0]!.debtor)));
  }
}

/** A row that comes twice is one document, as it is for an import. */
function isSame(one: ReadDocument, other: ReadDocument): boolean {
  return one.amountMinor === other.amountMinor && one.issued === other.issued && one.due === other.due && openOf(one) === openOf(other);
}

function contradiction({ document, line }: ReadDocument, other: ReadDocument): Problem {
  const message = `${document} stands on line ${line} already, with another amount or date. A number stands for one document; parts of it need a column "instalment".`;
  return { line: other.line, code: "document-contradicts", message };
}

function debtorPreview({ id, name }: ReadDebtor): EntryPreview {
  const nothing = { document: "", issued: null, due: null, instalments: [], amount: null, open: null, currency: null, paymentMeans: [] };
  return { kind: "debtor", debtor: { id, name: name ?? null }, ...nothing };
}

function entryPreview(parts: readonly ReadDocument[], debtor: ReadDebtor | undefined): EntryPreview {
  const [first] = parts as [ReadDocument];
  const { kind, document, currency } = first;
  const sum = (of: (part: ReadDocument) => bigint) =>
    formatMinor(
      parts.map(of).reduce((a, b) => a + b, 0n),
      currency,
    );
  const dues = parts.flatMap(({ due }) => (due ? [due] : [])).sort();
  const means = new Map(parts.flatMap(({ paymentMeans = [] }) => paymentMeans).map((each) => [JSON.stringify(each), each]));
  return {
    kind,
    document,
    debtor: { id: first.debtor, name: debtor?.name ?? null },
    issued: first.issued,
    due: dues[0] ?? null,
    instalments: kind === "invoice" ? parts.map(({ due, amountMinor }) => ({ due, amount: formatMinor(amountMinor, currency) })) : [],
    amount: sum(({ amountMinor }) => amountMinor),
    open: sum(openOf),
    currency: shownCurrency(currency),
    paymentMeans: [...means.values()].map(meansPreview),
  };
}

function shownCurrency(currency: string): string | null {
  return currency === NO_CURRENCY ? null : currency;
}

function openOf({ openMinor, settledOn, amountMinor }: ReadDocument): bigint {
  return openMinor ?? (settledOn ? 0n : amountMinor);
}

function meansPreview({ code, iban, reference }: PaymentMeans): EntryPreview["paymentMeans"][number] {
  return { code, iban: iban ?? null, reference: reference ?? null };
}

function statementPreview({
  head,
  last,
  transactions,
}: {
  head: ReadStatement;
  last: ReadStatement;
  transactions: readonly ReadTransaction[];
}): StatementPreview {
  const { account, currency } = last;
  const opening = head.opening ?? last.opening;
  return {
    account,
    currency: shownCurrency(currency),
    number: last.number ?? null,
    opening: opening ? formatMinor(opening.amountMinor, currency) : null,
    closing: last.closing ? formatMinor(last.closing.amountMinor, currency) : null,
    transactions: transactions.map(({ booked, value, amountMinor, payer, reference, text, reversal }) => ({
      booked,
      value: value ?? null,
      amount: formatMinor(amountMinor, currency),
      payer: { name: payer.name ?? null, iban: payer.iban ?? null },
      reference: reference ?? null,
      text,
      reversal,
    })),
  };
}
