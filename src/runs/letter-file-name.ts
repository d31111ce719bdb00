import type { LetterKind } from "../core/letter/answer.ts";

/** Long enough for every real id, short enough for every file system with an ending and a counter behind it. */
const LONGEST = 100;
/** Device names of Windows, also with an ending behind them. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * The name, without ending, under which a letter lies in a folder: `<debtor>-<currency>-<step or kind of answer>`. Where the debtor's id is
 * no safe file name, what is unsafe is replaced and the account's id is appended, so that two debtors never share a file.
 */
export function letterFileName(debtor: string, currency: string, step: LetterKind, account: number): string {
  const safe = debtor
    .replace(/[^A-Za-z0-9._-]/g, "_")
    .replace(/^[.-]+/, "_")
    .slice(0, LONGEST)
    .replace(RESERVED, "_$&");
  const name = `${safe === "" ? "_" : safe}-${currency}-${step}`;
  return safe === debtor ? name : `${name}-A${account}`;
}
