// npm test [-- FILE...]      everything but the two below, or the named files only
// npm run conformance        against published data sets, where they are at hand; ends with a table of their files
// npm run fuzz               10,000 damaged files of each import format
// npm run crash-test         kills processes at random moments; ends with a table of what became of the letters
//                            (FIRMLY_CRASH_LETTERS, FIRMLY_CRASH_KILLS, FIRMLY_CRASH_SEED)
// The last line is "N passed, N failed" (and ", N skipped").
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { conformanceTable } from "./conformance-table.mjs";
import { crashTable } from "./crash-table.mjs";
import { assertNode, ensureInstalled, root } from "./install.mjs";
import { ensureSystemPackages } from "./system-packages.mjs";

assertNode();
const args = process.argv.slice(2);
const suite = ["conformance", "crash"].includes(args[0]) ? args.shift() : null;
if (args[0] === "fuzz") {
  args.splice(0, 1, "test/properties/mutated-files.test.ts");
  process.env.FIRMLY_MUTATED_FILES ??= "10000";
}
ensureInstalled();
if (args.length === 0 && suite !== "conformance") ensureSystemPackages();
await build();
process.exitCode = report(runVitest());

function runVitest() {
  const folder = mkdtempSync(join(tmpdir(), "firmly-test-"));
  const file = join(folder, "summary.json");
  const counts = join(folder, "conformance.jsonl");
  const projects = (suite ? [suite] : ["unit", "browser"]).map((name) => `--project=${name}`);
  const reporters = ["--reporter=default", "--reporter=./scripts/test-summary.mjs"];
  const crashes = join(folder, "crash.jsonl");
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const { status } = spawnSync(process.execPath, [vitest, "run", "--passWithNoTests", ...projects, ...reporters, ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, FIRMLY_TEST_SUMMARY: file, FIRMLY_CONFORMANCE_TABLE: counts, FIRMLY_CRASH_TABLE: crashes },
  });
  const summary = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { passed: 0, failed: 0, skipped: [] };
  const table = conformanceTable(counts) + crashTable(crashes);
  rmSync(folder, { recursive: true });
  return { status, table, ...summary };
}

function report({ status, table, passed, failed, skipped }) {
  if (table) console.log(table);
  if (skipped.length > 0) console.log(`Skipped:\n${skipped.map((name) => `  ${name}\n`).join("")}`);
  // A run that ended badly, or that tested nothing, has failed even where no single test did.
  const failures = failed === 0 && (status !== 0 || passed + skipped.length === 0) ? 1 : failed;
  console.log(`${passed} passed, ${failures} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`);
  return failures > 0 ? 1 : 0;
}
