import { isAnswerKind } from "../core/letter/answer.ts";
import PostalMime from "postal-mime";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { LEAST_CONTRAST, contrast } from "../core/letter/contrast.ts";
import { PLAIN_LETTERHEAD } from "../core/letter/letterhead.ts";
import { lintText } from "../core/letter/lint/lint.ts";
import { languageCodes, readLanguage } from "../languages/read.ts";
import { composeAny } from "./compose.ts";
import { renderEmail } from "./email.ts";
import { darkColours, lightColours } from "./email-colours.ts";
import { letterCases } from "./letter-cases.sample.ts";
import { readLetterText } from "./read/letter-file.ts";

const PDF = new TextEncoder().encode("%PDF-1.7");
const PARTS = { messageId: "L1-email@x.example", from: "ar@x.example", to: "ap@y.example", statement: PDF, copies: [{ documents: ["R-1"], bytes: PDF }] };

describe.each(languageCodes())("in %s", (code) => {
  const language = readLanguage(code);
  const cases = letterCases(code).filter(({ notice }) => notice.step !== "statement");

  test.each(cases)("$name: what the mail adds reads like the letter, and its HTML is whole", async ({ notice }) => {
    const letter = composeAny(notice, language);
    for (const page of [{ pdf: PDF }, { pdf: null, link: "https://x.example/letter-files/a" }]) {
      const bytes = await renderEmail(letter, notice, { ...PARTS, ...page, language });
      const mail = await PostalMime.parse(bytes);
      if (letter.step !== "statement" && !isAnswerKind(letter.step)) {
        const { step } = letter;
        const codesIn = (text: string): string[] => lintText(text, step, language.lexicon).findings.map(({ code: found }) => found);
        const inHtml = await readLetterText(new TextEncoder().encode(mail.html), "html");
        expect(codesIn(inHtml)).toEqual(codesIn(await readLetterText(new TextEncoder().encode(letter.html), "html")));
        expect(codesIn(await readLetterText(bytes, "mail"))).toEqual(codesIn(letter.text));
      }
      expectWhole(mail.html!);
      expect(mail.html).toContain(`lang="${letter.locale}"`);
      const reference = notice.letter.reference;
      expect(mail.subject).toBe(`${letter.subject.replace(/[\u00A0\u202F]/g, " ")} (${reference})`);
      for (const form of [mail.text!, mail.html!]) expect(form.split(reference).length).toBeGreaterThan(2);
      expect(mail.attachments).toHaveLength(page.pdf ? 3 : 2);
      expect(mail.text!.includes("https://x.example/letter-files/a")).toBe(!page.pdf);
    }
  });
});

/** Every element closes where it should: the HTML is XML but for its empty elements and its first line. */
function expectWhole(html: string): void {
  const parser = new SaxesParser();
  const faults: string[] = [];
  parser.on("error", ({ message }) => faults.push(message));
  const xml = html
    .replace(/^<!doctype html>/, "")
    .replace(/&zwnj;|&nbsp;/g, " ")
    .replace(/<(meta|img|br)\b([^>]*[^/>])?>/g, "<$1$2/>");
  parser.write(xml).close();
  expect(faults).toEqual([]);
}

/** The declarations that apply to what stands here, by element and by class. */
function pairsIn(html: string): (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  const grounds: string[] = [];
  const inks: string[] = [];
  const parser = new SaxesParser();
  parser.on("opentag", ({ attributes }) => {
    const style = String(attributes["style"] ?? "");
    const ground = /(?:^|;)background:(#[0-9a-f]{6})/.exec(style)?.[1] ?? grounds.at(-1) ?? "#ffffff";
    const ink = /(?:^|;)color:(#[0-9a-f]{6})/.exec(style)?.[1] ?? inks.at(-1) ?? "#000000";
    grounds.push(ground);
    inks.push(ink);
  });
  parser.on("closetag", () => {
    grounds.pop();
    inks.pop();
  });
  parser.on("text", (text) => {
    if (text.trim() && grounds.length > 0) pairs.push([inks.at(-1)!, grounds.at(-1)!]);
  });
  const body = /<body[\s\S]*<\/body>/.exec(html)![0];
  parser.write(body.replace(/&zwnj;|&nbsp;/g, " ").replace(/<(img|br)\b([^>]*[^/>])?>/g, "<$1$2/>")).close();
  return pairs;
}

/** The HTML as a mail program in the dark shows it: what the sheet says of a class goes before what stands on the element. */
function inTheDark(html: string): string {
  const sheet = /@media \(prefers-color-scheme: dark\) \{([\s\S]*?)\n {4}\}/.exec(html)![1]!;
  const rules = [...sheet.matchAll(/\.(\w+) \{ ([^}]*) \}/g)].map(([, name, rule]) => [name!, rule!.replaceAll(" !important", "")] as const);
  return html.replace(/class="([^"]*)"([^>]*?)style="([^"]*)"/g, (_all, names: string, between: string, style: string) => {
    const said = rules.filter(([name]) => names.split(" ").includes(name)).map(([, rule]) => rule);
    return `class="${names}"${between}style="${said.join(";")};${style}"`;
  });
}

describe("colours", () => {
  const accents = ["#17405f", "#767676", "#0a7a33", "#b00020", "#000000", "#8a5a00", "#ffee00", "#ffffff"];
  const language = readLanguage("de");
  const { notice } = letterCases("de").find(({ name }) => name === "second-full")!;

  test.each(accents)("with the accent %s every piece of text is read on its ground, by day and by night", async (accent) => {
    const letter = composeAny(notice, language, { ...PLAIN_LETTERHEAD, colours: { accent } });
    const { html } = await PostalMime.parse(await renderEmail(letter, notice, { ...PARTS, pdf: PDF, language }));
    for (const shown of [html!, inTheDark(html!)]) {
      const pairs = pairsIn(shown);
      expect(pairs.length).toBeGreaterThan(30);
      for (const [ink, ground] of pairs) expect(contrast(ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(LEAST_CONTRAST);
    }
    expect(pairsIn(inTheDark(html!)).some(([, ground]) => ground === darkColours(accent).card)).toBe(true);
    for (const colours of [lightColours(accent), darkColours(accent)])
      expect(contrast(colours.onAccent, colours.accent)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
  });

  test("Outlook.com, which marks its dark mode otherwise, gets the same", async () => {
    const { html } = await PostalMime.parse(await renderEmail(composeAny(notice, language), notice, { ...PARTS, pdf: PDF, language }));
    expect(html).toContain(`[data-ogsc] .ink { color:${darkColours("#17405f").ink} !important }`);
    expect(html).toContain(`[data-ogsb] .card { background:${darkColours("#17405f").card} !important }`);
  });
});
