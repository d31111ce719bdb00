import type { ImportFormat, ImportSource, ReadOptions, ReadResult } from "./contract.ts";
import { guessWide, looksBinary } from "./csv/encoding.ts";
import { openTextTable } from "./csv/text-table.ts";
import { readTable } from "./table/read-table.ts";

/** Tables as text: comma, semicolon, tab or bar between the cells, any of the usual encodings, headings in six languages. */
const csv: ImportFormat = { name: "csv", recognise, read };
export default csv;

/** Text is a table until another format knows better; a name that says so is a hint. */
function recognise(sample: Buffer, fileName: string): number {
  const wide = (sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff) || guessWide(sample) !== null;
  if (!wide && looksBinary(sample)) return 0;
  const text = sample.toString(wide ? "utf16le" : "utf8").trimStart();
  if (/^(<\?xml|<[a-z!]|[{[]\s*["{[\]}]|%PDF|:20:|\{1:F01)/i.test(text)) return 0.05;
  return /\.(csv|tsv|tab|txt)$/i.test(fileName) ? 0.6 : /[,;\t|]/.test(text) ? 0.4 : 0.1;
}

async function read(source: ImportSource, options: ReadOptions): Promise<ReadResult> {
  return readTable(await openTextTable(source, options.mapping), options);
}
