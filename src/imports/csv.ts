import type { ImportFormat, ImportSource, ReadOptions, ReadResult } from "./contract.ts";
import { guessWide, looksBinary } from "./csv/encoding.ts";
import { openTextTable } from "./csv/text-table.ts";
import { weighText } from "./table/confidence.ts";
import { readTable } from "./table/read-table.ts";

/** Tables as text: comma, semicolon, tab or bar between the cells, any of the usual encodings, headings in six languages. */
const csv: ImportFormat = { name: "csv", isTable: true, recognise, read };
export default csv;

/** Text is a table until another format knows better; how sure that is, its headings tell. */
function recognise(sample: Buffer, fileName: string): number {
  const wide = sample[0] === 0xff && sample[1] === 0xfe ? "utf-16le" : sample[0] === 0xfe && sample[1] === 0xff ? "utf-16be" : guessWide(sample);
  if (!wide && looksBinary(sample)) return 0;
  const text = new TextDecoder(wide ?? "utf-8").decode(sample).trimStart();
  if (/^(<\?xml|<[a-z!]|[{[]\s*["{[\]}]|%PDF|:20:|\{1:F01)/i.test(text)) return 0.05;
  const known = weighText(text);
  return known > 0 ? known : /\.(csv|tsv|tab|txt)$/i.test(fileName) ? 0.3 : /[,;\t|]/.test(text) ? 0.2 : 0.1;
}

async function read(source: ImportSource, options: ReadOptions): Promise<ReadResult> {
  return readTable(await openTextTable(source, options.mapping), options);
}
