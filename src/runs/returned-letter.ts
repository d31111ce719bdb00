import type { PoolClient } from "pg";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { findAccounts } from "../store/account-store.ts";
import type { Store } from "../store/database.ts";
import { changeState, type Delivery, readDeliveries } from "../store/delivery-store.ts";
import { lockAccount, readLetter } from "../store/letter-store.ts";
import { addReceipt } from "../store/receipt-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { refuseBackdating } from "./backdating.ts";
import { undoUnsent } from "./settle-delivery.ts";

export interface ReturnedLetter {
  /** The letter's id, as its reference and the timeline tell it. */
  readonly letter: string;
  /** By which of its ways it came back; null where it went one way only. */
  readonly channel: string | null;
  readonly detail: string;
  readonly by: string | null;
  readonly asOf: Day;
  readonly backdate?: boolean;
}

/**
 * Records post that came back, or mail that bounced, as a person tells it. A letter that came back on every way was not sent
 * (R4): its charges are taken back, and its steps may be taken again once the address is mended.
 * @throws UserError `letter-unknown`, or `delivery-conflict` where no delivery of it has arrived that way
 */
export async function recordReturned(
  store: Store,
  { letter: id, channel, detail, by, asOf, backdate }: ReturnedLetter,
): Promise<{ readonly account: string; readonly channel: string; readonly sent: boolean }> {
  return inTransaction(store, async (client) => {
    const letter = await readLetter(client, id);
    if (!letter) throw new UserError("letter-unknown", `There is no letter "${id}". \`firmly account\` lists an account's letters with their ids.`);
    await lockAccount(client, letter.account);
    const [row] = await findAccounts(client, [letter.account]);
    await refuseBackdating(client, row!.creditor, { asOf, ...(backdate && { backdate }) });
    const arrived = (await readDeliveries(client, id)).filter(({ state }) => state === "accepted");
    const delivery = channel === null && arrived.length === 1 ? arrived[0] : arrived.find((each) => each.channel === channel);
    if (!delivery) throw conflict(id, channel, arrived);
    const sent = await comeBack(client, delivery, { detail, raw: detail, by, asOf });
    return { account: `A${letter.account}`, channel: delivery.channel, sent };
  });
}

/** What is known of a delivery that came back. `raw`: as it was told, for the proof. */
export interface ComeBack {
  readonly detail: string;
  readonly raw: string;
  /** SHA-256 of the mail that told it. */
  readonly files?: readonly string[];
  readonly by: string | null;
  readonly asOf: Day;
}

/**
 * An accepted delivery came back, in a transaction that has the account locked. Where nothing of its letter is left on the way or at the debtor's,
 * the letter was not sent: its charges are taken back, and its steps may be taken again. False then.
 */
export async function comeBack(client: PoolClient, delivery: Delivery, { detail, raw, files, by, asOf }: ComeBack): Promise<boolean> {
  const { id, letter: letterId, account, channel, recipient } = delivery;
  const state = channel === "email" || channel === "voice" ? "bounced" : "returned";
  await changeState(client, id, "accepted", state, { outcome: state, detail });
  const happening = { kind: "letter-returned", letter: letterId, channel, detail } as const;
  const returned = { account, happening, happenedOn: asOf, knownOn: asOf, by };
  await addReceipt(
    client,
    delivery,
    { outcome: state, recipient, providerId: null, answer: raw, ...(files && { files }) },
    { knownOn: asOf, by, besides: [returned] },
  );
  return !(await undoUnsent(client, letterId, asOf));
}

function conflict(id: string, channel: string | null, arrived: readonly { readonly channel: string }[]): UserError {
  const ways = arrived.map((each) => each.channel);
  if (channel === null && ways.length > 1) return new UserError("delivery-conflict", `Letter ${id} went by ${ways.join(" and ")}: say which came back.`);
  return new UserError(
    "delivery-conflict",
    `Letter ${id} has not gone out${channel === null ? "" : ` by ${channel}`}${ways.length > 0 ? `; it went by ${ways.join(" and ")}` : ""}.`,
  );
}
