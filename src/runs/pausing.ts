import { UserError } from "../core/user-error.ts";
import type { Store } from "../store/database.ts";
import { lockPauses, type Pause, readPauses, recordPause } from "../store/pause-store.ts";
import { type Rest, readRests } from "../store/rest-store.ts";
import { loadCreditor } from "../store/settings-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { resumeJobs } from "./delivery-jobs.ts";
import { prepareQueue } from "./worker.ts";

/** What keeps letters from leaving that is not about any of them. */
export interface Sending {
  readonly pauses: readonly Pause[];
  /** Channels that fail as a whole. */
  readonly rests: readonly Rest[];
}

export async function readSending(store: Store): Promise<Sending> {
  return { pauses: await readPauses(store.pool), rests: await readRests(store.pool, null) };
}

export interface PauseRequest {
  /** Null: everything. */
  readonly creditor: string | null;
  readonly by: string;
}

/**
 * Stops what leaves: nothing more is claimed or handed over, what is on its way is settled. Saying it again changes nothing but the reason.
 * @throws UserError `creditor-unknown`, `reason-missing`
 */
export async function pauseSending(store: Store, { creditor, by, reason }: PauseRequest & { readonly reason: string }): Promise<readonly Pause[]> {
  if (reason.trim() === "") throw new UserError("reason-missing", "Say why nothing is to be sent: others will want to know.");
  if (creditor !== null) await loadCreditor(store, creditor);
  return inTransaction(store, async (client) => {
    await lockPauses(client);
    await recordPause(client, creditor, true, reason.trim(), by);
    return readPauses(client);
  });
}

/**
 * Lets letters leave again. Returns the pauses that still hold: that of everything does not end those of single creditors.
 * @throws UserError `not-paused`
 */
export async function resumeSending(store: Store, { creditor, by }: PauseRequest): Promise<readonly Pause[]> {
  await prepareQueue(store);
  return inTransaction(store, async (client) => {
    await lockPauses(client);
    const standing = await readPauses(client);
    if (!standing.some((pause) => pause.creditor === creditor)) throw notPaused(creditor, standing);
    await recordPause(client, creditor, false, null, by);
    await resumeJobs(client);
    return readPauses(client);
  });
}

function notPaused(creditor: string | null, standing: readonly Pause[]): UserError {
  const others = standing.map((pause) => (pause.creditor === null ? "firmly resume" : `firmly resume --creditor ${pause.creditor}`));
  const hint = others.length > 0 ? ` What is paused is resumed by: ${others.join("; ")}.` : "";
  return new UserError("not-paused", `Sending ${creditor === null ? "" : `for ${creditor} `}is not paused.${hint}`);
}
