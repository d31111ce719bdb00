import { z } from "zod";
import { SPOKEN_AFTER, SPOKEN_BEFORE, type SpokenLetter } from "../../core/letter/spoken.ts";
import type { Message } from "../contract.ts";

const words = (moments: readonly string[]) => z.strictObject(Object.fromEntries(moments.map((moment) => [moment, z.string()])));

const schema = z.strictObject({
  version: z.literal(1),
  creditor: z.string(),
  delivery: z.string(),
  step: z.string(),
  locale: z.string(),
  phone: z.string(),
  pin: z.strictObject({ asks: z.enum(["customer-number", "postcode"]), length: z.int(), hash: z.string() }),
  voicemail: z.boolean(),
  before: words(SPOKEN_BEFORE),
  after: words(SPOKEN_AFTER),
});

/** What a message says, from its bytes; null where they are no letter by voice. */
export function readSpoken({ files }: Pick<Message, "files">): SpokenLetter | null {
  const [file] = files;
  if (!file) return null;
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(file.bytes))) as SpokenLetter;
  } catch {
    return null;
  }
}
