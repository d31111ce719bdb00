import { assignColumns, type BankColumns } from "./bank-csv/columns.ts";
import { isCardPurchase } from "./bank-csv/headings.ts";
import { decideWriting, type Writing } from "./bank-csv/cells.ts";
import { type Movement, RowReader } from "./bank-csv/movements.ts";
import { followBalances } from "./bank-csv/running-balance.ts";
import { headingDelimiter, readTable } from "./bank-csv/table.ts";
import { readTitles, type Titles } from "./bank-csv/titles.ts";
import { transactionsOf } from "./bank-csv/transactions.ts";
import { statementResult } from "./bank/statement-result.ts";
import { Refusal } from "./refusal/refusal.ts";
import { StatementStream } from "./bank/statement-stream.ts";
import type { Balance, ImportFormat, ImportSource, ReadBatch, ReadOptions, ReadResult } from "./contract.ts";
import { guessWide, looksBinary } from "./csv/encoding.ts";
import { readAmount } from "./csv/amounts.ts";

/** Movements of a bank account, a card account or a payment provider (PayPal, Stripe) as a table, as online banking exports them. */
const bankCsv: ImportFormat = { name: "bank-csv", recognise, read };
export default bankCsv;

/** By headings that only a bank has; a table that names invoices or customers is left to the ledger's format. */
function recognise(sample: Buffer): number {
  const wide = (sample[0] === 0xff && sample[1] === 0xfe) || guessWide(sample) === "utf-16le";
  if (!wide && looksBinary(sample)) return 0;
  return headingDelimiter(sample.toString(wide ? "utf16le" : "utf8"))?.weight ?? 0;
}

async function read(source: ImportSource, options: ReadOptions): Promise<ReadResult> {
  return statementResult(readBatches(source, options));
}

async function* readBatches(source: ImportSource, options: ReadOptions): AsyncGenerator<ReadBatch> {
  const { titles: above, headings, rows } = await readTable(source);
  const titles = readTitles(above, headings.cells);
  const columns = assignColumns(headings.cells, rows, titles.account);
  const hasMoney = columns.at.has("amount") || (columns.at.has("debit") && columns.at.has("credit")) || columns.at.has("net");
  if (!(columns.at.has("booked") || columns.at.has("value")) || !hasMoney) {
    throw new Refusal(
      "bank-csv-column-missing",
      headings.line,
      "The columns under the headings hold no days or no amounts. Export the account again, unchanged.",
    );
  }
  // Without a sign nothing tells what was spent from what came in; and nobody pays an invoice to a card.
  const isUnsigned =
    columns.at.has("amount") &&
    !columns.at.has("debit") &&
    !columns.at.has("indicator") &&
    !rows.some(({ cells }) => /^[-−–]/.test(cells[columns.at.get("amount")!] ?? ""));
  if (isUnsigned && isCardPurchase(headings.cells)) {
    throw new Refusal(
      "bank-csv-card",
      headings.line,
      "The file lists purchases with a card, without a sign: no customer pays there. Export the bank account instead.",
    );
  }
  const writing = decideWriting(rows, columns, options);
  const reader = new RowReader(columns, writing, titles, options.defaults.currency);
  for (const row of rows) reader.push(row);
  if (reader.movements.length === 0) {
    throw new Refusal("bank-csv-empty", headings.line, "The table holds no movement. Export a period in which something was booked.");
  }
  const accounts = new Map<string, Movement[]>();
  for (const movement of reader.movements) {
    const key = `${movement.account}\n${movement.currency}`;
    const known = accounts.get(key);
    if (known) known.push(movement);
    else accounts.set(key, [movement]);
  }
  const out = new StatementStream();
  for (const account of accounts.values()) {
    const movements = withFees(account);
    writeStatement(out, movements, columns, endsOf(movements, accounts.size === 1 ? titles : null, writing));
    const batch = out.take();
    if (batch) yield batch;
  }
  const batch = out.take(true);
  if (batch) yield batch;
}

/** Where the balances follow only with the fees taken off, they are (Revolut). */
function withFees(movements: readonly Movement[]): readonly Movement[] {
  const followed = followBalances(movements);
  if (!followed || !("brokenAt" in followed) || !movements.some(({ feeMinor = 0n }) => feeMinor > 0n)) return movements;
  const less = movements.map((each) => ({ ...each, amountMinor: each.amountMinor - (each.feeMinor ?? 0n), chargesMinor: each.feeMinor ?? 0n }));
  const again = followBalances(less);
  return again && "brokenAt" in again ? movements : less;
}

interface Ends {
  readonly opening?: Balance;
  readonly closing?: Balance;
}

/** The balances before the first and after the last movement, as the rows tell them, or the titles. @throws Refusal where the rows do not follow one another */
function endsOf(movements: readonly Movement[], titles: Titles | null, { decimal }: Writing): Ends {
  const days = movements.map(({ booked }) => booked).sort();
  const ends = (opening: bigint | null, closing: bigint | null): Ends => ({
    ...(opening !== null && { opening: { day: days[0]!, amountMinor: opening } }),
    ...(closing !== null && { closing: { day: days.at(-1)!, amountMinor: closing } }),
  });
  const followed = followBalances(movements);
  if (followed && "brokenAt" in followed) {
    throw new Refusal(
      "statement-unbalanced",
      followed.brokenAt,
      `The balance on line ${followed.brokenAt} is not the one before with the amounts between them: a movement is missing, or was changed. Export the account again, unchanged.`,
    );
  }
  const { currency } = movements[0]!;
  const titled = (text: string | null | undefined) => {
    const amount = text ? readAmount(text, decimal, currency) : null;
    return typeof amount === "bigint" ? amount : null;
  };
  return ends(titled(titles?.opening) ?? followed?.openingMinor ?? null, titled(titles?.closing) ?? followed?.closingMinor ?? null);
}

function writeStatement(out: StatementStream, movements: readonly Movement[], columns: BankColumns, { opening, closing }: Ends): void {
  const [{ line, account, currency }] = movements as [Movement];
  out.begin({ line, account, currency, kind: "statement", opening });
  for (const movement of movements) {
    for (const transaction of transactionsOf(movement, columns)) if (transaction.amountMinor !== 0n) out.add(transaction);
  }
  out.end(closing);
}
