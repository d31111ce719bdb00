import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Says so in a sentence where this Node is too old, instead of failing somewhere inside. */
export function assertNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Firmly needs Node 20.19 or newer; this is Node ${process.versions.node}. Get it from https://nodejs.org.`);
    process.exit(2);
  }
}

/** Installs the packages of package-lock.json, unless exactly those are there. */
export function ensureInstalled() {
  if (isInstalled()) return;
  console.error("Installing packages (once) ...");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
    env: { ...process.env, NODE_ENV: "development" },
  });
  if (status !== 0) {
    console.error("The packages could not be installed. Read npm's message above, mend it, and run the same command again.");
    process.exit(2);
  }
}

/** Compares what npm has noted about its last installation with the lock file; dates would not survive a copy. */
export function isInstalled() {
  const notes = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(notes)) return false;
  const installed = JSON.parse(readFileSync(notes, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || entry.optional || !path.includes("node_modules/") || installed[path]?.version === entry.version,
  );
}
