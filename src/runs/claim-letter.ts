import { randomBytes } from "node:crypto";
import type { PoolClient } from "pg";
import { generationOf, dunningState } from "../core/process/dunning-state.ts";
import type { LetterItem } from "../core/process/activity.ts";
import type { Approval } from "../store/approval-store.ts";
import { readApproval } from "../store/approval-store.ts";
import type { Store } from "../store/database.ts";
import { type Delivery, insertDelivery, isNameTaken, isUnderWay, lockFolder, readDeliveries } from "../store/delivery-store.ts";
import { accountMark, type Document, hasLetter, insertDocuments, insertLetter, type StoredLetter } from "../store/letter-store.ts";
import { pauseOf } from "../store/pause-store.ts";
import { inRetriedTransaction } from "../store/transaction.ts";
import type { DecidedAccount } from "./decide-accounts.ts";
import { letterFileName } from "./letter-file-name.ts";
import type { DunDecision } from "./letter-facts.ts";

/** A letter that is ready to leave: rendered, checked, not yet written anywhere. */
export interface PreparedLetter {
  /** A person's word for it; null: it answers the debtor, and needs none. */
  readonly approval: Approval | null;
  readonly debtor: string;
  readonly currency: string;
  readonly letter: StoredLetter;
  readonly deliveries: readonly PreparedDelivery[];
  /** What its decision rests on, as `accountMark` told it before deciding. */
  readonly mark: string;
}

export interface PreparedDelivery {
  readonly id: string;
  readonly channel: string;
  readonly recipient: string;
  /** Each with the ending of its name: ".pdf", ".eml". */
  readonly files: readonly (Document & { readonly ending: string })[];
  /** Not handed over, but kept for those who follow a link in it. */
  readonly kept: readonly Document[];
}

/** `stale`: something changed since the decision, decide again. `gone`: another process has taken it. `busy`: another letter to the debtor is under way. `paused`: nothing leaves now. */
export type Claimed = { readonly deliveries: readonly Delivery[] } | "stale" | "gone" | "busy" | "paused";

const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/**
 * Ten characters that are easily told apart, because debtors type them as the payment reference; drawn at random, so that
 * no two installations that use one mail domain ever make the same Message-ID.
 */
export function newLetterId(): string {
  return `L${[...randomBytes(10)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("")}`;
}

/** The items that the letter takes to their steps, each in its generation (R7). */
export function letterItems({ decision, view }: DecidedAccount & { decision: DunDecision }): LetterItem[] {
  const state = dunningState(view);
  return decision.items.map(({ item, step }) => ({ item: item.item, step: step ?? decision.step, generation: generationOf(state, item) }));
}

/**
 * Claims a letter: in one transaction with the debtor's accounts locked, it is made sure that nothing has changed since
 * the decision and that nobody else is at it, and the letter is written with its deliveries as claimed by `holder`.
 */
export async function claimLetter(store: Store, prepared: PreparedLetter, holder: string): Promise<Claimed> {
  const { letter, approval } = prepared;
  try {
    return await inRetriedTransaction(store, async (client) => {
      if (await pauseOf(client, letter.account)) return "paused";
      if ((await accountMark(client, letter.account, true)) !== prepared.mark) return "stale";
      const stopped = approval && (await whyNot(client, letter.account, approval.run));
      if (stopped) return stopped;
      await insertLetter(client, letter);
      for (const delivery of prepared.deliveries) await insertClaim(client, prepared, delivery, holder);
      return { deliveries: await readDeliveries(client, letter.id) };
    });
  } catch (error) {
    // The unique constraints are the last fence: whoever was there first has it.
    if ((error as { code?: string }).code === "23505") return "gone";
    throw error;
  }
}

async function whyNot(client: PoolClient, account: number, run: number): Promise<"gone" | "busy" | null> {
  const standing = await readApproval(client, account, run);
  if (standing?.state !== "approved" || (await hasLetter(client, account, run))) return "gone";
  return (await isUnderWay(client, account)) ? "busy" : null;
}

async function insertClaim(client: PoolClient, prepared: PreparedLetter, delivery: PreparedDelivery, holder: string): Promise<void> {
  const { letter } = prepared;
  await insertDocuments(client, [...delivery.files, ...delivery.kept]);
  const name = await fileName(client, prepared, delivery);
  const files = delivery.files.map(({ ending, mediaType, hash }) => ({ name: `${name}${ending}`, mediaType, hash }));
  await insertDelivery(
    client,
    { id: delivery.id, letter: letter.id, account: letter.account, channel: delivery.channel, recipient: delivery.recipient, files },
    holder,
    letter.sentOn,
  );
}

/** In a folder of the user's, a name of an earlier letter is never written over: a later one is told apart by its account, then by its day. */
async function fileName(client: PoolClient, { letter, debtor, currency }: PreparedLetter, delivery: PreparedDelivery): Promise<string> {
  const plain = letterFileName(debtor, currency, letter.step, letter.account);
  if (delivery.channel !== "outbox") return `${plain}-${letter.id}`;
  await lockFolder(client, delivery.recipient);
  const suffix = `-A${letter.account}`;
  const named = plain.endsWith(suffix) ? plain : `${plain}${suffix}`;
  for (const name of [plain, named, `${named}-${letter.sentOn}`]) {
    if (!(await isNameTaken(client, delivery.recipient, `${name}${delivery.files[0]!.ending}`))) return name;
  }
  return `${named}-${letter.id}`;
}
