import { join } from "node:path";
import type { ReadBatch, ReadOptions } from "../../imports/contract.ts";
import { openFiles } from "../import-files.ts";
import type { FolderFile } from "./still-files.ts";

/**
 * The order in which files that came together are imported, one by one: what is owed, then what was paid, then what came
 * back, then what the bank says. So money finds its invoices, and a bank's statements follow each other.
 */
export async function importOrder(folder: string, files: readonly FolderFile[], as: string | undefined): Promise<FolderFile[]> {
  if (files.length < 2) return [...files];
  const ranked: { file: FolderFile; rank: number; day: string }[] = [];
  for (const file of files) {
    const batch = await firstBatch(join(folder, file.name), as);
    ranked.push({ file, rank: batch ? rankOf(batch) : 0, day: batch?.statements?.[0] ? (batch.statements[0].opening?.day ?? firstBooking(batch)) : "" });
  }
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return ranked
    .sort((a, b) => a.rank - b.rank || byText(a.day, b.day) || a.file.mtimeMs - b.file.mtimeMs || byText(a.file.name, b.file.name))
    .map(({ file }) => file);
}

/** Of what kind a file is does not depend on the settings, but it can be told only where nothing is missing. */
const ANY: ReadOptions = { defaults: { currency: "EUR", termsDays: 30, country: "GB" } };

/** Null: nobody can tell, and the import will say why. */
async function firstBatch(path: string, as: string | undefined): Promise<ReadBatch | null> {
  try {
    const [file] = await openFiles({ files: [path], as });
    const { batches } = await file!.format.read(file!.source, ANY);
    for await (const batch of batches) if (batch.documents.length + batch.debtors.length + (batch.statements?.length ?? 0) > 0) return batch;
  } catch {
    // The import of this file meets the same, and reports it.
  }
  return null;
}

function rankOf({ statements = [], documents }: ReadBatch): number {
  if (statements.length > 0) return 3;
  if (documents.length === 0 || documents.some(({ kind }) => kind === "invoice")) return 0;
  return documents.every(({ kind }) => kind === "return") ? 2 : 1;
}

function firstBooking({ statements = [] }: ReadBatch): string {
  return statements[0]?.transactions[0]?.booked ?? "";
}
