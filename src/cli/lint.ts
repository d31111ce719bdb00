import type { Command } from "commander";
import type { LintDocument } from "../runs/lint-run.ts";
import { addCommand } from "./context.ts";

interface LintOptions {
  readonly step: string;
  readonly language: string;
  readonly dataFile?: string;
  readonly window?: string;
}

export function addLintCommand(program: Command): void {
  addCommand<LintOptions>(program, {
    usage: "lint <file>",
    description: "check the text of a letter (txt, md, html, eml, pdf) as a letter of a step; exit code 1 when it must not leave",
    configure: (command) =>
      command
        .requiredOption("--step <step>", "reminder, past-due, first, second, third or final")
        .requiredOption("--language <tag>", "the letter's language, for example en or de-CH")
        .option("--data-file <file>", "JSON with the account's facts: what `firmly propose --json` prints, or one decision of it")
        .option("--window <profile>", "of a PDF: the envelope's window profile, for example din-5008-b"),
    run: async ([file], options, context) => {
      const { lintFile } = await import("../runs/lint-run.ts");
      const document = await lintFile({
        file: file!,
        step: options.step,
        language: options.language,
        dataFile: options.dataFile ?? null,
        window: options.window ?? null,
      });
      context.print(document, () => describe(document));
      return document.passed ? 0 : 1;
    },
  });
}

function describe({ file, findings, elements, unsure, passed }: LintDocument): string {
  const lines = findings.map(
    (finding) => `${file}:${finding.line}:${finding.column} ${finding.severity} ${finding.check} ${finding.code}: ${finding.message} ${finding.suggestion}`,
  );
  const states = (["present", "missing", "unsure"] as const)
    .filter((state) => elements[state].length > 0)
    .map((state) => `${state}: ${elements[state].join(", ")}`);
  const open = unsure.length > 0 ? [`not known enough for: ${unsure.join(", ")}`] : [];
  return [...lines, ...states, ...open, passed ? "The letter may leave." : "The letter must not leave as it is."].join("\n");
}
