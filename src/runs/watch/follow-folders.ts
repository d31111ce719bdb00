import { realpath } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Store } from "../../store/database.ts";
import { type FolderLocks, openFolderLocks } from "../../store/folder-lock.ts";
import { loadCreditor, loadCreditors } from "../../store/settings-store.ts";
import { todayOf } from "../clock.ts";
import { type Pace, WatchedFolder, type Watching } from "./watched-folder.ts";

/** One that finance drops files into by hand, or a program fills at night: nobody notices two seconds. */
const PACE: Pace = { pollMs: 1000, stillMs: 2000, retryMs: 30_000 };

export type Follow = Pick<Watching, "store" | "signal" | "say" | "onFile"> & { readonly pace?: Pace };

/** A folder to follow, and how its files are imported. */
export type FolderOrder = Pick<Watching, "options" | "asOf"> & {
  readonly folder: string;
  /** Why it cannot be followed. */
  readonly trouble?: string;
};

/**
 * Follows folders until the signal, and ends after the file at hand. Of several processes with the same database only one
 * follows a folder; another takes over when it ends.
 * @throws Error where the connection to the database is lost
 */
export async function followFolders({ pace = PACE, ...follow }: Follow, orders: () => Promise<readonly FolderOrder[]>): Promise<void> {
  const followed = new Followed({ ...follow, pace }, await openFolderLocks(follow.store.pool));
  try {
    while (!follow.signal.aborted) {
      await followed.round(await orders());
      await pause(pace.pollMs, undefined, { signal: follow.signal }).catch(() => {});
    }
  } finally {
    followed.close();
  }
}

/** The folders that the creditors' settings name, as they are now. One that two of them name is nobody's: whose money is in it? */
export async function creditorFolders(store: Pick<Store, "pool">): Promise<FolderOrder[]> {
  const creditors = (await loadCreditors(store)).filter(({ imports }) => imports.folder !== null);
  return creditors.map(({ id, imports: { folder } }) => {
    const sharing = creditors.filter(({ imports }) => imports.folder === folder).map((each) => each.id);
    const trouble = `The folder ${folder} is not followed: it is set for ${sharing.join(" and ")}. Give each creditor a folder of its own.`;
    const asOf = async () => todayOf(await loadCreditor(store, id));
    return { folder: folder!, options: { creditor: id }, asOf, ...(sharing.length > 1 && { trouble }) };
  });
}

class Followed {
  readonly #follow: Required<Follow>;
  readonly #locks: FolderLocks;
  #folders = new Map<string, WatchedFolder>();
  /** What was last said of a folder: what goes on is not told every second. */
  readonly #said = new Map<string, string>();

  constructor(follow: Required<Follow>, locks: FolderLocks) {
    this.#follow = follow;
    this.#locks = locks;
  }

  async round(orders: readonly FolderOrder[]): Promise<void> {
    const before = this.#folders;
    const places = new Set<string>();
    this.#folders = new Map();
    for (const order of orders) {
      if (this.#follow.signal.aborted) return;
      this.#locks.confirm();
      if (order.trouble !== undefined) {
        this.#tell(order.folder, order.trouble);
        continue;
      }
      const key = JSON.stringify([order.folder, order.options]);
      const watched = before.get(key) ?? new WatchedFolder(order.folder, { ...this.#follow, ...order });
      this.#folders.set(key, watched);
      const place = await realpath(order.folder).catch(() => null);
      if (place === null) this.#tell(order.folder, `The folder ${order.folder} is not there. It is followed as soon as it is.`);
      else if (!(await this.#locks.take(place))) this.#tell(order.folder, `Another process follows ${order.folder}; this one takes over when it ends.`);
      else {
        this.#said.delete(order.folder);
        places.add(place);
        await watched.round();
      }
    }
    await this.#locks.keep(places);
  }

  #tell(folder: string, message: string): void {
    if (this.#said.get(folder) !== message) this.#follow.say(message);
    this.#said.set(folder, message);
  }

  close(): void {
    this.#locks.close();
  }
}
