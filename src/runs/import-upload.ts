import type { Day } from "../core/values/day.ts";
import type { Store } from "../store/database.ts";
import { saveMapping } from "../store/mapping-store.ts";
import { loadCreditor } from "../store/settings-store.ts";
import { defaultsOf } from "./import-creditor.ts";
import { openFiles } from "./import-files.ts";
import { mappingAt } from "./import-preview.ts";
import type { ImportReport } from "./import-report.ts";
import { importFiles } from "./import-run.ts";
import { previewTable } from "./table-preview.ts";

export interface UploadedImport {
  readonly path: string;
  readonly creditor: string;
  readonly asOf: Day;
  readonly by: string;
  /** What the person has confirmed of the columns; undefined: he was not asked. */
  readonly mapping?: unknown;
  readonly partial?: boolean | undefined;
  readonly confirmSettled?: boolean | undefined;
  readonly bankAccount?: string | undefined;
}

/**
 * Imports a file that a person has looked at. What he has confirmed of its columns is kept with it, so that the next file
 * with the same headings needs no question.
 */
export async function importUpload(store: Store, upload: UploadedImport): Promise<ImportReport> {
  const { path, creditor, asOf, partial, confirmSettled, bankAccount } = upload;
  const options = { files: [path], creditor, asOf, partial, confirmSettled, bankAccount };
  const table = upload.mapping === undefined ? null : await confirmedTable(store, upload);
  const report = await importFiles(store, { ...options, ...(table && { mapping: table.mapping }) });
  if (table && !report.refused) {
    const { headingsKey, mapping } = table;
    await saveMapping(store.pool, creditor, { headingsKey, mapping, by: upload.by, on: asOf });
  }
  return report;
}

async function confirmedTable(store: Store, { path, creditor, asOf, mapping: said }: UploadedImport) {
  const own = await loadCreditor(store, creditor);
  const [file] = await openFiles({ files: [path] });
  const { format, source } = file!;
  return format.isTable ? previewTable(source, { defaults: defaultsOf(own, undefined), asOf, mapping: mappingAt(said, source.name) }) : null;
}
