// Sets letters in a process of its own: Typst compiles synchronously in native code, so only another process can stop it.
// Plain JavaScript, because Node 20 starts no TypeScript file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// A template that imports a package would make the compiler look for it on the network: nothing listens there.
for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"]) process.env[name] = "http://127.0.0.1:9";
const { markAccessible } = await import("./pdf-ua.mjs");
const { NodeCompiler } = await import("@myriaddreamin/typst-ts-node-compiler");

const templates = join(dirname(fileURLToPath(import.meta.url)), "templates");
const require = createRequire(import.meta.url);
/** Latin, Greek and Cyrillic; Arimo has the shapes of Liberation Sans, which a Swiss payment part is set in. */
const FONTS = [
  ["noto-sans", "400Regular/NotoSans_400Regular.ttf"],
  ["noto-sans", "600SemiBold/NotoSans_600SemiBold.ttf"],
  ["noto-sans", "400Regular_Italic/NotoSans_400Regular_Italic.ttf"],
  ["arimo", "400Regular/Arimo_400Regular.ttf"],
  ["arimo", "700Bold/Arimo_700Bold.ttf"],
].map(([family, file]) => readFileSync(join(dirname(require.resolve(`@expo-google-fonts/${family}/package.json`)), file)));

/** What is compiled is remembered and grows without end; thrown away after so many letters. */
const LETTERS_UNTIL_EVICTION = 10;
let since = 0;

const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: FONTS }] });
const place = (name) => join(templates, name);

/** @param {{ json: string, files: { name: string, bytes: Uint8Array }[], template: string }} page @param {"pdf" | "picture"} form */
function setPage(page, form) {
  compiler.mapShadow(place("data.json"), Buffer.from(page.json));
  for (const { name, bytes } of page.files) compiler.mapShadow(place(name), Buffer.from(bytes));
  try {
    const { document, lacks } = compileAnyhow(page);
    if (form === "picture") return { bytes: exportPicture(document) };
    // A letter that lacks its logo is not what it should be: it claims no standard either, so that whoever prints it is told.
    return lacks ? { bytes: compiler.pdf(document), lacks } : exportPdf(document);
  } finally {
    if (++since % LETTERS_UNTIL_EVICTION === 0) compiler.evictCache(0);
  }
}

/** A letterhead's picture that proves broken only now must not keep the letter from leaving. */
function compileAnyhow({ json, template }) {
  try {
    return { document: compile(template) };
  } catch (error) {
    const data = JSON.parse(json);
    if (!data.logo && !data.signature) throw error;
    compiler.mapShadow(place("data.json"), Buffer.from(JSON.stringify({ ...data, logo: null, signature: null })));
    return { document: compile(template), lacks: `a picture of the letterhead cannot be read: ${error.message}` };
  }
}

/** A letter of two pages is set closer where that makes it one, and no closer than it needs. */
function compile(template) {
  const wide = compileOnce(template, 0);
  if (template !== "letter" || wide.numOfPages !== 2) return wide;
  const closest = compileOnce(template, 1);
  if (closest.numOfPages !== 1) return wide;
  const between = compileOnce(template, 0.5);
  return between.numOfPages === 1 ? between : closest;
}

/** `close`: 0 is wide, 1 is as close as a letter may be. */
function compileOnce(template, close) {
  compiler.mapShadow(place("close.json"), Buffer.from(String(close)));
  const compiled = compiler.compile({ mainFilePath: place(`${template}.typ`) });
  if (!compiled.result) throw new Error(explain(compiled.takeDiagnostics()));
  return compiled.result;
}

/**
 * To be kept and to be read aloud (PDF/A-3a, PDF/UA-1) where the text allows it: a script that no shipped font knows must not
 * keep a letter from leaving. `lacks` tells what stands in the way.
 */
function exportPdf(document) {
  try {
    return { bytes: markAccessible(compiler.pdf(document, { pdfStandard: "a-3a" })) };
  } catch (error) {
    return { bytes: compiler.pdf(document), lacks: error instanceof Error ? error.message : explain(error) };
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
    process.send({ id, ...setPage(page, form) });
  } catch (error) {
    process.send({ id, error: error instanceof Error ? error.message : explain(error) });
  }
});
process.on("disconnect", () => process.exit(0));
