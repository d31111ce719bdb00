import type { ClientBase } from "pg";

/** A file of a letter as it left, by the hash of its bytes. */
export interface LetterFile {
  readonly name: string;
  readonly mediaType: string;
  readonly hash: string;
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
