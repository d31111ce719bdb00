import type { Balance, Problem, ReadBatch, ReadStatement, ReadTransaction } from "../contract.ts";
import { balanceProblem } from "./balance.ts";
import { Refusal } from "../refusal/refusal.ts";
import { StatementSeries } from "./series.ts";

/** What is known of a statement when its first movement comes. */
export interface StatementHead {
  readonly line: number;
  readonly account: string;
  readonly currency: string;
  readonly kind: ReadStatement["kind"];
  readonly number?: string | undefined;
  readonly opening?: Balance | undefined;
}

/** Transactions of one piece; a statement of more comes in several. */
const PIECE = 2000;

/** Gathers the statements of a file into batches, checks that each adds up, and tells where one is missing between two. */
export class StatementStream {
  readonly #series = new StatementSeries();
  #head: StatementHead | null = null;
  #ordinal = 0;
  #moved = 0n;
  #sentPieces = 0;
  #transactions: ReadTransaction[] = [];
  #pieces: ReadStatement[] = [];
  #problems: Problem[] = [];
  #rows = 0;

  get isOpen(): boolean {
    return this.#head !== null;
  }

  begin(head: StatementHead): void {
    this.#head = head;
    this.#ordinal++;
    this.#moved = 0n;
    this.#sentPieces = 0;
  }

  add(transaction: ReadTransaction): void {
    this.#transactions.push(transaction);
    this.#moved += transaction.amountMinor;
    this.#rows++;
    if (this.#transactions.length >= PIECE) this.#send(false);
  }

  /** @throws Refusal where the statement does not add up */
  end(closing?: Balance): void {
    const head = this.#head!;
    const { line, account, currency, number, opening } = head;
    const name = [account, number].filter(Boolean).join(", number ");
    const wrong = balanceProblem({ line, name, currency, opening, closing, movedMinor: this.#moved });
    if (wrong) throw Refusal.of(wrong);
    const gap = head.kind === "statement" ? this.#series.next({ line, account, currency, number, opening, closing }) : null;
    if (gap) this.#problems.push(gap);
    this.#send(true, closing);
    this.#head = null;
  }

  warn(problem: Problem): void {
    this.#problems.push({ ...problem, severity: "warning" });
  }

  #send(last: boolean, closing?: Balance): void {
    const { line, account, currency, kind, number, opening } = this.#head!;
    const isFirst = this.#sentPieces++ === 0;
    this.#pieces.push({
      line,
      ordinal: this.#ordinal,
      last,
      account,
      currency,
      kind,
      ...(number !== undefined && number !== "" && { number }),
      ...(isFirst && opening && { opening }),
      ...(last && closing && { closing }),
      transactions: this.#transactions,
    });
    this.#transactions = [];
  }

  /** What has come together so far; null while that is too little for a batch. */
  take(isEnd = false): ReadBatch | null {
    const held = this.#pieces.reduce((sum, piece) => sum + piece.transactions.length + 1, 0);
    if (!isEnd && held < PIECE) return null;
    const batch = { rows: this.#rows, debtors: [], documents: [], contacts: [], problems: this.#problems, statements: this.#pieces };
    this.#pieces = [];
    this.#problems = [];
    this.#rows = 0;
    return batch;
  }
}
