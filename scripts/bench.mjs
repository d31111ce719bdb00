// npm run bench: makes its own ledger, prints a table of ratios to floors taken in the same run, and writes bench/result.json.
// npm run bench -- decide import cash daily letters lint delivery drain start: only these.
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
await build();
const wanted = process.argv.slice(2);
const rows = [];

function measure(script, ...args) {
  const folder = mkdtempSync(join(tmpdir(), "firmly-bench-"));
  const { stdout, status } = spawnSync(process.execPath, [join(root, "bench", `${script}.mjs`), folder, ...args.map(String)], {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`bench/${script}.mjs failed`);
  return JSON.parse(stdout);
}

function row(name, measured, floor, ratio, limit, holds) {
  rows.push({ name, measured, floor, ratio: Math.round(ratio * 100) / 100, limit, holds });
  console.log(`${holds ? "ok  " : "OVER"} ${name}: ${measured}, floor ${floor}, ratio ${ratio.toFixed(2)} (limit ${limit})`);
}

const asked = (name) => wanted.length === 0 || wanted.includes(name);
const seconds = (value) => `${value.toFixed(2)} s`;

if (asked("decide")) {
  const pure = measure("pure", 1_000_000);
  row(
    "a million decisions alone (5 items, 10 activities each), one core",
    seconds(pure.seconds),
    `${seconds(pure.floor)} to fold their items; 20 s`,
    pure.seconds / 20,
    "1",
    pure.seconds <= 20,
  );
}
if (asked("decide") || asked("daily")) {
  const large = measure("decide", 200_000);
  row(
    "decide 200,000 accounts with 1,000,000 items",
    seconds(large.seconds),
    `${seconds(large.floor)} to copy the rows out`,
    large.seconds / large.floor,
    "12",
    large.seconds / large.floor <= 12,
  );
  row("memory of that run", `${Math.round(large.peakMb)} MB`, "600 MB", large.peakMb / 600, "1", large.peakMb <= 600);
  const small = measure("decide", 20_000);
  row(
    "daily run of 2,000 due accounts, of 200,000",
    seconds(large.daily),
    `${seconds(small.daily)} of 20,000`,
    large.daily / small.daily,
    "1.3",
    large.daily / small.daily <= 1.3,
  );
}
if (asked("import")) {
  const { seconds: spent, floor, peakMb } = measure("import", 1_000_000);
  row(
    "import 1,000,000 CSV invoices",
    `${seconds(spent)}, ${Math.round(peakMb)} MB`,
    `${seconds(floor)} for a bare COPY`,
    spent / floor,
    "5",
    spent / floor <= 5,
  );
}
if (asked("cash")) {
  const { seconds: spent, floor, peakMb, matched, proposed } = measure("cash", 1_000_000, 100_000);
  row(
    "read, store and match a camt.053 of 100,000 transactions, with 1,000,000 items",
    `${seconds(spent)} (${Math.round(matched / 1000)} % matched, ${Math.round(proposed / 1000)} % proposed)`,
    `${seconds(floor)} for a bare COPY; 60 s`,
    spent / 60,
    "1",
    spent <= 60,
  );
  row("memory of that import", `${Math.round(peakMb)} MB`, "500 MB", peakMb / 500, "1", peakMb <= 500);
}
if (asked("letters")) {
  const { bare, ours, short, long, batch } = measure("letters");
  row("PDF letters a second, one process", ours.toFixed(0), `${bare.toFixed(0)} by the bare engine`, ours / bare, "at least 0.85", ours / bare >= 0.85);
  row("a letter of 400 items, 10 pages", `${long.toFixed(0)} ms`, `${short.toFixed(1)} ms for one of 5 items; 150 ms`, long / short, "16", long / short <= 16);
  row(
    "print batch of 1,000 letters, with cover and list",
    seconds(batch.joined),
    `${seconds(batch.floor)} to copy their pages; 15 s; ${seconds(batch.set)} to set them before`,
    batch.joined / batch.floor,
    "2",
    batch.joined / batch.floor <= 2,
  );
  row("memory of that batch", `${Math.round(batch.peakMb)} MB`, "1000 MB", batch.peakMb / 1000, "1", batch.peakMb <= 1000);
}
if (asked("lint")) {
  const { letters, anybodys, slowest, floor } = measure("lint");
  row(
    `lint a letter (${letters} of all languages and steps; slowest ${slowest.toFixed(1)} ms)`,
    `${anybodys.toFixed(2)} ms`,
    `${floor.toFixed(2)} ms for each pattern once; 5 ms`,
    slowest / 5,
    "1",
    slowest <= 5,
  );
}
if (asked("delivery")) {
  const { missing, bare, ours, ratio, kilobytes, whole, wholeFloor } = measure("delivery", 2_000, 1_000);
  if (missing) console.log(`skipped: delivery: ${missing}`);
  else {
    row(
      `hand 2,000 mails of ${kilobytes} kB to a real mail server, 4 connections`,
      seconds(ours),
      `${seconds(bare)} by nodemailer's bare pool`,
      ratio,
      "1.2",
      ratio <= 1.2,
    );
    row(
      "the whole delivery of 1,000 letters: decided again, set, claimed, sent, recorded",
      `${seconds(whole)}, ${Math.round(1_000 / whole)} letters a second`,
      `${seconds(wholeFloor)} for the bare pool to send the same mails`,
      whole / wholeFloor,
      "none",
      true,
    );
  }
}
if (asked("drain")) {
  // To its end only where it is asked for by name: that takes some twenty minutes.
  const { letters, drained, seconds: spent, mb } = measure("drain", 100_000, wanted.includes("drain") ? 90 : 8);
  row(
    `memory of a worker at the end of ${drained.toLocaleString("en")} letters, of a queue of ${letters.toLocaleString("en")}, in ${Math.round(spent)} s`,
    `${Math.round(mb[100])} MB; halfway ${Math.round(mb[50])} MB`,
    `${Math.round(mb[10])} MB after a tenth`,
    mb[100] / mb[10],
    "1.3",
    mb[100] / mb[10] <= 1.3,
  );
}
if (asked("start")) {
  const { seconds: spent } = measure("start");
  row("first page of a second `npm start`", seconds(spent), "3 s", spent / 3, "1", spent <= 3);
}
writeFileSync(join(root, "bench", "result.json"), `${JSON.stringify(rows, null, 1)}\n`);
console.log("\n| what | measured | floor | ratio | limit |\n|---|---|---|---|---|");
for (const each of rows) console.log(`| ${each.name} | ${each.measured} | ${each.floor} | ${each.ratio} | ${each.limit} |`);
process.exitCode = rows.every((each) => each.holds) ? 0 : 1;
