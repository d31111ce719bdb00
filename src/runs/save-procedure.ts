import { parseDocument, isScalar } from "yaml";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { listProcedures, readProcedure } from "../procedures/read.ts";
import type { Store } from "../store/database.ts";
import { noteProcedures } from "../store/decision-store.ts";
import { insertProcedure, lockProcedures, readSavedProcedures } from "../store/procedure-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { refuseBackdating } from "./backdating.ts";
import { loadProcedureBook } from "./procedure-book.ts";

export interface SaveRequest {
  readonly name: string;
  /** The file: YAML or JSON. */
  readonly text: string;
  readonly by: string;
  readonly reason: string;
  readonly asOf: Day;
  readonly backdate?: boolean;
}

export interface SavedAs {
  readonly name: string;
  readonly version: number;
  /** False: the newest version says the same, so that nothing was saved. */
  readonly isNew: boolean;
}

/**
 * Saves a creditor's own procedure as its next version; one that says what the newest version says is not saved again.
 * Accounts are due for review from then on.
 * @throws UserError `procedure-invalid`, `procedure-built-in`, `reason-missing`, `backdated`
 */
export async function saveProcedure(store: Store, request: SaveRequest): Promise<SavedAs> {
  const { name, text, by, asOf } = request;
  refuseName(name);
  const reason = request.reason.trim();
  if (reason === "") throw new UserError("reason-missing", 'Say why the procedure is as it is: --reason "longer times, agreed with sales".');
  readProcedure(text, name);
  return inTransaction(store, async (client) => {
    await lockProcedures(client);
    const newest = (await readSavedProcedures(client, name)).at(-1);
    if (newest && withVersion(newest.body, 1) === withVersion(text, 1)) return { name, version: newest.version, isNew: false };
    if (newest && asOf < newest.knownOn) {
      throw new UserError("backdated", `Version ${newest.version} of "${name}" is known from ${newest.knownOn}: save the next one as of that day or later.`);
    }
    await refuseBackdating(client, null, request);
    const version = (newest?.version ?? 0) + 1;
    await insertProcedure(client, { name, version, body: withVersion(text, version), reason, by, knownOn: asOf });
    await noteProcedures(client, (await loadProcedureBook(client, asOf)).mark);
    return { name, version, isNew: true };
  });
}

function refuseName(name: string): void {
  if (!/^[a-z0-9][a-z0-9-]{0,60}$/.test(name)) {
    throw new UserError("procedure-name", `"${name}" cannot be the name of a procedure: small letters, digits and dashes, such as "key-accounts".`);
  }
  if (listProcedures().includes(name)) {
    throw new UserError("procedure-built-in", `"${name}" comes with Firmly and stays as it is: save yours under another name, such as --name ${name}-2.`);
  }
}

/** The text with its version line saying this number; a text without one stays as it is, since Firmly counts. */
function withVersion(text: string, version: number): string {
  const plain = text.replaceAll("\r\n", "\n").trim();
  const written = parseDocument(plain).get("version", true);
  if (!isScalar(written) || !written.range) return `${plain}\n`;
  return `${plain.slice(0, written.range[0])}${version}${plain.slice(written.range[1])}\n`;
}
