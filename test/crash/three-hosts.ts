import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { random } from "../support/random.ts";
import { killBlows, restartBlows } from "./blows.ts";
import { type CrashRow, reportRow } from "./crash-table.ts";
import { type Host, layNetwork, type Network } from "./hosts.ts";
import type { MailOutcome } from "./mail-outcome.ts";
import { type Blow, openStormWorld, type StormWorld, weather } from "./mail-storm.ts";
import { rowOf, type Storm } from "./one-machine.ts";
import { type SharedDatabase, startSharedDatabase } from "./shared-database.ts";

const HOSTS = 3;
const WORKERS_EACH = 2;
/** A server lets go of a host that it does not hear of within half a minute; the rounds of the others come every quarter of a minute. */
const TAKEN_OVER_MS = 120_000;
/** How long its workers may go on after the cut: until they know, and the letters that are in their hands. */
const STOP_MS = 60_000;
const DEAD_MS = 5_000;

/** What a host that was cut off did, told so that a test can judge it. */
export interface Cut {
  readonly from: "database" | "everything";
  /** The claims that its workers held at that moment. */
  readonly claims: number;
  /** Those that others had not settled while it was still cut off. */
  readonly left: number;
  /** Workers that had not ended by themselves. */
  readonly stillRunning: number;
  /** Messages that it handed over after the others had settled its claims. */
  readonly sentLate: number;
}

/** Three hosts share a database and a mail server by the network. Whole hosts die, and one is cut off from the database, then from everything. */
export async function stormOnThreeHosts(scenario: string, { seed, letters, kills }: Storm): Promise<{ outcome: MailOutcome; row: CrashRow; cuts: Cut[] }> {
  const begun = performance.now();
  const next = random(seed);
  const folder = mkdtempSync(join(tmpdir(), "firmly-shared-"));
  const network = layNetwork(HOSTS);
  let database: SharedDatabase | undefined;
  let world: StormWorld | undefined;
  try {
    database = await startSharedDatabase(folder, network.databaseHost);
    world = await openStormWorld({ seed, letters, mailHost: network.mailHost, data: database.url });
    for (const { place } of network.hosts) for (let worker = 0; worker < WORKERS_EACH; worker++) world.crew.add(place, ["worker", "--data", world.data]);
    const restarts = Math.max(1, Math.round(kills / 60));
    const cuts: Cut[] = [];
    const outcome = await weather(world, letters, [
      ...killBlows(world, kills, next),
      ...hostBlows(network, Math.max(1, Math.round(kills / 20)), next),
      ...restartBlows(restarts, next, (how) => world!.mail.restart(how)),
      ...restartBlows(restarts, next, (how) => database!.restart(how)),
      ...cutBlows(world, network.hosts[0]!, cuts),
    ]);
    const row = rowOf(scenario, world, outcome, { letters, kills: kills + Math.max(1, Math.round(kills / 20)), restarts: 2 * restarts, begun });
    reportRow(row);
    return { outcome, row, cuts };
  } finally {
    for (const host of network.hosts) host.heal();
    await world?.close();
    await database?.stop();
    network.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Power cuts of the second and the third host. */
function hostBlows({ hosts }: Network, times: number, next: () => number): Blow[] {
  return Array.from({ length: times }, (_, each) => {
    const host = hosts[1 + (each % (HOSTS - 1))]!;
    return {
      at: (0.9 * (each + next())) / times,
      strike: async () => {
        host.killAll();
        await sleep(DEAD_MS);
        host.heal();
      },
    };
  });
}

function cutBlows(world: StormWorld, host: Host, cuts: Cut[]): Blow[] {
  const cutOff = async (from: Cut["from"]) => {
    await someClaims(world, host);
    const workers = world.crew.alive(host.place);
    const ended = Promise.all(workers.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null).map((child) => once(child, "exit")));
    host.cut(from);
    const claims = await claimsOf(world, host);
    const end = Date.now() + TAKEN_OVER_MS;
    let left = claims;
    while (left.length > 0 && Date.now() < end) {
      await sleep(500);
      left = await stillClaimed(world, left).catch(() => left);
    }
    await Promise.race([ended, sleep(STOP_MS)]);
    const sent = world.proxy.handedOver(host.mailAddress);
    await sleep(DEAD_MS);
    cuts.push({
      from,
      claims: claims.length,
      left: left.length,
      stillRunning: workers.filter((child) => child.exitCode === null && child.signalCode === null).length,
      sentLate: world.proxy.handedOver(host.mailAddress) - sent,
    });
    host.heal();
  };
  let last = Promise.resolve();
  const inTurn = (from: Cut["from"]) => () => (last = last.then(() => cutOff(from)));
  return [
    { at: 0.25, strike: inTurn("database") },
    { at: 0.6, strike: inTurn("everything") },
  ];
}

/** A host that holds nothing when it is cut off would prove nothing. */
async function someClaims(world: StormWorld, host: Host): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(20)) {
    if ((await claimsOf(world, host)).length > 0) return;
  }
}

async function claimsOf({ pool }: StormWorld, host: Host): Promise<string[]> {
  return pool
    .query<{ id: string }>(
      `select v.id from delivery v where v.state = 'claimed' and v.claimed_by in (select ((l.classid::bigint << 32) | l.objid::bigint)::text
         from pg_locks l join pg_stat_activity s using (pid) where l.locktype = 'advisory' and s.client_addr = $1::inet)`,
      [host.databaseAddress],
    )
    .then(
      ({ rows }) => rows.map(({ id }) => id),
      () => [],
    );
}

async function stillClaimed({ pool }: StormWorld, ids: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>("select id from delivery where id = any($1) and state = 'claimed'", [ids]);
  return rows.map(({ id }) => id);
}
