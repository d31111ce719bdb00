import { isAbsolute, relative, resolve } from "node:path";
import { z } from "zod";
import type { Channel, Message, Receipt } from "./contract.ts";
import { hashOf, isWritten, sweepParts, writeWhole } from "./folder/written-file.ts";

const settings = z.object({
  /** The folder that takes the files; made when it is missing. */
  folder: z.string().min(1),
  /** The data folder. What lies in it is remembered relative to it, so that it can be moved. */
  root: z.string().min(1),
});
type OutboxSettings = z.infer<typeof settings>;

/**
 * Writes the letter into a folder, as PDF and as e-mail, and nothing leaves the house. Delivered when written (R4).
 * The recipient is the folder, so every debtor can be reached, and a crash leaves no doubt: the files are there or not.
 */
export default {
  name: "outbox",
  settings,
  carries: ["pdf", "email"],
  recipient: (_debtor, { folder, root }) => {
    const inside = relative(root, resolve(root, folder));
    return inside.startsWith("..") || isAbsolute(inside) ? resolve(root, folder) : inside;
  },
  arrivesAtOnce: false,
  transitBusinessDays: () => 0,
  send,
  reconcile,
} satisfies Channel<OutboxSettings>;

async function send(message: Message, { root }: OutboxSettings): Promise<Receipt> {
  try {
    for (const file of message.files) await writeWhole(resolve(root, message.recipient), file.name, file.bytes);
  } catch (error) {
    // A full disk or a folder that may not be written: mended by a person, and then tried again.
    return { outcome: "failed", detail: (error as Error).message };
  }
  return { outcome: "accepted", providerId: hashOf(message.files[0]!.bytes), answer: "written" };
}

async function reconcile(message: Message, { root }: OutboxSettings): Promise<"accepted" | "not-sent"> {
  const folder = resolve(root, message.recipient);
  for (const { name } of message.files) await sweepParts(folder, name);
  for (const file of message.files) if (!(await isWritten(folder, file))) return "not-sent";
  return "accepted";
}
