// Letters as PDF against the bare engine setting the same pages, one process each.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { sampleFacts, sampleItem } from "../dist/core/letter/letter-facts.sample.js";
import { notice } from "../dist/core/letter/notice.js";
import { readLanguage } from "../dist/languages/read.js";
import { compose } from "../dist/letters/compose.js";
import { closePdf, configurePdf, renderPdf, renderPdfs } from "../dist/letters/pdf.js";
import { pageData } from "../dist/letters/pdf-data.js";

const LETTERS = 200;
const EVICT_EVERY = 10;

const letters = Array.from({ length: LETTERS }, (_, index) => {
  const items = [1, 2, 3, 4, 5].map((item) => sampleItem(item, { document: `INV-${index}-${item}`, openMinor: BigInt(10_000 + index * 37 + item) }));
  const made = notice(sampleFacts("second", { items, letter: { id: `L${index}`, reference: `A${index}-1` } }));
  return { notice: made.notice, letter: compose(made.notice, readLanguage("en")) };
});

function bareRate() {
  const templates = join(dirname(fileURLToPath(import.meta.url)), "..", "dist", "letters", "templates");
  const fonts = dirname(createRequire(import.meta.url).resolve("@expo-google-fonts/noto-sans/package.json"));
  const files = ["400Regular/NotoSans_400Regular.ttf", "600SemiBold/NotoSans_600SemiBold.ttf", "400Regular_Italic/NotoSans_400Regular_Italic.ttf"];
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: files.map((file) => readFileSync(join(fonts, file))) }] });
  const pages = letters.map(({ letter, notice: each }) => pageData(letter, each));
  const set = ({ json, qrSvg }) => {
    compiler.mapShadow(join(templates, "data.json"), Buffer.from(json));
    if (qrSvg) compiler.mapShadow(join(templates, "qr.svg"), Buffer.from(qrSvg));
    return compiler.pdf(compiler.compile({ mainFilePath: join(templates, "letter.typ") }).result, { pdfStandard: "ua-1" });
  };
  for (const page of pages.slice(0, EVICT_EVERY)) set(page);
  const start = performance.now();
  for (const [index, page] of pages.entries()) {
    set(page);
    if (index % EVICT_EVERY === EVICT_EVERY - 1) compiler.evictCache(0);
  }
  return LETTERS / ((performance.now() - start) / 1000);
}

async function ourRate() {
  configurePdf({ workers: 1 });
  for (const { letter, notice: each } of letters.slice(0, EVICT_EVERY)) await renderPdf(letter, each);
  const start = performance.now();
  await renderPdfs(letters);
  return LETTERS / ((performance.now() - start) / 1000);
}

const bare = [bareRate()];
const ours = [await ourRate()];
bare.push(bareRate());
ours.push(await ourRate());
await closePdf();
process.stdout.write(`${JSON.stringify({ bare: Math.max(...bare), ours: Math.max(...ours) })}\n`);
