// Letters as PDF against the bare engine setting the same pages, one process each; a letter of 400 items against one of five; a
// print batch of 1,000 letters against copying their pages into one file.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { PDFDocument } from "@cantoo/pdf-lib";
import { SAMPLE_CREDITOR, sampleFacts, sampleItem } from "../dist/core/letter/letter-facts.sample.js";
import { notice } from "../dist/core/letter/notice.js";
import { readLanguage } from "../dist/languages/read.js";
import { compose } from "../dist/letters/compose.js";
import { closePdf, configurePdf, renderPdf, renderPdfs } from "../dist/letters/pdf.js";
import { pageData } from "../dist/letters/pdf-data.js";
import { printFolder } from "../dist/runs/print-run.js";

const LETTERS = 200;
const BATCH = 1_000;
const EVICT_EVERY = 10;
const DAY = "2026-11-23";

function letterOf(index, count) {
  const items = Array.from({ length: count }, (_, item) =>
    sampleItem(item + 1, { document: `INV-${index}-${item}`, openMinor: BigInt(10_000 + index * 37 + item) }),
  );
  const made = notice(sampleFacts("second", { items, letter: { id: `L${index}`, reference: `A${index}-1` } }));
  return { notice: made.notice, letter: compose(made.notice, readLanguage("en")) };
}
const letters = Array.from({ length: LETTERS }, (_, index) => letterOf(index, 5));

function bareRate(pages) {
  const templates = join(dirname(fileURLToPath(import.meta.url)), "..", "dist", "letters", "templates");
  const fonts = dirname(createRequire(import.meta.url).resolve("@expo-google-fonts/noto-sans/package.json"));
  const files = ["400Regular/NotoSans_400Regular.ttf", "600SemiBold/NotoSans_600SemiBold.ttf", "400Regular_Italic/NotoSans_400Regular_Italic.ttf"];
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: files.map((file) => readFileSync(join(fonts, file))) }] });
  compiler.mapShadow(join(templates, "close.json"), Buffer.from("0"));
  const set = ({ json, files: pictures }) => {
    compiler.mapShadow(join(templates, "data.json"), Buffer.from(json));
    for (const { name, bytes } of pictures) compiler.mapShadow(join(templates, name), Buffer.from(bytes));
    return compiler.pdf(compiler.compile({ mainFilePath: join(templates, "letter.typ") }).result, { pdfStandard: "a-3a" });
  };
  for (const page of pages.slice(0, EVICT_EVERY)) set(page);
  const start = performance.now();
  for (const [index, page] of pages.entries()) {
    set(page);
    if (index % EVICT_EVERY === EVICT_EVERY - 1) compiler.evictCache(0);
  }
  return pages.length / ((performance.now() - start) / 1000);
}

async function ourRate() {
  configurePdf({ workers: 1 });
  for (const { letter, notice: each } of letters.slice(0, EVICT_EVERY)) await renderPdf(letter, each);
  const start = performance.now();
  await renderPdfs(letters);
  return LETTERS / ((performance.now() - start) / 1000);
}

/** Milliseconds of a letter of 400 items that nothing of which was set before, the median of nine. */
async function longLetter() {
  const times = [];
  for (let index = 0; index < 10; index++) {
    const { letter, notice: each } = letterOf(1_000 + index, 400);
    const start = performance.now();
    await renderPdf(letter, each);
    times.push(performance.now() - start);
  }
  return times.slice(1).sort((a, b) => a - b)[4];
}

/** Milliseconds of one letter of five items, warm: the floor of the long one. */
async function shortLetter() {
  const start = performance.now();
  for (const { letter, notice: each } of letters.slice(0, 20)) await renderPdf(letter, each);
  return (performance.now() - start) / 20;
}

/** Sets 1,000 letters on all cores, as a run does, writes them into a print folder, and makes the day's batch. */
async function batch(folder) {
  configurePdf({ workers: 2 });
  const day = join(folder, DAY);
  mkdirSync(day, { recursive: true });
  const all = Array.from({ length: BATCH }, (_, index) => letterOf(10_000 + index, 1 + (index % 9)));
  const start = performance.now();
  const lines = [];
  for (let from = 0; from < BATCH; from += 50) {
    const pages = await renderPdfs(all.slice(from, from + 50));
    for (const [at, bytes] of pages.entries()) {
      const name = `L${from + at}.pdf`;
      writeFileSync(join(day, name), bytes);
      lines.push(`L${from + at}-post,${name},${createHash("sha256").update(bytes).digest("hex")},"Acme Ltd, Town"\n`);
    }
  }
  writeFileSync(join(day, "letters.csv"), lines.join(""));
  const set = (performance.now() - start) / 1000;
  const joining = performance.now();
  await printFolder(day, SAMPLE_CREDITOR, DAY, true);
  const joined = (performance.now() - joining) / 1000;
  return { set, joined, peakMb: process.resourceUsage().maxRSS / 1024, floor: await bareJoin(day) };
}

/** Seconds to read the same letters and write their pages into one file, each page's content once. */
async function bareJoin(day) {
  const start = performance.now();
  const into = await PDFDocument.create();
  for (let index = 0; index < BATCH; index++) {
    const letter = await PDFDocument.load(readFileSync(join(day, `L${index}.pdf`)), { updateMetadata: false });
    for (const page of await into.copyPages(letter, letter.getPageIndices())) into.addPage(page);
  }
  writeFileSync(join(day, "bare.pdf"), await into.save({ useObjectStreams: false }));
  return (performance.now() - start) / 1000;
}

const pages = letters.map(({ letter, notice: each }) => pageData(letter, each));
const bare = [bareRate(pages)];
const ours = [await ourRate()];
bare.push(bareRate(pages));
ours.push(await ourRate());
const short = await shortLetter();
const long = await longLetter();
await closePdf();
const batched = await batch(process.argv[2]);
await closePdf();
process.stdout.write(`${JSON.stringify({ bare: Math.max(...bare), ours: Math.max(...ours), short, long, batch: batched })}\n`);
