import type { PoolClient } from "pg";
import type { ReceiptOutcome } from "../core/process/activity.ts";
import { accountDeliveries, type DeliveryState } from "../store/delivery-store.ts";
import { readReceipts } from "../store/receipt-store.ts";

/** How a delivery stands: its state, or what was heard of it after it was accepted. */
export type Standing = DeliveryState | "delivered" | "replied";

export interface ProvenDelivery {
  readonly id: string;
  readonly letter: string;
  readonly step: string;
  readonly channel: string;
  readonly recipient: string;
  readonly standing: Standing;
  /** What was answered and heard, oldest first. */
  readonly receipts: readonly {
    readonly outcome: ReceiptOutcome;
    /** ISO 8601, UTC. */
    readonly at: string;
    readonly providerId: string | null;
    /** As it came; null once it was erased. */
    readonly answer: string | null;
  }[];
}

/** Every delivery of an account with its proof, oldest first. */
export async function provenDeliveries(client: Pick<PoolClient, "query">, account: number): Promise<ProvenDelivery[]> {
  const receipts = await readReceipts(client, account);
  return (await accountDeliveries(client, account)).map(({ id, letter, step, channel, recipient, state }) => {
    const own = receipts.filter(({ delivery }) => delivery === id);
    const heard = own.map(({ outcome }) => outcome);
    const standing: Standing = state !== "accepted" ? state : heard.includes("replied") ? "replied" : heard.includes("delivered") ? "delivered" : state;
    return {
      id,
      letter,
      step,
      channel,
      recipient,
      standing,
      receipts: own.map(({ outcome, at, providerId, answer }) => ({ outcome, at, providerId, answer })),
    };
  });
}
