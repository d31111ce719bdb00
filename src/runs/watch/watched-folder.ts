import { join } from "node:path";
import { UserError } from "../../core/user-error.ts";
import type { Day } from "../../core/values/day.ts";
import type { Store } from "../../store/database.ts";
import type { ImportReport } from "../import-report.ts";
import { type Claim, claimFile, leftClaims, putBack, takeUp } from "./claim.ts";
import { importOrder } from "./import-order.ts";
import { putAside } from "./put-aside.ts";
import { listFiles, StillFiles } from "./still-files.ts";
import { importClaimed, type WatchedOptions } from "./watched-import.ts";
import { reasonOf, reasonText, reportDocument, type WatchedFile } from "./watch-report.ts";

export interface Pace {
  /** Milliseconds between two looks into the folder. */
  readonly pollMs: number;
  /** A file whose size and time have not changed for so long is whole. */
  readonly stillMs: number;
  /** What failed is tried again after so long. */
  readonly retryMs: number;
}

export interface Watching {
  readonly store: Store;
  readonly options: WatchedOptions;
  readonly asOf: () => Promise<Day>;
  readonly pace: Pace;
  /** Ends a round after the file at hand. */
  readonly signal: AbortSignal;
  readonly say: (message: string) => void;
  readonly onFile: (file: WatchedFile) => void;
}

interface Waiting {
  readonly until: number;
  /** Takes up the claim as it is, where the failure was not the file's. */
  readonly counted: boolean;
}

/** A file that is imported, but could not be moved yet: it is only moved the next time. */
interface Undone {
  readonly claim: Claim;
  readonly report: ImportReport;
  readonly outcome: WatchedFile["outcome"];
  readonly day: Day;
}

/** A folder whose files are imported as they come, one by one. Only one process at a time may follow it. */
export class WatchedFolder {
  readonly folder: string;
  readonly #watching: Watching;
  readonly #still: StillFiles;
  readonly #waiting = new Map<string, Waiting>();
  readonly #undone = new Map<string, Undone>();
  #trouble = "";

  constructor(folder: string, watching: Watching) {
    this.folder = folder;
    this.#watching = watching;
    this.#still = new StillFiles(watching.pace.stillMs);
  }

  /** Looks once into the folder, and imports what is whole. Trouble with the folder is told once, and the next round tries again. */
  async round(now = performance.now()): Promise<void> {
    try {
      const still = this.#still.look(await listFiles(this.folder), now);
      for (const undone of this.#undone.values()) await this.#settle(undone);
      for (const claim of await leftClaims(this.folder)) await this.#takeUpLeft(claim, now);
      if (still.length > 0) {
        for (const { name } of await importOrder(this.folder, still, this.#watching.options.as)) {
          if (this.#watching.signal.aborted) return;
          const claim = await claimFile(this.folder, name);
          if (claim) await this.#import(claim, now);
        }
      }
      this.#trouble = "";
    } catch (error) {
      this.#complain(explainTrouble(this.folder, error));
    }
  }

  async #takeUpLeft(left: Claim, now: number): Promise<void> {
    const waiting = this.#waiting.get(left.id);
    if (this.#watching.signal.aborted || this.#undone.has(left.id) || (waiting && waiting.until > now)) return;
    this.#waiting.delete(left.id);
    await this.#import(waiting && !waiting.counted ? left : await takeUp(this.folder, left), now);
  }

  async #import(claim: Claim, now: number): Promise<void> {
    const { store, asOf, options, pace, say } = this.#watching;
    const day = await asOf();
    const ended = await importClaimed(store, this.folder, claim, day, options);
    if (ended.kind === "unfinished") await putBack(this.folder, claim);
    else if (ended.kind === "failed") {
      this.#waiting.set(claim.id, { until: now + pace.retryMs, counted: ended.counted });
      say(`${join(this.folder, claim.name)} could not be imported and will be tried again: ${ended.message}`);
    } else await this.#settle({ claim, report: ended.report, outcome: ended.kind, day });
  }

  async #settle(undone: Undone): Promise<void> {
    const { claim, report, outcome, day } = undone;
    this.#undone.set(claim.id, undone);
    const reason = (path: string) => reasonOf(report, path, this.#watching.options.partial ?? false);
    const reports = (path: string) => {
      const why = reason(path);
      return { json: reportDocument(report), words: why === null ? null : reasonText(claim.name, day, why) };
    };
    const { path, unwritten } = await putAside(this.folder, claim, { outcome, day, reports });
    this.#undone.delete(claim.id);
    if (unwritten) this.#watching.say(`${path}: its report could not be written: ${unwritten.message}`);
    this.#watching.onFile({ file: join(this.folder, claim.name), outcome, movedTo: path, reason: reason(path), ...reportDocument(report) });
  }

  #complain(trouble: string): void {
    if (trouble !== this.#trouble) this.#watching.say(trouble);
    this.#trouble = trouble;
  }
}

const TROUBLES: Readonly<Record<string, string>> = {
  ENOENT: "it, or a file in it that was being moved, is not there any more",
  ENOTDIR: "it is no folder",
  EACCES: "this user may not read and write in it",
  EPERM: "this user may not read and write in it",
  EROFS: "it may only be read",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EXDEV: "imported, refused and .working in it must lie on the same disk",
};

/** Trouble of the folder, in words; anything else is none of it. */
function explainTrouble(folder: string, error: unknown): string {
  const { code = "", message, syscall } = error as NodeJS.ErrnoException;
  if (!(error instanceof UserError) && syscall === undefined) throw error;
  return `The folder ${folder} cannot be followed: ${TROUBLES[code] ?? message}. It is looked at again.`;
}
