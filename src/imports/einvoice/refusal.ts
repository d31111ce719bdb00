import type { Problem, ReadBatch } from "../contract.ts";
import { XmlProblem } from "../xml/parse.ts";

/** Why nothing of an e-invoice is taken; caught where the file is read. */
export class Refusal extends Error {
  readonly code: string;
  readonly line: number;
  constructor(code: string, line: number, message: string) {
    super(message);
    this.code = code;
    this.line = line;
  }
}

/** What a reader of one whole file gives, or why it gives nothing. No exception leaves it. */
export async function* orRefused(read: () => Promise<ReadBatch>): AsyncGenerator<ReadBatch> {
  try {
    yield await read();
  } catch (error) {
    if (error instanceof Refusal || error instanceof XmlProblem) yield refused(error);
    // Whatever else goes wrong inside a reader goes wrong because of what stands in the file.
    else yield refused({ code: "file-damaged", line: 1, message: `The file is damaged and was not read (${reasonOf(error)}). Export it again.` });
  }
}

function refused({ code, line, message }: Omit<Problem, "severity">): ReadBatch {
  return { rows: 0, debtors: [], documents: [], contacts: [], problems: [{ line, code, message, severity: "fatal" }] };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : "unknown";
}
