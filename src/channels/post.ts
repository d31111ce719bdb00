import { join } from "node:path";
import { z } from "zod";
import type { Debtor } from "../core/values/party.ts";
import type { Channel, Message, Receipt } from "./contract.ts";
import { addToPrintList, isListed, PRINT_LIST } from "./folder/print-list.ts";
import { hashOf, isWritten, sweepParts, writeWhole } from "./folder/written-file.ts";

const settings = z.object({
  /** The folder that the print room or a print service collects from: one folder a day, with a list of its letters. */
  folder: z.string().min(1),
  /** From handing over to the letterbox (R4). */
  transitBusinessDays: z.number().int().min(0).max(30).default(3),
});
type PostSettings = z.infer<typeof settings>;

/**
 * Letters on paper, through a folder that is printed: the PDF, and one line in the day's `letters.csv` (delivery, file,
 * SHA-256, recipient, what to enclose). The line is the hand-over: a PDF without its line was not handed over.
 */
export default {
  name: "post",
  settings,
  carries: ["pdf"],
  recipient: postalLine,
  arrivesAtOnce: false,
  transitBusinessDays: (post) => post.transitBusinessDays,
  send,
  reconcile,
} satisfies Channel<PostSettings>;

/** Name and address in one line; null where a postman could not find it: no name, or neither street nor town. */
function postalLine(debtor: Debtor): string | null {
  const address = debtor.address;
  if (!address || debtor.name.trim() === "") return null;
  const fields = [address.street, [address.postalCode, address.city].filter(Boolean).join(" "), address.region];
  const block = address.city ? fields : (address.lines ?? []);
  const written = block.map((line) => (line ?? "").replace(/\s+/g, " ").trim()).filter((line) => line !== "");
  if (written.length < 2) return null;
  const country = address.country ?? debtor.country;
  return [debtor.name.replace(/\s+/g, " ").trim(), ...written, ...(country ? [country] : [])].join(", ");
}

async function send(message: Message, { folder }: PostSettings): Promise<Receipt> {
  const day = join(folder, message.day);
  const [page] = message.files;
  if (!page) return { outcome: "refused", detail: "there is no page to print" };
  try {
    await writeWhole(day, page.name, page.bytes);
    const { deliveryId, recipient, enclosures = null } = message;
    if (!(await isListed(day, deliveryId))) await addToPrintList(day, { deliveryId, file: page.name, hash: hashOf(page.bytes), recipient, enclosures });
  } catch (error) {
    return { outcome: "failed", detail: (error as Error).message };
  }
  return { outcome: "accepted", providerId: hashOf(page.bytes), answer: `listed in ${join(message.day, PRINT_LIST)}` };
}

async function reconcile(message: Message, { folder }: PostSettings): Promise<"accepted" | "not-sent"> {
  const day = join(folder, message.day);
  const [page] = message.files;
  if (page) await sweepParts(day, page.name);
  return page && (await isListed(day, message.deliveryId)) && (await isWritten(day, page)) ? "accepted" : "not-sent";
}
