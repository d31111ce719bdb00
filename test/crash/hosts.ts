import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
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

/** Kept free for tests of networks (RFC 2544), so that they meet no real one; every process takes another part of them. */
const NETS = { database: `198.18.${process.pid % 250}`, mail: `198.19.${process.pid % 250}` };
/** Begins the names of everything that is made here; the longest name of a line has fifteen letters. */
const MARK = /^fm(\d+)[a-z]/;
const OWN = `fm${process.pid}`;

/** Why there can be no hosts here; null where there can. */
export function hostsMissing(): string | null {
  if (process.getuid?.() !== 0) return "network namespaces are made by root only";
  if (spawnSync("ip", ["-V"]).error) return "ip is missing (Debian: iproute2)";
  const probe = `${OWN}p`;
  try {
    ip("netns", "add", probe);
    ip("link", "add", probe, "type", "bridge");
    ip("link", "del", probe);
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
  removeOf((pid) => pid === process.pid || !existsSync(`/proc/${pid}`));
  for (const net of ["database", "mail"] as const) {
    ip("link", "add", BRIDGES[net], "type", "bridge");
    ip("addr", "add", `${NETS[net]}.1/24`, "dev", BRIDGES[net]);
    ip("link", "set", BRIDGES[net], "up");
  }
  return {
    databaseHost: `${NETS.database}.1`,
    mailHost: `${NETS.mail}.1`,
    hosts: Array.from({ length: count }, (_, index) => plugIn(`${OWN}h${index + 2}`, index + 2)),
    close: () => removeOf((pid) => pid === process.pid),
  };
}

/** Also what a killed test has left behind. */
function removeOf(isToGo: (pid: number) => boolean): void {
  const namesIn = (...words: string[]) =>
    JSON.parse(execFileSync("ip", ["-j", ...words], { encoding: "utf8" }) || "[]") as { name?: string; ifname?: string }[];
  const isOurs = (name = "") => MARK.test(name) && isToGo(Number(MARK.exec(name)![1]));
  for (const { name } of namesIn("netns", "list")) if (isOurs(name)) spawnSync("ip", ["netns", "del", name!]);
  for (const { ifname } of namesIn("link", "show", "type", "bridge")) if (isOurs(ifname)) spawnSync("ip", ["link", "del", ifname!]);
}

const BRIDGES = { database: `${OWN}d`, mail: `${OWN}m` };

function plugIn(name: string, number: number): Host {
  const lines = { database: `${BRIDGES.database}${number}`, mail: `${BRIDGES.mail}${number}` };
  const addresses = { database: `${NETS.database}.${number}`, mail: `${NETS.mail}.${number}` };
  ip("netns", "add", name);
  ip("-n", name, "link", "set", "lo", "up");
  for (const net of ["database", "mail"] as const) {
    ip("link", "add", lines[net], "type", "veth", "peer", "name", net, "netns", name);
    ip("link", "set", lines[net], "master", BRIDGES[net], "up");
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
