import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { countAccounts } from "../store/account-store.ts";
import type { Store } from "../store/database.ts";
import { approve } from "./approval.ts";
import { deliver, type DeliveryReport } from "./delivery-run.ts";
import { type ImportReport, importFiles } from "./import-run.ts";
import { type ProposalDocument, presentProposal, propose } from "./proposal-run.ts";

export interface WholeRunOptions {
  readonly files: readonly string[];
  readonly out: string;
  readonly asOf: Day;
  readonly creditor?: string | undefined;
  readonly as?: string | undefined;
  readonly map?: string | undefined;
  readonly currency?: string | undefined;
  readonly partial?: boolean | undefined;
  readonly by: string;
  readonly onProgress?: ((stage: string, done: number, of: number) => void) | undefined;
}

/** What `run.json` holds and `firmly run --json` prints. */
export interface WholeRun extends ProposalDocument {
  readonly files: ImportReport["files"];
  readonly deliveries: DeliveryReport["deliveries"];
  readonly held: DeliveryReport["held"];
  /** Accounts that were known before: the decisions are about these too. */
  readonly knownBefore: number;
}

/**
 * Import, proposal, approval of everything that is proposed, and delivery into a folder, once. Nothing leaves: letters
 * become files whatever the creditor's channels are.
 * @throws UserError where the import has problems: no letter is written from half a ledger
 */
export async function wholeRun(store: Store, options: WholeRunOptions): Promise<{ ok: true; run: WholeRun } | { ok: false; files: ImportReport["files"] }> {
  const { files, out, asOf, creditor, onProgress } = options;
  if (files.length === 0) throw new UserError("files-missing", "Name the ledger files to run: firmly run ledger.csv --out letters/.");
  const knownBefore = await countAccounts(store.pool);
  const imported = await importFiles(store, { ...options, files: [...files], onProgress: (done, of) => onProgress?.("import", done, of) });
  if (imported.refused) return { ok: false, files: imported.files };
  const { run } = await propose(store, { asOf, creditor, onProgress: (done, of) => onProgress?.("decide", done, of) });
  await approve(store, run, { all: true, by: options.by, asOf });
  await mkdir(out, { recursive: true });
  const { deliveries, held } = await deliver(store, { run, asOf, outDir: out, onProgress: (done, of) => onProgress?.("letters", done, of) });
  const document: WholeRun = { ...(await presentProposal(store, run)), files: imported.files, deliveries, held, knownBefore };
  await writeFile(join(out, "run.json"), `${JSON.stringify(document, null, 1)}\n`);
  return { ok: true, run: document };
}
