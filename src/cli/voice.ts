import type { Command } from "commander";
import type { VoicePreview } from "../runs/voice-preview.ts";
import { addCommand } from "./context.ts";
import { printable } from "./table.ts";

export function addVoiceCommand(program: Command): void {
  addCommand(program, {
    usage: "voice <account>",
    description: "what a voice message to an account would say, and whether it may be made; nobody is called",
    run: async ([account], _options, context) => {
      const [{ previewVoice }, { reasonSentences }] = await Promise.all([import("../runs/voice-preview.ts"), import("../runs/reason-sentence.ts")]);
      const document = await previewVoice(await context.store(), account!, await context.asOf());
      context.print(document, () => (document ? describe(document, reasonSentences) : "No letter would leave on that day."));
    },
  });
}

function describe({ step, why, inProcedure, text }: VoicePreview, sentences: (why: VoicePreview["why"]) => string[]): string {
  const allowed = why.length === 0 ? ["It may be made."] : ["It must not be made:", ...sentences(why).map((sentence) => `  ${sentence}`)];
  const named = inProcedure ? [] : [`The procedure does not name voice for this step (${step}).`];
  const lines = [`Step: ${step}`, ...allowed, ...named, ...(text === null ? [] : ["", text.trimEnd()])];
  return lines.join("\n").split("\n").map(printable).join("\n");
}
