import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

/** A sentence, and the words in it at which the finding has to stand. */
export interface Spoiler {
  readonly text: string;
  readonly at: string;
}

/** What one language brings for the linter's table (test/lint-defects/LL.yaml). */
export interface Defects {
  readonly plain: string;
  readonly blanks: readonly Spoiler[];
  readonly vague: readonly Spoiler[];
  readonly interest: Spoiler;
  readonly threats: readonly Spoiler[];
  readonly early: readonly Spoiler[];
  readonly last: Spoiler;
  readonly negotiation: Spoiler;
  readonly reproaches: readonly Spoiler[];
  readonly disclosures: readonly Spoiler[];
  readonly envelope: string;
  readonly familiar: readonly Spoiler[];
  readonly hard: string;
}

/** @throws where a language has no such file: its table would be empty */
export function defectsOf(language: string): Defects {
  const file = fileURLToPath(new URL(`../lint-defects/${language}.yaml`, import.meta.url));
  if (!existsSync(file)) throw new Error(`${file} is missing: write there what the linter has to find in this language`);
  return parse(readFileSync(file, "utf8")) as Defects;
}
