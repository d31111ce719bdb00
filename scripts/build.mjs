// Compiles the server into dist/ and the pages into dist/web/; what is up to date is left alone.
//   node scripts/build.mjs [--server-only]
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { root } from "./install.mjs";

const dist = join(root, "dist");
const ASSETS = /\.(sql|ya?ml|md|typ|json|mjs)$/;
const NOT_OURS = /(^|\/)(node_modules|dist|\.vite)$/;

const parts = [
  { name: "server", sources: ["src", "tsconfig.json", "tsconfig.build.json", "scripts/build.mjs"], result: join(dist, "cli", "main.js"), make: makeServer },
  { name: "pages", sources: ["web", "package-lock.json", "src/api", "src/core"], result: join(dist, "web", "index.html"), make: makePages },
];

/** Builds what is stale. Two processes that come at the same time do it one after the other. */
export async function build({ serverOnly = false } = {}) {
  // A copy without sources (a container image, say) is always up to date.
  if (!existsSync(join(root, "src"))) return;
  const wanted = parts.filter((part) => part.name === "server" || (!serverOnly && existsSync(join(root, "web", "index.html"))));
  if (wanted.every(isCurrent)) return;
  await withLock(() => {
    for (const part of wanted) {
      if (isCurrent(part)) continue;
      const stamp = stampOf(part);
      process.stderr.write(`Building the ${part.name} ...\n`);
      rmSync(stampFile(part), { force: true });
      part.make();
      writeFileSync(stampFile(part), stamp);
    }
  });
}

function isCurrent(part) {
  return existsSync(part.result) && existsSync(stampFile(part)) && readFileSync(stampFile(part), "utf8") === stampOf(part);
}

function stampFile(part) {
  return join(dist, `.${part.name}`);
}

/** Names, sizes and times of all sources: a removed or renamed file changes it too. */
function stampOf(part) {
  const hash = createHash("sha256");
  for (const file of part.sources.flatMap((source) => filesIn(join(root, source)))) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

function filesIn(path) {
  if (!existsSync(path) || NOT_OURS.test(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

/** Into a folder of its own first, so that a running Firmly never meets half a build, and no deleted module stays behind. */
function makeServer() {
  const fresh = join(root, "dist", ".fresh");
  rmSync(fresh, { recursive: true, force: true });
  run(join(root, "node_modules", "typescript", "bin", "tsc"), ["-p", "tsconfig.build.json", "--outDir", fresh]);
  copyAssets(fresh);
  for (const name of readdirSync(dist)) {
    if (name !== "web" && !name.startsWith(".")) rmSync(join(dist, name), { recursive: true, force: true });
  }
  for (const name of readdirSync(fresh)) renameSync(join(fresh, name), join(dist, name));
  rmSync(fresh, { recursive: true });
}

/** Copies the files of src/ that are read, not compiled. */
export function copyAssets(to) {
  cpSync(join(root, "src"), to, { recursive: true, filter: (from) => statSync(from).isDirectory() || (ASSETS.test(from) && !from.endsWith("tsconfig.json")) });
}

function makePages() {
  run(join(root, "node_modules", "vite", "bin", "vite.js"), ["build", "web", "--logLevel", "warn"]);
}

function run(program, args) {
  const { status } = spawnSync(process.execPath, [program, ...args], { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) {
    process.stderr.write("The build failed; see the messages above.\n");
    process.exit(2);
  }
}

async function withLock(work) {
  mkdirSync(dist, { recursive: true });
  const lock = join(dist, ".lock");
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (!isAlive(lock)) rmSync(lock, { force: true });
      await sleep(100);
    }
  }
  const unlock = () => rmSync(lock, { force: true });
  process.once("exit", unlock);
  try {
    work();
  } finally {
    process.off("exit", unlock);
    unlock();
  }
}

function isAlive(lock) {
  try {
    const pid = Number(readFileSync(lock, "utf8"));
    // A holder that has not written its number yet is just beginning.
    return pid === 0 || process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM" || error.code === "ENOENT";
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build({ serverOnly: process.argv.includes("--server-only") });
