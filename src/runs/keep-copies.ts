import { readFile } from "node:fs/promises";
import type { PoolClient } from "pg";
import { noteCopies } from "../store/invoice-copy-store.ts";
import { insertDocuments } from "../store/letter-store.ts";
import { MOST_COPY_BYTES } from "./invoice-copies.ts";
import type { OpenedFile } from "./import-files.ts";
import type { ReadFile } from "./import-stage.ts";
import { keptDocument } from "./kept-document.ts";

/** Keeps the files of an import that are invoices as people read them, once its rows are booked: one after the other, in bounded memory. */
export async function keepCopies(client: PoolClient, creditor: string, files: readonly OpenedFile[], read: readonly ReadFile[]): Promise<void> {
  for (const [index, { path, size, format }] of files.entries()) {
    // What no mail could carry would lie in the database for nothing.
    if (!format.keptAs || size > MOST_COPY_BYTES) continue;
    const document = keptDocument(format.keptAs, await readFile(path));
    // Exchanged since it was read: it may show another invoice.
    if (document.hash !== read[index]!.hash) continue;
    await insertDocuments(client, [document]);
    await noteCopies(client, creditor, index + 1, document.hash);
  }
}
