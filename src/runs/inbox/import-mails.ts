import type { Day } from "../../core/values/day.ts";
import type { Store } from "../../store/database.ts";
import { todayFor } from "../clock.ts";
import { findCreditor } from "../settings.ts";
import { mailsOf } from "./mail-files.ts";
import { type Taken, takeMail } from "./take-mail.ts";

export interface MailImport {
  /** A message (.eml), a folder of them, or an mbox file. */
  readonly files: readonly string[];
  /** Undefined: the only one. */
  readonly creditor: string | undefined;
  /** Undefined: the creditor's today. */
  readonly today: Day | undefined;
}

/** Takes messages from files, as if they had come in by mail, each once. @throws UserError `file-unreadable` */
export async function importMails(store: Store, { files, creditor: named, today }: MailImport): Promise<Taken[]> {
  // Mail is about what is there already: unlike a ledger it makes no creditor.
  const creditor = await findCreditor(store, named);
  const day = today ?? (await todayFor(store, creditor));
  const taken: Taken[] = [];
  for await (const { bytes, isWhole } of mailsOf(files)) taken.push(await takeMail(store, { creditor, bytes, isWhole, today: day }));
  return taken;
}
