import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Dossier } from "./dossier.ts";
import { bundlePdf, type Enclosure, pageCount } from "./pdf-bundle.ts";
import { closePdf, renderDossier } from "./pdf.ts";

// Poppler reads what was made; it is on every machine that builds Firmly, and not needed to run it.
const poppler = spawnSync("pdftotext", ["-v"]).error === undefined;

const folder = mkdtempSync(join(tmpdir(), "firmly-bundle-"));
afterAll(async () => {
  await closePdf();
  rmSync(folder, { recursive: true });
});

const dossier = (title: string, text: string): Dossier => ({
  title,
  subtitle: "A test",
  running: title,
  date: "2026-10-20",
  author: "Creditor Ltd",
  blocks: [
    { kind: "columns", columns: [{ title: "CREDITOR", lines: ["Creditor Ltd"] }] },
    { kind: "pairs", rows: [["Total", "#panic() $x$ @a <b>"]], strong: "Total" },
    { kind: "table", columns: [{ title: "Invoice", width: 1 }], rows: [["N".repeat(90)], [text]], total: ["Sum"] },
  ],
});

test.skipIf(!poppler)("a bundle has the pages of all its parts, holds every file byte for byte, and comes out the same again", async () => {
  const front = await renderDossier(dossier("Front", "first"));
  const letter = await renderDossier(dossier("Letter", "second"));
  const enclosures: Enclosure[] = [
    { name: "letter.pdf", mediaType: "application/pdf", bytes: letter, description: "the letter", shown: true },
    { name: "data.json", mediaType: "application/json", bytes: new TextEncoder().encode("{}"), description: "data", shown: false },
  ];
  const bundle = await bundlePdf(front, enclosures, "2026-10-20");
  expect(Buffer.compare(bundle, await bundlePdf(await renderDossier(dossier("Front", "first")), enclosures, "2026-10-20"))).toBe(0);
  expect(await pageCount(bundle)).toBe(2);
  const file = join(folder, "bundle.pdf");
  writeFileSync(file, bundle);
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  expect(text).toContain("#panic() $x$ @a <b>");
  expect(text.indexOf("first")).toBeLessThan(text.indexOf("second"));
  execFileSync("pdfdetach", ["-saveall", "-o", folder, file]);
  expect(readdirSync(folder).sort()).toEqual(["bundle.pdf", "data.json", "letter.pdf"]);
  expect(Buffer.compare(readFileSync(join(folder, "letter.pdf")), letter)).toBe(0);
});
