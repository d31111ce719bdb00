import type { Suggestion } from "../api.ts";
import type { Said } from "./use-inbox-actions.ts";

/** A suggestion that misses nothing is what the server takes. */
export function saidOf({ happening }: Suggestion): Said {
  return happening as Said;
}
