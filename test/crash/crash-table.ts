import { appendFileSync } from "node:fs";

/** One scenario in the table that `npm run crash-test` prints at its end. */
export interface CrashRow {
  readonly scenario: string;
  readonly letters: number;
  /** Moments at which processes were killed with -9. */
  readonly kills: number;
  /** Of the mail server and of the database. */
  readonly restarts: number;
  /** Connections that were broken off before, within and after the message. */
  readonly before: number;
  readonly during: number;
  readonly after: number;
  readonly "4xx": number;
  readonly "5xx": number;
  readonly accepted: number;
  readonly refused: number;
  readonly uncertain: number;
  readonly lost: number;
  readonly doubled: number;
  readonly seconds: number;
}

/** scripts/test.mjs collects the rows of all test files; without it, the row is printed at once. */
export function reportRow(row: CrashRow): void {
  const file = process.env.FIRMLY_CRASH_TABLE;
  if (file) appendFileSync(file, `${JSON.stringify(row)}\n`);
  else
    console.log(
      Object.entries(row)
        .map((entry) => entry.join(" "))
        .join(" | "),
    );
}
