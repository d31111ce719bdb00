import { SAMPLE_CREDITOR, sampleFacts } from "../../src/core/letter/letter-facts.sample.ts";
import { PLAIN_LETTERHEAD } from "../../src/core/letter/letterhead.ts";
import { notice } from "../../src/core/letter/notice.ts";
import { readLanguage } from "../../src/languages/read.ts";
import { compose } from "../../src/letters/compose.ts";
import { renderPdf } from "../../src/letters/pdf.ts";

/** A letter as it is printed, in this window. Whoever asks for one closes the printer (`closePdf`). */
export async function samplePage(window: string): Promise<Uint8Array> {
  const made = notice(sampleFacts("second", { creditor: SAMPLE_CREDITOR }));
  if ("missing" in made) throw new Error(made.missing[0]!.message);
  return renderPdf(compose(made.notice, readLanguage("en"), { ...PLAIN_LETTERHEAD, window }), made.notice);
}
