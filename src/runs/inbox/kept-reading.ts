import { UserError } from "../../core/user-error.ts";
import type { ReadMail } from "../../inbox/contract.ts";
import { type InboundMail, readInboundMail } from "../../store/inbox-store.ts";

/** What was read in a message when it came in; of attachments all but their bytes. */
export interface KeptReading extends Omit<ReadMail, "attachments"> {
  readonly attachments: readonly { readonly name: string; readonly mediaType: string; readonly size: number }[];
}

export type KeptMail = Omit<InboundMail, "reading"> & { readonly reading: KeptReading };

export function keptMail(mail: InboundMail): KeptMail {
  return { ...mail, reading: mail.reading as KeptReading };
}

/** The message of a number such as "M12". @throws UserError `message-unknown` */
export async function findMail(client: Parameters<typeof readInboundMail>[0], id: string): Promise<KeptMail> {
  const number = /^M?([1-9]\d{0,14})$/i.exec(id.trim())?.[1];
  const mail = number === undefined ? null : await readInboundMail(client, Number(number));
  if (!mail) throw new UserError("message-unknown", `The inbox has no message "${id}". \`firmly inbox list\` lists them with their numbers.`);
  return keptMail(mail);
}
