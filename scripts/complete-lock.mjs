// node scripts/complete-lock.mjs [--check]
// npm leaves packages for other platforms out of package-lock.json where node_modules was there before, or where the registry
// at hand does not carry them; `npm ci` then refuses to work, here or on that platform. This puts them in again, from the
// exact versions that their parents ask for. Run it after every `npm install PACKAGE`; `npm run check` tells when it was forgotten.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./install.mjs";

const SYSTEMS = ["android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const PROCESSORS = ["arm", "arm64", "ia32", "loong64", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

const file = join(root, "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const { "": project, ...packages } = lock.packages;
const missing = Object.entries(packages).flatMap(([path, parent]) =>
  Object.entries(parent.optionalDependencies ?? {})
    .filter(([name]) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`])
    .map(([name, version]) => ({ name, version, parent })),
);

if (process.argv.includes("--check")) {
  for (const { name } of missing) console.error(`package-lock.json lacks ${name}`);
  if (missing.length > 0) console.error('Run "node scripts/complete-lock.mjs".');
  process.exitCode = missing.length > 0 ? 1 : 0;
} else if (missing.length > 0) {
  for (const { name, version, parent } of missing) packages[`node_modules/${name}`] = entryOf(name, version, parent);
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  lock.packages = { "": project, ...Object.fromEntries(sorted) };
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`Added ${missing.length} packages of other platforms.`);
}

/** Such packages are named after what they run on, such as @scope/binding-linux-arm64-musl. */
function entryOf(name, version, parent) {
  const words = name.split("/").at(-1).split("-");
  const cpu = PROCESSORS.find((each) => words.includes(each));
  const os = SYSTEMS.find((each) => words.includes(each));
  if (!/^\d+\.\d+\.\d+/.test(version) || (!os && cpu !== "wasm32")) {
    throw new Error(`${name}@${version} is not named after a platform: add it to package-lock.json by hand.`);
  }
  const libc = words.some((each) => each.startsWith("musl")) ? "musl" : words.some((each) => each.startsWith("gnu")) ? "glibc" : null;
  return {
    version,
    ...(cpu && { cpu: [cpu] }),
    ...(parent.dev && { dev: true }),
    ...(os === "linux" && libc && { libc: [libc] }),
    optional: true,
    ...(os && { os: [os] }),
  };
}
