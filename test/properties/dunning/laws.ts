import type { Engine } from "./engine.ts";
import type { History } from "./histories.ts";
import { lawsOfDecisions } from "./laws-of-decisions.ts";
import { lateNotLost } from "./late-not-lost.ts";
import { lawsOfLetters } from "./laws-of-letters.ts";
import { lawsOfTime } from "./laws-of-time.ts";

/** What must be true of any history; `check` tells what is not, in sentences. */
export interface Law {
  readonly name: string;
  readonly check: (engine: Engine, history: History) => readonly string[];
}

/** Laws that look at what was decided, and those that decide much more than once: these cost the most, and come last. */
export const CHEAP_LAWS: readonly Law[] = [...lawsOfLetters, ...lawsOfDecisions, ...lateNotLost];
export const LAWS: readonly Law[] = [...CHEAP_LAWS, ...lawsOfTime];
