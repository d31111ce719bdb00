import { execFileSync, spawnSync } from "node:child_process";
import type { Place } from "./crew.ts";

/** A machine of its own as far as the network goes: a namespace with one line to the database and one to the mail server. */
export interface Host {
  readonly name: string;
  readonly place: Place;
  /** Its addresses, as the two servers see them. */
  readonly databaseAddress: string;
  readonly mailAddress: string;
  /** Pulls the plug: nothing comes back, not even that the line is dead. */
  cut(what: "database" | "everything"): void;
  heal(): void;
  /** Power off: what runs there can say no goodbye. The lines stay cut. */
  killAll(): void;
}

export interface Network {
  /** Where the servers listen: on this machine, on two bridges that lead to the hosts. */
  readonly databaseHost: string;
  readonly mailHost: string;
  readonly hosts: readonly Host[];
  close(): void;
}

/** Kept free for tests of networks (RFC 2544), so that it meets no real one. */
const DATABASE_NET = "198.18.77";
const MAIL_NET = "198.19.77";

/** Why there can be no hosts here; null where there can. */
export function hostsMissing(): string | null {
  if (process.getuid?.() !== 0) return "network namespaces are made by root only";
  if (spawnSync("ip", ["-V"]).error) return "ip is missing (Debian: iproute2)";
  const probe = `fmprobe${process.pid}`;
  try {
    ip("netns", "add", probe);
    ip("link", "add", `${probe.slice(0, 13)}b`, "type", "bridge");
    ip("link", "del", `${probe.slice(0, 13)}b`);
    ip("netns", "exec", probe, "true");
    return null;
  } catch (error) {
    return `network namespaces cannot be made here (${(error as Error).message.split("\n").find((line) => !line.startsWith("Command failed")) ?? "no reason given"})`;
  } finally {
    spawnSync("ip", ["netns", "del", probe]);
  }
}

function ip(...words: string[]): void {
  execFileSync("ip", words, { stdio: ["ignore", "ignore", "pipe"] });
}

/** Two bridges on this machine, and so many hosts that are plugged into both. */
export function layNetwork(count: number): Network {
  const bridges = { database: "fmdb", mail: "fmmail" };
  const hosts = Array.from({ length: count }, (_, index) => `fmhost${index + 1}`);
  const close = () => {
    for (const name of hosts) spawnSync("ip", ["netns", "del", name]);
    for (const name of Object.values(bridges)) spawnSync("ip", ["link", "del", name]);
  };
  // What a killed test has left behind is in the way.
  close();
  for (const [bridge, net] of [
    [bridges.database, DATABASE_NET],
    [bridges.mail, MAIL_NET],
  ] as const) {
    ip("link", "add", bridge, "type", "bridge");
    ip("addr", "add", `${net}.1/24`, "dev", bridge);
    ip("link", "set", bridge, "up");
  }
  return { databaseHost: `${DATABASE_NET}.1`, mailHost: `${MAIL_NET}.1`, hosts: hosts.map((name, index) => plugIn(name, index + 2, bridges)), close };
}

function plugIn(name: string, number: number, bridges: { readonly database: string; readonly mail: string }): Host {
  const lines = { database: `${bridges.database}${number}`, mail: `${bridges.mail}${number}` };
  const addresses = { database: `${DATABASE_NET}.${number}`, mail: `${MAIL_NET}.${number}` };
  ip("netns", "add", name);
  ip("-n", name, "link", "set", "lo", "up");
  for (const net of ["database", "mail"] as const) {
    ip("link", "add", lines[net], "type", "veth", "peer", "name", net, "netns", name);
    ip("link", "set", lines[net], "master", bridges[net], "up");
    ip("-n", name, "addr", "add", `${addresses[net]}/24`, "dev", net);
    ip("-n", name, "link", "set", net, "up");
  }
  const cut = (what: "database" | "everything") => {
    ip("link", "set", lines.database, "down");
    if (what === "everything") ip("link", "set", lines.mail, "down");
  };
  return {
    name,
    place: ["ip", "netns", "exec", name],
    databaseAddress: addresses.database,
    mailAddress: addresses.mail,
    cut,
    heal() {
      for (const line of Object.values(lines)) ip("link", "set", line, "up");
    },
    killAll() {
      cut("everything");
      const pids = execFileSync("ip", ["netns", "pids", name], { encoding: "utf8" }).split("\n").filter(Boolean);
      for (const pid of pids) spawnSync("kill", ["-9", pid]);
    },
  };
}
