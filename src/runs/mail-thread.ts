import type { SentNotice } from "../core/letter/answer.ts";
import type { Day } from "../core/values/day.ts";
import type { Store } from "../store/database.ts";
import { earlierMails } from "../store/mail-thread-store.ts";

/** Mail programs follow the newest ones; a head must not grow without end. */
const MOST_REFERENCES = 20;

/** Message-IDs of the account's earlier mails about what this letter is about, oldest first, as they stood in the mails that left. */
export async function earlierMessageIds(store: Store, account: number, notice: SentNotice): Promise<string[]> {
  const heads = await earlierMails(store.pool, account, aboutOf(notice), MOST_REFERENCES);
  return heads.flatMap((head) => messageIdOf(new TextDecoder("latin1").decode(head)) ?? []);
}

function aboutOf(notice: SentNotice): { readonly documents: readonly string[]; readonly day: Day | null } {
  if (!("answer" in notice)) return { documents: notice.items.flatMap(({ document, plan }) => [document, ...(plan?.documents ?? [])]), day: null };
  const { answer } = notice;
  if (answer.kind === "correction") return { documents: [], day: answer.corrected.sentOn };
  return { documents: answer.kind === "confirm-dispute" ? [answer.document] : answer.documents, day: null };
}

function messageIdOf(mail: string): string | null {
  const head = mail.split(/\r?\n\r?\n/, 1)[0]!;
  return /^Message-ID:\s*(<[^<>\s]+>)/im.exec(head)?.[1] ?? null;
}
