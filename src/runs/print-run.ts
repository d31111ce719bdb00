import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { addToBatches, type PrintEntry, readBatches, readPrintList } from "../channels/folder/print-list.ts";
import { writeWhole } from "../channels/folder/written-file.ts";
import { UserError } from "../core/user-error.ts";
import { findWindowProfile, WINDOW_PROFILES } from "../core/letter/window-profiles.ts";
import type { Day } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import { chooseLanguage } from "../languages/read.ts";
import { renderCover, renderTestPrint } from "../letters/pdf.ts";
import { type EnvelopeClass, envelopeClass, openLetter, paperOf, PrintBatch, sheetsOf } from "../letters/print-batch.ts";
import type { PrintCover } from "../letters/print-pages.ts";
import { type Wording, wordingOf } from "../letters/wording.ts";
import type { Store } from "../store/database.ts";
import { lockFolder } from "../store/delivery-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { rootOf } from "./delivery-plan.ts";

export interface PrintReport {
  readonly day: Day;
  readonly folder: string;
  readonly batches: readonly {
    readonly file: string;
    readonly envelope: EnvelopeClass;
    readonly letters: number;
    readonly pages: number;
    readonly sheets: number;
  }[];
  /** Listed, and not as it was handed over: left out until it is there again. */
  readonly missing: readonly string[];
  /** In a batch, but no PDF/A: it holds signs that no font at hand knows, or lacks a picture. To be looked at before it is posted. */
  readonly flawed: readonly string[];
  /** Letters that an earlier batch of the day holds. */
  readonly before: number;
}

/**
 * Puts the letters that were handed over on a day into one file per envelope, each with a cover. Letters that an earlier
 * batch holds are left out, so that none is printed twice; where nothing is new, nothing is written. A batch counts once it
 * is noted in `batches.csv`: cut off before that, the next run writes the same file again.
 */
export function printDay(store: Store, creditor: Creditor, day: Day, duplex: boolean): Promise<PrintReport> {
  const { post } = creditor.channels;
  if (!post)
    throw new UserError("post-missing", `Letters of ${creditor.id} go to no print folder: set channels.post.folder with "firmly settings apply FILE" first.`);
  if (!("folder" in post))
    throw new UserError(
      "post-missing",
      `Letters of ${creditor.id} are printed and posted by ${post.provider === "lob" ? "Lob" : "Pingen"}: there is no folder to print.`,
    );
  const root = isAbsolute(post.folder) ? post.folder : resolve(rootOf(store), post.folder);
  // Two that print at once would both take the same letters.
  return inTransaction(store, async (client) => {
    await lockFolder(client, root);
    return printFolder(join(root, day), creditor, day, duplex);
  });
}

export async function printFolder(folder: string, creditor: Pick<Creditor, "name" | "language" | "country">, day: Day, duplex: boolean): Promise<PrintReport> {
  const batched = await readBatches(folder);
  const listed = await readPrintList(folder);
  const fresh = listed.filter(({ deliveryId }) => !batched.has(deliveryId));
  const wording = wordingOf(chooseLanguage([creditor.language]), creditor.country);
  const missing: string[] = [];
  const flawed: string[] = [];
  const open = new Map<EnvelopeClass, PrintBatch>();
  for (const [index, entry] of fresh.entries()) {
    const bytes = await readWhole(folder, entry);
    if (!bytes) {
      missing.push(entry.file);
      continue;
    }
    if (!bytes.includes("<pdfaid:part>")) flawed.push(entry.file);
    const letter = await openLetter(bytes);
    const envelope = envelopeClass(paperOf(letter), sheetsOf(letter.getPageCount(), duplex));
    const batch = open.get(envelope) ?? (await PrintBatch.start(duplex));
    open.set(envelope, batch);
    await batch.add(index, letter);
  }
  const batches: PrintReport["batches"][number][] = [];
  for (const [envelope, batch] of open) {
    const file = nextName(envelope, new Set(batched.values()));
    const letters = batch.letters.map((one) => ({ ...one, entry: fresh[one.index]! }));
    await writeWhole(folder, file, await batch.finish(await coverOf(letters, { wording, day, creditor: creditor.name, envelope }, duplex), day));
    await addToBatches(
      folder,
      file,
      letters.map(({ entry }) => entry.deliveryId),
    );
    batches.push({ file, envelope, letters: letters.length, pages: total(letters, "pages"), sheets: total(letters, "sheets") });
  }
  return { day, folder, batches, missing, flawed, before: listed.length - fresh.length };
}

function total(letters: readonly { readonly pages: number; readonly sheets: number }[], of: "pages" | "sheets"): number {
  return letters.reduce((sum, letter) => sum + letter[of], 0);
}

/** The letter as it was handed over; null where the file is gone or another. */
async function readWhole(folder: string, { file, hash }: PrintEntry): Promise<Buffer | null> {
  const bytes = await readFile(join(folder, file)).catch(() => null);
  return bytes && createHash("sha256").update(bytes).digest("hex") === hash ? bytes : null;
}

function nextName(envelope: EnvelopeClass, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const name = `batch-${envelope}-${number}.pdf`;
    if (!taken.has(name)) return name;
  }
}

/** The pages that a cover takes move the letters behind it: it is set again once their number is known. */
async function coverOf(
  letters: readonly { readonly from: number; readonly pages: number; readonly sheets: number; readonly entry: PrintEntry }[],
  facts: Pick<PrintCover, "wording" | "day" | "creditor" | "envelope">,
  duplex: boolean,
): Promise<Uint8Array> {
  const behind = (pages: number): Promise<Uint8Array> =>
    renderCover({
      ...facts,
      letters: letters.map(({ from, pages: count, sheets, entry }) => ({
        recipient: entry.recipient,
        reference: entry.deliveryId.replace(/-post$/, ""),
        fromPage: pages + from + 1,
        pages: count,
        sheets,
        enclosures: entry.enclosures,
      })),
    });
  const first = await openLetter(await behind(0));
  const pages = first.getPageCount();
  return behind(duplex ? pages + (pages % 2) : pages);
}

/** A page to try a printer and an envelope with. */
export function testPrint(profile: string, language: string | null): Promise<Uint8Array> {
  const found = findWindowProfile(profile);
  if (!found)
    throw new UserError("profile-unknown", `There is no window profile "${profile}": take one of ${WINDOW_PROFILES.map(({ name }) => name).join(", ")}.`);
  const wording: Wording = wordingOf(chooseLanguage([language]), null);
  return renderTestPrint(found, wording);
}
