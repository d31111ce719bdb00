import type { ClientBase } from "pg";
import type { MadeWith } from "./letter-store.ts";

/** A file of a letter as it left, by the hash of its bytes. */
export interface LetterFile {
  readonly name: string;
  readonly mediaType: string;
  readonly hash: string;
}

/** What the letters of an account were made with, by letter; those from before it was kept are not among them. */
export async function lettersMadeWith(client: ClientBase, account: number): Promise<Map<string, MadeWith>> {
  const { rows } = await client.query<{ id: string; made: MadeWith }>(
    "select id, made_with as made from letter where account_id = $1 and made_with is not null",
    [account],
  );
  return new Map(rows.map(({ id, made }) => [id, made]));
}

/** The files of all letters of an account, by letter. */
export async function letterFiles(client: ClientBase, account: number): Promise<Map<string, readonly LetterFile[]>> {
  const { rows } = await client.query<{ letter_id: string; files: LetterFile[] }>("select letter_id, files from delivery where account_id = $1 order by id", [
    account,
  ]);
  const files = new Map<string, readonly LetterFile[]>();
  for (const row of rows) {
    const known = files.get(row.letter_id) ?? [];
    files.set(row.letter_id, [...known, ...row.files.filter((file) => !known.some(({ hash }) => hash === file.hash))]);
  }
  return files;
}
