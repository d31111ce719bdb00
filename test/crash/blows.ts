import { setTimeout as sleep } from "node:timers/promises";
import type { Phase } from "./fault-proxy.ts";
import type { Blow, StormWorld } from "./mail-storm.ts";

const PHASES: readonly Phase[] = ["rcpt", "body", "dot", "answered"];
const PHASE_WAIT_MS = 3_000;

/** At so many moments, spread over the delivery: one process, at times all, and often one that is just handing a letter over. */
export function killBlows({ crew, proxy }: StormWorld, kills: number, next: () => number): Blow[] {
  return Array.from({ length: kills }, (_, kill): Blow => {
    const at = (0.95 * (kill + next())) / kills;
    const way = next();
    const [which, late] = [next(), next()];
    const one = () => {
      const alive = crew.alive();
      alive[Math.floor(which * alive.length)]?.kill("SIGKILL");
    };
    if (way < 0.45) return { at, strike: () => sleep(late * 300).then(one) };
    if (way < 0.52) return { at, strike: async () => crew.alive().forEach((child) => child.kill("SIGKILL")) };
    const phase = PHASES[Math.floor(which * PHASES.length)]!;
    const strike = async () => {
      const peer = await Promise.race([proxy.reaches(phase), sleep(PHASE_WAIT_MS)]);
      // At once, or a little later: between the server's answer and what the database is told of it lie only some milliseconds.
      if (late > 0.5) await sleep(late * 10);
      const owner = peer && crew.ownerOf(peer.port);
      if (owner) owner.kill("SIGKILL");
      else one();
    };
    return { at, strike };
  });
}

/** So many restarts, half of them in good order and half by kill -9. */
export function restartBlows(times: number, next: () => number, restart: (how: "in order" | "killed") => Promise<void>): Blow[] {
  let last = Promise.resolve();
  return Array.from({ length: times }, (_, each) => ({
    at: (0.9 * (each + next())) / times,
    strike: () => (last = last.then(() => restart(each % 2 === 0 ? "killed" : "in order"))),
  }));
}
