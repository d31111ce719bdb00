import type { PoolClient } from "pg";
import { UserError } from "../core/user-error.ts";
import { takeTurns } from "../store/turn-store.ts";

/** So many trials a minute, of which a few may follow each other at once: servers lock out who signs in wrongly too often. */
const PER_MINUTE = 6;
const AHEAD_SECONDS = 40;

/** One trial of a creditor's, in the caller's transaction. @throws UserError `trial-too-soon` */
export async function takeTrial(client: PoolClient, creditor: string): Promise<void> {
  const wait = await takeTurns(client, [{ key: `trial ${creditor}`, perMinute: PER_MINUTE }], AHEAD_SECONDS);
  if (wait > AHEAD_SECONDS)
    throw new UserError("trial-too-soon", `Nothing was tried: it was tried several times just now. Try again in ${Math.ceil(wait - AHEAD_SECONDS)} seconds.`);
}
