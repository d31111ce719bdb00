import type { PoolClient } from "pg";
import type { Day } from "../core/values/day.ts";
import { formatMinor } from "../core/values/money.ts";
import type { StagedStatement } from "./bank-store.ts";
import { savePostedThrough } from "./decision-store.ts";
import type { StageProblem } from "./ledger-documents.ts";

/** The statement before another one, of the same account. */
export interface KnownStatement {
  readonly number: string | null;
  readonly closing_on: Day;
  readonly closing: bigint;
}

export async function lastClosing(
  client: PoolClient,
  creditor: string,
  { account, currency, kind, opening, closing }: StagedStatement,
): Promise<KnownStatement | null> {
  if (kind !== "statement" || !opening || !closing) return null;
  const { rows } = await client.query<KnownStatement>(
    `select number, closing_on, closing from bank_statement
     where creditor = $1 and account = $2 and currency = $3 and kind = 'statement' and closing_on < $4 and closing is not null order by closing_on desc, id desc limit 1`,
    [creditor, account, currency, closing.day],
  );
  return rows[0] ?? null;
}

/** A statement that does not go on where the one before ended: what lies between has not been seen. */
export function gapBefore(statement: StagedStatement, before: KnownStatement | null): StageProblem[] {
  const { file, line, account, currency, opening } = statement;
  if (!before || !opening) return [];
  if (before.closing === opening.amountMinor) return numberGap(statement, before);
  const [ended, begins] = [formatMinor(before.closing, currency), formatMinor(opening.amountMinor, currency)];
  const between = before.number && statement.number ? ` (no. ${before.number} and no. ${statement.number})` : "";
  return [
    {
      file,
      line,
      code: "statement-gap",
      severity: "warning",
      message: `A statement of ${account} is missing${between}: the one before ended on ${before.closing_on} at ${ended} ${currency}, this one begins at ${begins}. Import what lies between; until then payments of this account are known through ${before.closing_on} only. If nothing is missing, say so: firmly posted --bank-account ${account} --through DAY --by PERSON.`,
    },
  ];
}

/** Balances that agree tell that no money is missing; a statement in between may be missing all the same. */
function numberGap({ file, line, account, number }: StagedStatement, before: KnownStatement): StageProblem[] {
  const [last, next] = [sequenceOf(before.number), sequenceOf(number)];
  // Series begin anew every year, or go on with the next page of the same number.
  if (last === null || next === null || next <= last + 1) return [];
  const missing = next === last + 2 ? `${last + 1}` : `${last + 1} to ${next - 1}`;
  return [
    {
      file,
      line,
      code: "statement-gap",
      severity: "warning",
      message: `Statement no. ${missing} of ${account} is missing. The balances agree, so that what it moved, if anything, came to nothing; import it if there was one.`,
    },
  ];
}

/** "00015/001" is the fifteenth of its series. */
function sequenceOf(number: string | null | undefined): number | null {
  const digits = /^\D{0,5}(\d{1,9})/.exec(number ?? "")?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Moves the day up to which an account's payments are known to where its statements, without a gap, have come. */
export async function movePostedThrough(client: PoolClient, creditor: string, account: string, asOf: Day): Promise<void> {
  const { rows } = await client.query<{ through: Day | null }>("select max(through) as through from posted_through where creditor = $1 and bank_account = $2", [
    creditor,
    account,
  ]);
  const before = rows[0]!.through;
  const told = await closingsThrough(client, creditor, account, before);
  const through = told !== null && told > asOf ? asOf : told;
  if (through === null || (before !== null && through <= before)) return;
  await savePostedThrough(client, { creditor, bankAccount: account, through, by: null, asOf });
}

/**
 * The day up to which an account's statements follow each other without a gap: its payments are known until then. A day that
 * a person has stated bridges what lies before it. Null where no statement with both balances is there.
 */
async function closingsThrough(client: PoolClient, creditor: string, account: string, stated: Day | null): Promise<Day | null> {
  const { rows } = await client.query<{ opening_on: Day | null; opening: bigint | null; closing_on: Day; closing: bigint }>(
    `select opening_on, opening, closing_on, closing from bank_statement
     where creditor = $1 and account = $2 and kind = 'statement' and closing is not null order by closing_on, opening_on, id`,
    [creditor, account],
  );
  let through: Day | null = stated;
  let last: bigint | null = null;
  for (const row of rows) {
    const follows = last === null || row.opening === null || row.opening === last || (stated !== null && (row.opening_on ?? row.closing_on) <= stated);
    if (!follows) continue;
    last = row.closing;
    if (through === null || row.closing_on > through) through = row.closing_on;
  }
  return last === null ? null : through;
}
