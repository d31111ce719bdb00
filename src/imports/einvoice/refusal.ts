import type { ReadBatch } from "../contract.ts";
import { Refusal, refusedBatch } from "../refusal/refusal.ts";

/** What a reader of one whole file gives, or why it gives nothing. No exception leaves it. */
export async function* orRefused(read: () => Promise<ReadBatch>): AsyncGenerator<ReadBatch> {
  try {
    yield await read();
  } catch (error) {
    if (error instanceof Refusal) yield refusedBatch(error);
    // Whatever else goes wrong inside a reader goes wrong because of what stands in the file.
    else yield refusedBatch(new Refusal("file-damaged", 1, `The file is damaged and was not read (${reasonOf(error)}). Export it again.`));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : "unknown";
}
