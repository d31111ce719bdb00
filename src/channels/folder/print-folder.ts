import { join } from "node:path";
import type { Message, Receipt } from "../contract.ts";
import { addToPrintList, isListed, PRINT_LIST } from "./print-list.ts";
import { hashOf, isWritten, sweepParts, writeWhole } from "./written-file.ts";

/**
 * Letters on paper, through a folder that is printed: the PDF, and one line in the day's `letters.csv` (delivery, file,
 * SHA-256, recipient, what to enclose). The line is the hand-over: a PDF without its line was not handed over.
 */
export async function writeLetter(message: Message, folder: string): Promise<Receipt> {
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

export async function isHandedOver(message: Message, folder: string): Promise<"accepted" | "not-sent"> {
  const day = join(folder, message.day);
  const [page] = message.files;
  if (page) await sweepParts(day, page.name);
  return page && (await isListed(day, message.deliveryId)) && (await isWritten(day, page)) ? "accepted" : "not-sent";
}
