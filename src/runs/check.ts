import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { findAccounts, loadAccounts } from "../store/account-store.ts";
import { checkRules, RULES } from "../store/check-rules.ts";
import { type CheckedDelivery, type Fault, readAllDeliveries, readStanding, type StandingDecision } from "../store/check-store.ts";
import { INBOX_RULES } from "../store/inbox-rules.ts";
import { LETTER_RULES } from "../store/letter-rules.ts";
import type { PoolClient } from "pg";
import type { Store } from "../store/database.ts";
import { findUsedUp } from "../store/call-store.ts";
import { storedBody } from "../store/decision-store.ts";
import { isGone } from "../store/presence.ts";
import { inTransaction } from "../store/transaction.ts";
import { checkChains } from "./proof/check-chains.ts";
import { decideAll, type Grounds, loadGrounds } from "./decide-accounts.ts";
import { rootOf } from "./delivery-plan.ts";

export interface CheckReport {
  /** How much was looked at, by what it is. */
  readonly checked: {
    readonly accounts: number;
    readonly activities: number;
    readonly rules: number;
    readonly deliveries: number;
    readonly files: number;
    readonly foldersGone: number;
    readonly decisions: number;
  };
  readonly problems: readonly Fault[];
}

/** Beyond so many accounts a sample, spread evenly, is decided again. */
const MOST_DECISIONS = 20_000;

/**
 * Recomputes all that is derived and compares it with what is stored: the chains of activities, the letters with their
 * deliveries and files, the stored decisions. Changes nothing.
 */
export async function check(store: Store): Promise<CheckReport> {
  return inTransaction(store, async (client) => {
    await client.query("set transaction isolation level repeatable read, read only");
    const chains = await checkChains(client);
    const { rules, faults } = await checkRules(client, { ...LETTER_RULES, ...RULES, ...INBOX_RULES });
    const deliveries = await checkDeliveries(store, client);
    const decisions = await checkDecisions(client);
    const { count: activities, accounts } = chains;
    const checked = {
      accounts,
      activities,
      rules,
      deliveries: deliveries.count,
      files: deliveries.files,
      foldersGone: deliveries.foldersGone,
      decisions: decisions.count,
    };
    return { checked, problems: [...chains.faults, ...faults, ...deliveries.faults, ...decisions.faults] };
  });
}

async function checkDeliveries(store: Store, client: PoolClient): Promise<{ count: number; files: number; foldersGone: number; faults: Fault[] }> {
  const faults: Fault[] = [];
  const gone = new Set<string>();
  let count = 0;
  let files = 0;
  for await (const page of readAllDeliveries(client)) {
    for (const delivery of page) {
      count++;
      if (delivery.state === "claimed" && (await isGone(client, delivery.holder))) {
        faults.push({
          code: "claim-left",
          message: `delivery ${delivery.id} (A${delivery.account}) was claimed by a process that is gone: \`firmly deliver\` settles it`,
        });
      }
      if (delivery.channel === "outbox" && delivery.state === "accepted") files += await checkFiles(store, delivery, gone, faults);
    }
  }
  return { count, files, foldersGone: gone.size, faults };
}

/** A folder of the user's own that is gone as a whole was moved by the user; a single file that is missing was lost. */
async function checkFiles(store: Store, { id, account, recipient, files }: CheckedDelivery, gone: Set<string>, faults: Fault[]): Promise<number> {
  const folder = resolve(rootOf(store), recipient);
  if (folder === recipient && !existsSync(folder)) {
    gone.add(folder);
    return 0;
  }
  for (const { name, hash } of files) {
    // The row itself may have been tampered with.
    if (typeof name !== "string") {
      faults.push({ code: "outbox-file-missing", message: `delivery ${id} (A${account}) names a file without a name` });
      continue;
    }
    const found = await hashOfFile(resolve(folder, name));
    if (found === hash) continue;
    const [code, what] = found === null ? ["outbox-file-missing", "is not there"] : ["outbox-file-differs", "is not what was delivered"];
    faults.push({ code, message: `${resolve(folder, name)} of delivery ${id} (A${account}) ${what}` });
  }
  return files.length;
}

async function hashOfFile(path: string): Promise<string | null> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  return hash.digest("hex");
}

async function checkDecisions(client: PoolClient): Promise<{ count: number; faults: Fault[] }> {
  const faults: Fault[] = [];
  const grounds = new Map<number, Grounds>();
  let count = 0;
  for await (const page of readStanding(client, MOST_DECISIONS)) {
    for (const run of new Set(page.map((standing) => standing.run))) {
      const own = page.filter((standing) => standing.run === run);
      const { asOf, procedure } = own[0]!;
      // No limit on the first wave: the letters it let go are decided again one by one.
      const ground = grounds.get(run) ?? { ...(await loadGrounds(client, asOf, procedure)), firstWave: new Map() };
      grounds.set(run, ground);
      const loaded = await loadAccounts(
        client,
        await findAccounts(
          client,
          own.map(({ account }) => account),
        ),
        asOf,
      );
      // What got its letter because the run had no call left is decided so again.
      const usedUp = await findUsedUp(
        client,
        run,
        loaded.map(({ id }) => id),
      );
      const stored = new Map(own.map((standing) => [standing.account, standing]));
      // One by one: what an account shares with its debtor's others was allotted with accounts that may not be here.
      for (const each of loaded) {
        const { decision } = decideAll([each], { ...ground, usedUp })[0]!;
        const standing = stored.get(each.id)!;
        count++;
        if (!agrees(standing, decision))
          faults.push({
            code: "decision-differs",
            message: `A${each.id} was decided as ${standing.kind}${standing.step ? ` ${standing.step}` : ""} in R${run}; decided again for ${asOf} it is ${decision.kind}`,
          });
      }
    }
  }
  return { count, faults };
}

function agrees(standing: StandingDecision, decision: Parameters<typeof storedBody>[0]): boolean {
  const step = "step" in decision ? decision.step : null;
  return standing.kind === decision.kind && standing.step === step && standing.total === decision.totalMinor && standing.body === storedBody(decision);
}
