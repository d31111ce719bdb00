import { SaxesParser } from "saxes";
import type { ImportSource } from "../contract.ts";

/** What is wrong with a workbook, in words for its owner. */
export class XlsxProblem extends Error {
  readonly code: "xlsx-damaged" | "xlsx-too-large" | "xlsx-unsupported";
  constructor(code: XlsxProblem["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** What is done with the tags of a part of a workbook. Names are without their prefixes. */
export interface TagHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
}

/** No cell, and no tag, comes near this: what does is made to exhaust its reader. */
const LONGEST_WITHOUT_TAG = 4 * 1024 * 1024;

/**
 * Feeds a part of a workbook to a handler, and stops after each piece, so that its rows can be handed on.
 * @throws XlsxProblem where it is no XML, or is too large; ZipProblem from the archive
 */
export async function* readTags(source: ImportSource, handler: TagHandler, mostBytes: number): AsyncGenerator<void> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  const decoder = new TextDecoder("utf-8");
  let [size, since] = [0, 0];
  const bare = (name: string) => name.slice(name.indexOf(":") + 1);
  parser.on("error", (error) => {
    throw new XlsxProblem("xlsx-damaged", `The workbook is damaged: ${error.message.slice(0, 200)}. Save it again in your spreadsheet program.`);
  });
  parser.on("doctype", () => {
    throw new XlsxProblem("xlsx-damaged", "The workbook declares a document type (DOCTYPE). Workbooks have none; files that do harm have. It is not read.");
  });
  parser.on("opentag", ({ name, attributes }) => {
    since = 0;
    handler.open(bare(name), attributes);
  });
  parser.on("closetag", ({ name }) => {
    since = 0;
    handler.close(bare(name));
  });
  parser.on("text", (text) => handler.text(text));
  parser.on("cdata", (text) => handler.text(text));
  for await (const chunk of source.open()) {
    size += chunk.length;
    since += chunk.length;
    if (size > mostBytes) throw tooLarge(`A part of it unpacks to more than ${Math.round(mostBytes / 1024 / 1024)} MB`);
    parser.write(decoder.decode(chunk, { stream: true }));
    if (since > LONGEST_WITHOUT_TAG) throw tooLarge("A single cell of it has several megabytes");
    yield;
  }
  parser.write(decoder.decode()).close();
  yield;
}

export function tooLarge(why: string): XlsxProblem {
  return new XlsxProblem("xlsx-too-large", `The workbook is too large: ${why}. Save the sheet as CSV, or in parts.`);
}
