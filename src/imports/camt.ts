import { batchOf, CamtReader } from "./camt/reader.ts";
import { Refusal } from "./refusal/refusal.ts";
import { recogniseCamt } from "./camt/recognition.ts";
import type { ImportFormat, ImportSource, Problem, ReadBatch } from "./contract.ts";
import { type ArchivedFile, openArchive } from "./zip/archive.ts";
import { isArchive } from "./zip/sample.ts";

/**
 * Bank statements of ISO 20022: camt.053 (statement), camt.052 (report within the day), camt.054 (notice), versions 1 to 13 and
 * later, plain or zipped. Source: ISO 20022 message definitions, Bank-to-Customer Cash Management.
 */
const camt: ImportFormat = {
  name: "camt",
  recognise: recogniseCamt,
  read: async (source) => ({ mode: "movements", ledger: false, batches: readAll(source) }),
};
export default camt;

async function* readAll(source: ImportSource): AsyncGenerator<ReadBatch> {
  const place = { name: "" };
  try {
    if (await startsAsArchive(source)) yield* readArchive(source, place);
    else yield* new CamtReader().read(source);
  } catch (error) {
    yield batchOf([problemOf(error, place.name)]);
  }
}

async function startsAsArchive(source: ImportSource): Promise<boolean> {
  for await (const chunk of source.open()) return isArchive(chunk);
  return false;
}

/** The statements of all files in an archive. One that cannot be trusted spoils them all: an import takes a file or leaves it. */
async function* readArchive(source: ImportSource, place: { name: string }): AsyncGenerator<ReadBatch> {
  const files = (await openArchive(source)).filter(({ name }) => !isLitter(name));
  if (files.length === 0) throw new Refusal("zip-empty", 1, "The archive holds no file. Fetch it again.");
  for (const file of files) await checkFile(file);
  const reader = new CamtReader();
  for (const file of files) {
    place.name = file.name;
    for await (const batch of reader.read(file.source)) yield { ...batch, problems: batch.problems.map((problem) => inFile(problem, file.name)) };
  }
}

/** What a Mac or Windows adds to an archive unasked. */
function isLitter(name: string): boolean {
  return /^__MACOSX\/|(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/i.test(name);
}

async function checkFile({ name, source }: ArchivedFile): Promise<void> {
  const shown = name.slice(0, 100);
  for await (const chunk of source.open()) {
    if (isArchive(chunk)) throw new Refusal("zip-foreign", 1, `The archive holds another archive, "${shown}". Unpack it, and import what is in it.`);
    if (recogniseCamt(chunk) > 0) return;
    break;
  }
  throw new Refusal("zip-foreign", 1, `The archive holds "${shown}", which is no bank statement (camt). Import the statements without it.`);
}

function inFile(problem: Problem, name: string): Problem {
  return { ...problem, message: `${name.slice(0, 100)}: ${problem.message}` };
}

function problemOf(error: unknown, name: string): Problem {
  if (!(error instanceof Refusal)) throw error;
  return name === "" ? error.problem : inFile(error.problem, name);
}
