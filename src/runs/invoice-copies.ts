import { isAnswerKind, type SentNotice } from "../core/letter/answer.ts";
import { stepRank } from "../core/process/procedure.ts";
import type { Creditor } from "../core/values/party.ts";
import type { Store } from "../store/database.ts";
import { findCopies, type InvoiceCopy } from "../store/invoice-copy-store.ts";

/** More and larger mails are refused by many a mail server, once everything is encoded. Of all copies of one mail together. */
export const MOST_COPY_BYTES = 8 * 1024 * 1024;
const MOST_COPIES = 10;

/** A file that goes with a mail, and the numbers of the invoices that it shows. */
export interface ChosenCopy {
  readonly hash: string;
  readonly documents: readonly string[];
}

/** The copies that go with a letter's mail, in the letter's order: from the first letter on, those that the ledger has, as far as there is room. */
export async function chooseCopies(store: Store, account: number, notice: SentNotice, { channels: { email } }: Creditor): Promise<ChosenCopy[]> {
  if ("answer" in notice || isAnswerKind(notice.step)) return [];
  if (email?.invoiceCopies === "never" || stepRank(notice.step) < stepRank("first")) return [];
  const own = notice.items.filter(({ plan }) => plan === null);
  return withinLimits(
    own,
    await findCopies(
      store.pool,
      account,
      own.map(({ item }) => item),
    ),
  );
}

/** One that is too large leaves its room to those after it. */
export function withinLimits(items: readonly { readonly item: number; readonly document: string }[], copies: readonly InvoiceCopy[]): ChosenCopy[] {
  const byItem = new Map(copies.map((copy) => [copy.item, copy]));
  const chosen = new Map<string, Set<string>>();
  let left = MOST_COPY_BYTES;
  for (const { item, document } of items) {
    const copy = byItem.get(item);
    if (!copy) continue;
    const shown = chosen.get(copy.hash);
    if (shown) shown.add(document);
    else if (chosen.size < MOST_COPIES && copy.size <= left) {
      chosen.set(copy.hash, new Set([document]));
      left -= copy.size;
    }
  }
  return [...chosen].map(([hash, documents]) => ({ hash, documents: [...documents] }));
}
