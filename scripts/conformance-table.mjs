import { existsSync, readFileSync } from "node:fs";

/** The counts that test/support/conformance-table.ts has written, as a table: format | folder | read | refused | wrong. */
export function conformanceTable(file) {
  if (!existsSync(file)) return "";
  const rows = new Map();
  for (const line of readFileSync(file, "utf8").trim().split("\n")) {
    const { format, folder, ...counts } = JSON.parse(line);
    const row = rows.get(`${format} ${folder}`) ?? { format, folder, read: 0, refused: 0, wrong: 0 };
    for (const [name, count] of Object.entries(counts)) row[name] += count;
    rows.set(`${format} ${folder}`, row);
  }
  const sorted = [...rows.keys()].sort().map((key) => Object.values(rows.get(key)).map(String));
  const cells = [["format", "folder", "read", "refused", "wrong"], ...sorted];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const lines = cells.map((row) => `| ${row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(" | ")} |`);
  const rule = `|${widths.map((width, i) => (i < 2 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return `\n${[lines[0], rule, ...lines.slice(1)].join("\n")}\n`;
}
