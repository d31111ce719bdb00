import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { countAccounts } from "../store/account-store.ts";
import type { Store } from "../store/database.ts";
import { approve } from "./approval.ts";
import { deliver, type DeliveryReport } from "./delivery-run.ts";
import type { ImportReport } from "./import-report.ts";
import { importFiles } from "./import-run.ts";
import { type EarlierRun, readEarlierRun, withOutFolder, writeRun } from "./out-folder.ts";
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

/** What `firmly run --json` prints. `run.json` holds the same, with what was delivered into the folder before. */
export interface WholeRun extends ProposalDocument {
  readonly files: ImportReport["files"];
  readonly deliveries: DeliveryReport["deliveries"];
  readonly held: DeliveryReport["held"];
  /** Accounts that were known before: the decisions are about these too. */
  readonly knownBefore: number;
}

/**
 * Import, proposal, approval of everything that is proposed, and delivery into a folder, once. Nothing leaves: letters
 * become files whatever the creditor's channels are. `ok: false` where the import has problems: no letter is written
 * from half a ledger.
 * @throws UserError where a file or the folder cannot be used, before anything is done
 */
export async function wholeRun(store: Store, options: WholeRunOptions): Promise<{ ok: true; run: WholeRun } | { ok: false; report: ImportReport }> {
  const { files, out, asOf } = options;
  if (files.length === 0) throw new UserError("files-missing", "Name the ledger files to run: firmly run ledger.csv --out letters/.");
  return withOutFolder(out, async () => {
    const before = await readEarlierRun(out);
    const knownBefore = await countAccounts(store.pool);
    const progress = (done: number, of: number) => options.onProgress?.("import", done, of);
    const imported = await importFiles(store, { ...options, files: [...files], onProgress: progress });
    if (imported.refused) return { ok: false, report: imported };
    const run: WholeRun = { ...(await sendAll(store, options)), files: imported.files, knownBefore };
    await writeRun(out, withEarlier(run, before, asOf));
    return { ok: true, run };
  });
}

async function sendAll(store: Store, { out, asOf, creditor, by, onProgress }: WholeRunOptions): Promise<Omit<WholeRun, "files" | "knownBefore">> {
  const { run } = await propose(store, { asOf, creditor, onProgress: (done, of) => onProgress?.("decide", done, of) });
  await approve(store, run, { all: true, by, asOf });
  const { deliveries, held } = await deliver(store, { run, asOf, outDir: out, onProgress: (done, of) => onProgress?.("letters", done, of) });
  return { ...(await presentProposal(store, run)), deliveries, held };
}

/** A second run of a day delivers nothing again: what the first one delivered stays in run.json, told apart from other days. */
function withEarlier(run: WholeRun, before: EarlierRun | null, asOf: Day): object {
  if (!before) return run;
  const known = new Set(run.deliveries.map(({ id }) => id));
  // Another data folder may have written the same letters anew: what its files have replaced is no longer there.
  const written = new Set(run.deliveries.flatMap(({ files }) => files));
  const stands = ({ id, files }: EarlierRun["deliveries"][number]) => !known.has(id) && !files?.some((file) => written.has(file));
  const kept = before.deliveries.filter(stands);
  const isSameDay = before.asOf === asOf;
  const earlier = [...before.earlier.filter(stands), ...(isSameDay ? [] : kept)];
  return { ...run, deliveries: [...(isSameDay ? kept : []), ...run.deliveries], ...(earlier.length > 0 && { earlier }) };
}
