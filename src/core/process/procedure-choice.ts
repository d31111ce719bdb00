import type { Procedure } from "./procedure.ts";

/** Settings may name a procedure for everybody ("*"), a segment ("retail"), a debtor ("debtor:D17") or an invoice ("document:INV-1"). */
export type ProcedureChoice = Readonly<Record<string, string>>;

const DEFAULT = "standard";

/**
 * The procedure that an account follows: the one named for an invoice while that is open, else for its debtor, else for
 * the debtor's segment, else for everybody. A letter covers a whole account, so an invoice's procedure decides for the account;
 * where open invoices name different ones, the gentlest does: the one that takes longest to its third letter.
 * @param open the account's open items
 * @param find a procedure by its name
 */
export function chooseProcedure(
  choice: ProcedureChoice,
  { debtor, segment }: { readonly debtor: string; readonly segment: string | null },
  open: readonly { readonly document: string }[],
  find: (name: string) => Procedure,
): Procedure {
  const named = namedForDocuments(choice, open);
  if (named.length > 0) return named.map(find).reduce((a, b) => (isGentler(b, a) ? b : a));
  return find(ownOf(choice, `debtor:${debtor}`) ?? (segment === null ? null : ownOf(choice, segment)) ?? ownOf(choice, "*") ?? DEFAULT);
}

/** By names: settings keep no order, so the order of two that take equally long must not rest on it. */
function namedForDocuments(choice: ProcedureChoice, open: readonly { readonly document: string }[]): string[] {
  if (!Object.keys(choice).some((key) => key.startsWith("document:"))) return [];
  const names = open.map(({ document }) => ownOf(choice, `document:${document}`)).filter((name) => name !== null);
  return [...new Set(names)].sort();
}

function isGentler(a: Procedure, b: Procedure): boolean {
  return daysToThird(a) > daysToThird(b);
}

/** From the due date to the third letter where nothing comes in between, in days. */
function daysToThird({ graceDays, steps: { first, second, third } }: Procedure): number {
  return [first, second, third].reduce((sum, { trigger }) => sum + ("days" in trigger ? trigger.days : 0), graceDays);
}

/** A segment may be called "constructor". */
function ownOf(choice: ProcedureChoice, key: string): string | null {
  return Object.hasOwn(choice, key) ? choice[key]! : null;
}
