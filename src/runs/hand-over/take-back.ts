import { placedItems } from "../../core/process/placed-items.ts";
import { documentNumbers } from "../../core/ledger/entry.ts";
import { UserError } from "../../core/user-error.ts";
import { resolveAccount } from "../../store/account-store.ts";
import { appendActivities } from "../../store/activity-store.ts";
import type { Store } from "../../store/database.ts";
import { lockAccount } from "../../store/letter-store.ts";
import { inTransaction } from "../../store/transaction.ts";
import { refuseBackdating } from "../backdating.ts";
import type { HandOverOptions } from "./approve.ts";
import { loadHandOver } from "./case.ts";
import { type AccountParty, partyOf } from "../account-party.ts";
import { chosenItems } from "./chosen-items.ts";

/** What was said about which documents. */
export interface SaidOfDocuments extends AccountParty {
  readonly activity: number;
  readonly documents: readonly string[];
}

/**
 * Records that the agency gives items back: those named, or all that it holds. They stand where their third letter left them.
 * @throws UserError `not-placed`, `document-unknown`, `reason-missing`
 */
export async function takeBack(
  store: Store,
  options: HandOverOptions & { readonly reason: string; readonly documents?: readonly string[] },
): Promise<SaidOfDocuments> {
  if (options.reason.trim() === "") throw new UserError("reason-missing", "Say with --reason why it comes back: the next person reads it.");
  return inTransaction(store, async (client) => {
    const account = await resolveAccount(client, options.account);
    await lockAccount(client, account);
    const { decided } = await loadHandOver(client, account, options.asOf);
    await refuseBackdating(client, decided.account.creditor, options);
    const documents = documentNumbers(decided.entries);
    const held = [...placedItems(decided.view.activities).keys()].map((item) => ({ item, document: documents.get(item) ?? "" }));
    if (held.length === 0) throw new UserError("not-placed", `Nothing of account A${account} is placed on ${options.asOf}, so that nothing can come back.`);
    const back = chosenItems(held, options.documents, "placed");
    const happening = { kind: "placement-recalled", items: back.map(({ item }) => item), reason: options.reason.trim() } as const;
    const [activity] = await appendActivities(client, [{ account, happening, happenedOn: options.asOf, knownOn: options.asOf, by: options.by }]);
    return { ...partyOf(decided.account), activity: activity!, documents: back.map(({ document }) => document) };
  });
}

/**
 * Answers what becomes of other overdue items beside placed ones (R18): they are placed too, or dunned from the first letter.
 * @throws UserError `not-asked` where nobody has to answer that
 */
export async function answerBeside(
  store: Store,
  options: HandOverOptions & { readonly answer: "place" | "dun"; readonly documents?: readonly string[] },
): Promise<SaidOfDocuments> {
  return inTransaction(store, async (client) => {
    const account = await resolveAccount(client, options.account);
    await lockAccount(client, account);
    const { decided } = await loadHandOver(client, account, options.asOf);
    await refuseBackdating(client, decided.account.creditor, options);
    const { decision } = decided;
    if (decision.kind !== "task" || decision.task !== "place-or-dun")
      throw new UserError(
        "not-asked",
        `No item of account A${account} waits for this answer on ${options.asOf}: it is asked once another item is overdue beside placed ones.`,
      );
    const named = chosenItems(
      decision.items.map(({ item }) => item),
      options.documents,
      "overdue beside what is placed",
    );
    const happening = { kind: "beside-placed", answer: options.answer, items: named.map(({ item }) => item) } as const;
    const [activity] = await appendActivities(client, [{ account, happening, happenedOn: options.asOf, knownOn: options.asOf, by: options.by }]);
    return { ...partyOf(decided.account), activity: activity!, documents: named.map(({ document }) => document) };
  });
}
