import { SaxesParser } from "saxes";

/** One element of a TwiML document, as strictly as the double reads it. */
export interface TwimlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly TwimlElement[];
  readonly text: string;
}

interface Rule {
  readonly attributes: Readonly<Record<string, RegExp>>;
  readonly children: readonly string[];
  readonly text: boolean;
}

const LANGUAGES = /^(?:en-GB|en-US|de-DE|fr-FR|fr-CA|it-IT|es-ES|es-MX|id-ID)$/;
const URL = /^https?:\/\/\S+$/;
const SECONDS = /^[1-9]\d{0,2}$/;
/** The verbs and attributes of TwiML for voice that Firmly uses; any other is a fault. */
const RULES: Readonly<Record<string, Rule>> = {
  Response: { attributes: {}, children: ["Say", "Gather", "Redirect", "Dial", "Pause", "Hangup"], text: false },
  Say: { attributes: { language: LANGUAGES, voice: /^[\w.-]+$/, loop: /^[1-9]$/ }, children: [], text: true },
  Gather: {
    attributes: { input: /^dtmf$/, action: URL, method: /^(?:GET|POST)$/, numDigits: /^[1-9]\d?$/, timeout: SECONDS },
    children: ["Say", "Pause"],
    text: false,
  },
  Redirect: { attributes: { method: /^(?:GET|POST)$/ }, children: [], text: true },
  Dial: { attributes: { callerId: /^\+[1-9]\d{6,14}$/, timeout: SECONDS }, children: ["Number"], text: false },
  Number: { attributes: {}, children: [], text: true },
  Pause: { attributes: { length: SECONDS }, children: [], text: false },
  Hangup: { attributes: {}, children: [], text: false },
};

/** Reads a document. @throws Error on anything that is not the subset above, well-formed */
export function readTwiml(xml: string): TwimlElement {
  const parser = new SaxesParser();
  type Open = { name: string; attributes: Record<string, string>; children: TwimlElement[]; text: string };
  const open: Open[] = [];
  let root: TwimlElement | null = null;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const parent = open.at(-1);
    check(name, attributes, parent?.name ?? null);
    open.push({ name, attributes, children: [], text: "" });
  });
  parser.on("text", (text) => {
    const inside = open.at(-1);
    if (!inside) return;
    if (!RULES[inside.name]!.text && text.trim() !== "") throw new Error(`<${inside.name}> holds text: ${text}`);
    inside.text += text;
  });
  parser.on("closetag", () => {
    const closed = open.pop()!;
    if (open.length > 0) open.at(-1)!.children.push(closed);
    else root = closed;
  });
  parser.write(xml).close();
  if (!root) throw new Error("there is no document");
  return root;
}

function check(name: string, attributes: Readonly<Record<string, string>>, parent: string | null): void {
  const rule = RULES[name];
  if (!rule) throw new Error(`<${name}> is no verb that is known here`);
  if (parent === null ? name !== "Response" : !RULES[parent]!.children.includes(name))
    throw new Error(`<${name}> may not stand in ${parent ?? "the document"}`);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!rule.attributes[attribute]?.test(value)) throw new Error(`<${name}> may not have ${attribute}="${value}"`);
  }
}
