// npm run check: everything that can be told without running the product, in well under half a minute.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { assertNode, isInstalled, root } from "./install.mjs";

assertNode();
if (!isInstalled()) {
  console.error('Packages are missing or out of date. Run "npm install" first.');
  process.exit(2);
}

const bin = (...path) => join(root, "node_modules", ...path);
const checks = [
  ["types", bin("typescript", "bin", "tsc"), "-p", "tsconfig.json"],
  ["types of the pages", bin("typescript", "bin", "tsc"), "-p", "web/tsconfig.json"],
  ["lint", bin("oxlint", "bin", "oxlint"), "--type-aware", "--deny-warnings"],
  ["format", bin("@biomejs", "biome", "bin", "biome"), "format", "--no-errors-on-unmatched"],
  ["lock file", join(root, "scripts", "complete-lock.mjs"), "--check"],
  ["dead code", bin("knip", "bin", "knip.js")],
  ["floors", bin("vitest", "vitest.mjs"), "run", "--project=unit", "test/floors.test.ts"],
].filter(([, , ...args]) => !args.includes("web/tsconfig.json") || existsSync(join(root, "web", "tsconfig.json")));

const started = Date.now();
let failed = 0;
const waiting = [...checks];
await Promise.all([worker(), worker()]);
console.log(failed === 0 ? `All ${checks.length} checks passed in ${seconds(started)}.` : `${failed} of ${checks.length} checks failed.`);
process.exitCode = failed === 0 ? 0 : 1;

async function worker() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, ...words] = next;
    const begun = Date.now();
    const { status, said } = await run(words);
    console.log(`${status === 0 ? "ok  " : "FAIL"} ${name} (${seconds(begun)})`);
    if (status !== 0) {
      failed += 1;
      console.log(said);
    }
  }
}

function run(words) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
    child.on("close", (status) => resolve({ status, said }));
  });
}

function seconds(from) {
  return `${((Date.now() - from) / 1000).toFixed(1)} s`;
}
