import type { OpenItem } from "../../core/ledger/open-items.ts";
import { UserError } from "../../core/user-error.ts";

/**
 * Of the items that a command may be about those that it names, or all where it names none.
 * @throws UserError `document-unknown` naming those that it may be about
 */
export function chosenItems<Item extends Pick<OpenItem, "document">>(
  items: readonly Item[],
  documents: readonly string[] | undefined,
  what: string,
): readonly Item[] {
  if (!documents || documents.length === 0) return items;
  const wrong = documents.filter((document) => items.every((item) => item.document !== document));
  if (wrong.length > 0) {
    const known = [...new Set(items.map(({ document }) => document))].join(", ") || "none";
    throw new UserError("document-unknown", `${wrong.join(", ")}: no such document is ${what}. Those that are: ${known}.`);
  }
  return items.filter(({ document }) => documents.includes(document));
}
