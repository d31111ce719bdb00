// Sets letters in a process of its own: Typst compiles synchronously in native code, so only another process can stop it.
// Plain JavaScript, because Node 20 starts no TypeScript file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// A template that imports a package would make the compiler look for it on the network: nothing listens there.
for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"]) process.env[name] = "http://127.0.0.1:9";
const { NodeCompiler } = await import("@myriaddreamin/typst-ts-node-compiler");

const templates = join(dirname(fileURLToPath(import.meta.url)), "templates");
const fontFolder = dirname(createRequire(import.meta.url).resolve("@expo-google-fonts/noto-sans/package.json"));
const FONTS = ["400Regular/NotoSans_400Regular.ttf", "600SemiBold/NotoSans_600SemiBold.ttf", "400Regular_Italic/NotoSans_400Regular_Italic.ttf"];

/** What is compiled is remembered and grows without end; thrown away after so many letters. */
const LETTERS_UNTIL_EVICTION = 10;
let since = 0;

const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: FONTS.map((file) => readFileSync(join(fontFolder, file))) }] });
const dataFile = join(templates, "data.json");
const qrFile = join(templates, "qr.svg");

/** @param {{ json: string, qrSvg: string | null, template: string }} page @param {"pdf" | "picture"} form */
function setPage(page, form) {
  compiler.mapShadow(dataFile, Buffer.from(page.json));
  if (page.qrSvg) compiler.mapShadow(qrFile, Buffer.from(page.qrSvg));
  try {
    const result = compiler.compile({ mainFilePath: join(templates, `${page.template}.typ`) });
    if (!result.result) throw new Error(explain(result.takeDiagnostics()));
    return form === "picture" ? exportPicture(result.result) : exportPdf(result.result);
  } finally {
    if (++since % LETTERS_UNTIL_EVICTION === 0) compiler.evictCache(0);
  }
}

/** Accessible (PDF/UA-1) where the text allows it: a script that no shipped font knows must not keep a letter from leaving. */
function exportPdf(document) {
  try {
    return compiler.pdf(document, { pdfStandard: "ua-1" });
  } catch {
    return compiler.pdf(document);
  }
}

/** The same layout as one drawing, all pages under each other; text is drawn as outlines, so that it looks the same everywhere. */
function exportPicture(document) {
  return Buffer.from(JSON.stringify({ svg: compiler.plainSvg(document), pages: document.numOfPages }));
}

function explain(diagnostics) {
  try {
    return JSON.stringify(diagnostics?.shortDiagnostics ?? diagnostics);
  } catch {
    return "the letter could not be set";
  }
}

process.on("message", ({ id, page, form }) => {
  try {
    process.send({ id, bytes: setPage(page, form) });
  } catch (error) {
    process.send({ id, error: error instanceof Error ? error.message : explain(error) });
  }
});
process.on("disconnect", () => process.exit(0));
