import { SaxesParser } from "saxes";

const MOST_ELEMENTS = 5_000;
/** Shapes and plain colours. What repeats itself can be made to grow without end, what refers elsewhere can be made to tell who reads. */
const ELEMENTS = new Set(
  "svg g path rect circle ellipse line polyline polygon defs linearGradient radialGradient stop clipPath title desc metadata".split(" "),
);
const WHY: Readonly<Record<string, string>> = {
  script: "it holds a script: export it without",
  foreignObject: "it holds a foreign object: export it as plain shapes",
  image: "it holds another picture: save it as PNG, or export it as plain shapes",
  text: "it holds text, whose font is not everywhere: convert the text to paths",
  use: "it holds symbols that are used again: export it with all of them expanded",
  style: "it holds a style sheet: export it with presentation attributes",
};

/** Null: it is no SVG. Empty: it can be used. Else why not, and what to do. */
export function checkSvg(bytes: Buffer): string | null {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
  if (!/^\uFEFF?\s*(?:<\?xml|<!--|<!DOCTYPE|<svg)/i.test(text)) return null;
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) return "it has a document type: delete that line";
  let refused = "";
  let elements = 0;
  let hasSize = false;
  const parser = new SaxesParser({ xmlns: true });
  const refuse = (why: string): void => {
    refused ||= why;
  };
  parser.on("error", () => refuse("it is no well-formed SVG: save it once more"));
  parser.on("processinginstruction", () => refuse("it holds a processing instruction: export it as plain SVG"));
  parser.on("opentag", ({ local, uri, attributes }) => {
    if (++elements > MOST_ELEMENTS) refuse(`it has more than ${MOST_ELEMENTS} shapes: save it as PNG`);
    if (elements === 1) {
      if (local !== "svg" || uri !== "http://www.w3.org/2000/svg") refuse("its first element is no SVG: save it once more");
      hasSize = "viewBox" in attributes || ("width" in attributes && "height" in attributes);
    }
    // Editors keep their own notes in namespaces of theirs; nothing draws these.
    if (uri !== "http://www.w3.org/2000/svg") return;
    if (!ELEMENTS.has(local)) refuse(WHY[local] ?? `it holds "${local.slice(0, 40)}": export it as plain shapes`);
    for (const { local: name, value } of Object.values(attributes)) {
      if (/^on/i.test(name)) refuse("it holds a script: export it without");
      if (name === "href" && !value.startsWith("#")) refuse("it refers to something outside of it: export it as one file");
      if (name !== "href" && /url\(\s*['"]?(?!#)|@import|javascript:/i.test(value.replace(/url\(\s*['"]?#[\w.-]+['"]?\s*\)/g, "")))
        refuse("it refers to something outside of it: export it as one file");
    }
  });
  try {
    parser.write(text.replace(/^\uFEFF/, "")).close();
  } catch {
    refuse("it is no well-formed SVG: save it once more");
  }
  if (refused) return refused;
  return hasSize ? "" : "it has no size: give it a viewBox";
}
