// npm run gallery [-- de fr]: every letter in every language, window and channel as a picture, in gallery/, and a contact sheet per
// language in docs/gallery/. Needs pdftoppm (poppler-utils) and Chromium (CHROMIUM names it where it is not /usr/bin/chromium).
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
await build({ serverOnly: true });
const load = (file) => import(pathToFileURL(join(root, "dist", file)).href);
const { STEPS } = await load("core/process/procedure.js");
const { PLAIN_LETTERHEAD } = await load("core/letter/letterhead.js");
const { WINDOW_PROFILES } = await load("core/letter/window-profiles.js");
const { languageCodes, readLanguage } = await load("languages/read.js");
const { compose } = await load("letters/compose.js");
const { letterCases } = await load("letters/letter-cases.sample.js");
const { closePdf, renderPdf } = await load("letters/pdf.js");
const { renderEmailHtml } = await load("letters/email-shell.js");
const { emailWords } = await load("letters/email-words.js");
const { wordingOf } = await load("letters/wording.js");

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
if (!existsSync(CHROMIUM)) throw new Error(`There is no Chromium at ${CHROMIUM}: install it, or name it in CHROMIUM.`);
const { chromium } = await import("playwright-core");
const WINDOWS = WINDOW_PROFILES.map(({ name }) => name);
const MAILS = [
  { name: "mail", width: 680, dark: false },
  { name: "mail-dark", width: 680, dark: true },
  { name: "mail-phone", width: 375, dark: false },
];

const wanted = process.argv.slice(2);
const out = join(root, "gallery");
const sheets = join(root, "docs", "gallery");
mkdirSync(sheets, { recursive: true });
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
let pictures = 0;
for (const code of languageCodes().filter((each) => wanted.length === 0 || wanted.includes(each))) {
  const folder = join(out, code);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await drawLanguage(code, folder);
  await drawSheet(code, folder);
  console.log(`${code}: ${folder}`);
}
await browser.close();
await closePdf();
console.log(`${pictures} pictures; contact sheets in docs/gallery`);

/** Each step on each window's paper, as mail by day, by night and on a telephone; and what is said on the telephone. */
async function drawLanguage(code, folder) {
  const language = readLanguage(code);
  const cases = new Map(letterCases(code).map((each) => [each.name, each.notice]));
  await Promise.all(
    STEPS.flatMap((step) =>
      WINDOWS.map(async (window) => {
        const notice = cases.get(`${step}-full`);
        const pdf = join(folder, `${step}-${window}.pdf`);
        writeFileSync(pdf, await renderPdf(compose(notice, language, { ...PLAIN_LETTERHEAD, window }), notice));
        await run("pdftoppm", ["-r", "75", "-png", "-singlefile", pdf, pdf.replace(/\.pdf$/, "")]);
        pictures++;
      }),
    ),
  );
  for (const { name, width, dark } of MAILS) {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: dark ? "dark" : "light" });
    for (const step of STEPS) {
      const notice = cases.get(`${step}-full`);
      const letter = compose(notice, language);
      const words = emailWords(letter, notice, wordingOf(language, notice.debtor.country), { page: "attached", statement: true, canReply: true });
      await page.setContent(renderEmailHtml(letter, words));
      await page.screenshot({ path: join(folder, `${step}-${name}.png`), fullPage: true });
      pictures++;
    }
    await page.close();
  }
  const script = readFileSync(join(root, "src", "letters", "golden", code, "calls.txt"), "utf8");
  const page = await browser.newPage({ viewport: { width: 680, height: 800 } });
  await page.setContent(
    `<pre style="font:13px/1.5 sans-serif;white-space:pre-wrap;margin:24px">${script.replace(/[&<]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</pre>`,
  );
  await page.screenshot({ path: join(folder, "phone.png"), fullPage: true });
  await page.close();
  pictures++;
}

/** One row a step, one column a window or mail: the upper part of each picture. */
async function drawSheet(code, folder) {
  const columns = [...WINDOWS, ...MAILS.map(({ name }) => name)];
  const picture = (name) => `data:image/png;base64,${readFileSync(join(folder, `${name}.png`)).toString("base64")}`;
  const cells = STEPS.flatMap((step) => [`<b>${step}</b>`, ...columns.map((column) => `<i><img src="${picture(`${step}-${column}`)}" alt=""></i>`)]);
  const page = await browser.newPage({ viewport: { width: 90 + columns.length * 190, height: 400 } });
  await page.setContent(`<style>
    body { margin: 12px; background: #dfe4e9; font: 600 11px/1.3 sans-serif; color: #1b1f24 }
    main { display: grid; grid-template-columns: 66px repeat(${columns.length}, 178px); gap: 12px; align-items: start }
    i { display: block; height: 252px; overflow: hidden; background: #fff } img { width: 100%; display: block }
  </style><main><b>${code}</b>${columns.map((column) => `<b>${column}</b>`).join("")}${cells.join("")}</main>`);
  await page.screenshot({ path: join(sheets, `${code}.jpg`), type: "jpeg", quality: 72, fullPage: true });
  await page.close();
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit" });
    child.on("error", () => reject(new Error(`${command} is not there: install poppler-utils`)));
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${command} failed`))));
  });
}
