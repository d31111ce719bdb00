import type { ImportSource, Problem, ReadBatch, ReadTransaction } from "../contract.ts";
import { readXml, type XmlElement, type XmlEvent } from "../xml/parse.ts";
import { type Detail, readDetail } from "./details.ts";
import { SeriesOfStatements } from "./series.ts";
import { messageNumber, otherMessage, type StatementMessage, statementMessage } from "./messages.ts";
import { Refusal } from "../refusal/refusal.ts";
import { Statement } from "./statement.ts";

const BATCH = 400;
// More than any bank books at once, and still little enough to be held in memory.
const MOST_DETAILS = 150_000;
const MOST_ENTRY_PARTS = 1000;

/** How deep a message may be wrapped: SOAP and SWIFT put envelopes and business headers around it. */
const DEEPEST_WRAP = 6;
const INSIDE = /\/?(BkToCstmr(?:AcctRpt|Stmt|DbtCdtNtfctn)(?:V\d{2})?)(\/(?:Rpt|Stmt|Ntfctn)(?:\/Ntry(?:\/NtryDtls)?)?)?$/;

/** The containers to go through: down to the payments of an entry, so that a booking of 100,000 of them is no whole piece. */
function containers(): (path: string) => boolean {
  const known = new Map<string, boolean>();
  return (path) => {
    const found = known.get(path);
    if (found !== undefined) return found;
    const isContainer = INSIDE.test(path) || (!path.includes("BkToCstmr") && path.split("/").length <= DEEPEST_WRAP);
    // Real files have a few dozen paths; a hostile one has as many as it likes.
    if (known.size < 1000) known.set(path, isContainer);
    return isContainer;
  };
}

/** Reads the statements of one or of several files as one import: they are numbered through, and their series is watched. */
export class CamtReader {
  readonly #series = new SeriesOfStatements();
  #ordinal = 0;
  #message: StatementMessage | null = null;
  #root: XmlElement | null = null;
  #statement: { readonly path: string; readonly statement: Statement } | null = null;
  #entry: { readonly path: string; readonly element: XmlElement & { readonly children: XmlElement[] }; readonly details: Detail[] } | null = null;
  #pending: ReadTransaction[] = [];
  /** Batches that are complete, and wait to be handed over. */
  readonly #ready: ReadBatch[] = [];

  /** @throws Refusal and XmlProblem: nothing of the file can be trusted */
  async *read(source: ImportSource): AsyncGenerator<ReadBatch> {
    this.#message = this.#root = this.#statement = this.#entry = null;
    const before = this.#ordinal;
    for await (const events of readXml(source, { through: containers() })) {
      for (const event of events) this.#event(event);
      if (this.#ready.length > 0) yield* this.#ready.splice(0);
    }
    this.#assertStatements(this.#ordinal - before);
  }

  #assertStatements(found: number): void {
    if (found > 0) return;
    const number = messageNumber(this.#root?.namespace ?? "");
    if (this.#message || /^camt\.05[234]$/.test(number ?? ""))
      throw new Refusal("statement-missing", 1, "The file is a bank's message without any statement in it. Fetch it again.");
    throw new Refusal("not-a-statement", 1, otherMessage(number, this.#root?.name ?? ""));
  }

  #event(event: XmlEvent): void {
    if (event.kind === "open") this.#open(event.path, event.element);
    else if (event.kind === "whole") this.#whole(event.element);
    else if (event.path === this.#entry?.path) this.#closeEntry();
    else if (event.path === this.#statement?.path) this.#closeStatement();
  }

  #open(path: string, element: XmlElement): void {
    this.#root ??= element;
    const { name } = element;
    const message = statementMessage(name);
    if (message && !this.#statement) this.#message = message;
    else if (this.#entry) return;
    else if (this.#statement) {
      if (name === "Ntry") this.#entry = { path, element: { ...element, name, children: [], text: "", raw: "" }, details: [] };
    } else if (this.#message) {
      if (name === this.#message.record) this.#statement = { path, statement: new Statement(element.line, ++this.#ordinal, this.#message) };
    } else if (/(?:^|\/)Document\/[^/]+$/.test(path)) {
      throw new Refusal("not-a-statement", element.line, otherMessage(messageNumber(element.namespace), name));
    }
  }

  #whole(element: XmlElement): void {
    if (!this.#entry) {
      this.#statement?.statement.take(element);
      return;
    }
    const { details, element: entry } = this.#entry;
    if (element.name === "TxDtls") {
      if (details.length >= MOST_DETAILS) throw new Refusal("entry-too-large", element.line, `An entry has more than ${MOST_DETAILS} payments.`);
      details.push(readDetail(element));
      return;
    }
    if (entry.children.length >= MOST_ENTRY_PARTS) throw new Refusal("entry-too-large", element.line, `An entry has more than ${MOST_ENTRY_PARTS} parts.`);
    entry.children.push(element);
  }

  #closeEntry(): void {
    const { element, details } = this.#entry!;
    const { statement } = this.#statement!;
    this.#entry = null;
    const read = statement.entry(element, details);
    if (read.length === 1) this.#pending.push(read[0]!);
    else for (const transaction of read) this.#pending.push(transaction);
    while (this.#pending.length >= BATCH) this.#ready.push(this.#batch(statement, this.#pending.splice(0, BATCH)));
  }

  #closeStatement(): void {
    const { statement } = this.#statement!;
    this.#statement = null;
    const problems = statement.check();
    const piece = statement.piece(this.#pending, true);
    this.#pending = [];
    this.#ready.push({ ...batchOf([...problems, ...this.#series.follow(piece)]), rows: piece.transactions.length, statements: [piece] });
  }

  #batch(statement: Statement, transactions: readonly ReadTransaction[]): ReadBatch {
    return { ...batchOf([]), rows: transactions.length, statements: [statement.piece(transactions, false)] };
  }
}

export function batchOf(problems: readonly Problem[]): ReadBatch {
  return { rows: 0, debtors: [], documents: [], contacts: [], problems };
}
