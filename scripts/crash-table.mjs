import { existsSync, readFileSync } from "node:fs";

/** The rows that test/crash/crash-table.ts has written, as a table. */
export function crashTable(file) {
  if (!existsSync(file)) return "";
  const rows = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const cells = [Object.keys(rows[0]), ...rows.map((row) => Object.values(row).map(String))];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const lines = cells.map((row) => `| ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(" | ")} |`);
  const rule = `|${widths.map((width, i) => (i === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return `\n${[lines[0], rule, ...lines.slice(1)].join("\n")}\n`;
}
