import { z } from "zod";
import { CALL_OUTCOMES, type Happening } from "../core/process/activity.ts";
import { UserError } from "../core/user-error.ts";
import { parseDay } from "../core/values/day.ts";
import { explainIssues, strictObject } from "../procedures/strict-object.ts";
import { findAccounts, loadAccounts, resolveAccount } from "../store/account-store.ts";
import type { Store } from "../store/database.ts";
import { inTransaction } from "../store/transaction.ts";
import { approveHandOver } from "./hand-over/approve.ts";
import { recordHappening } from "./record.ts";

const day = z.string().transform((text, context) => {
  const parsed = parseDay(text);
  if (parsed) return parsed;
  context.addIssue({ code: "custom", message: `must be a day like 2026-03-05, not "${text}"` });
  return z.NEVER;
});
const text = z.string().min(1);
const shared = { on: day, debtor: text, by: text };

const event = z.discriminatedUnion("kind", [
  strictObject({ ...shared, kind: z.literal("call"), outcome: z.enum(CALL_OUTCOMES), detail: text }),
  strictObject({ ...shared, kind: z.literal("note"), detail: text }),
  strictObject({ ...shared, kind: z.literal("promise"), amount: text, day }),
  strictObject({ ...shared, kind: z.literal("dispute"), document: text, reason: text, detail: text }),
  strictObject({ ...shared, kind: z.literal("hold"), reason: text, until: day.nullable() }),
  strictObject({ ...shared, kind: z.literal("sales-check"), answer: z.enum(["no-dispute", "dispute"]), detail: text }),
  strictObject({ ...shared, kind: z.literal("insolvency") }),
  strictObject({ ...shared, kind: z.literal("stop-contact") }),
  strictObject({ ...shared, kind: z.literal("hand-over") }),
]);

/** One thing that a person recorded, on the day `on`; `debtor` has one account. */
export type DemoEvent = z.infer<typeof event>;

/** @throws UserError `events-invalid` naming every event that is wrong */
export function readEvents(data: unknown): DemoEvent[] {
  const read = z.array(event).safeParse(data, { reportInput: true });
  if (!read.success) throw new UserError("events-invalid", `The events cannot be used:\n${explainIssues(read.error)}`);
  return read.data.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** Whether the account's log holds it: then an interrupted play recorded it before it stopped. */
export async function isRecorded(store: Store, { debtor, on, by, kind }: DemoEvent): Promise<boolean> {
  const recorded = kind === "hand-over" ? "hand-over-approved" : kind;
  const [account] = await inTransaction(store, async (client) => loadAccounts(client, await findAccounts(client, [await resolveAccount(client, debtor)]), on));
  return account!.activities.some((activity) => activity.kind === recorded && activity.knownOn === on && activity.by === by);
}

export async function recordEvent(store: Store, event: DemoEvent): Promise<void> {
  const options = { account: event.debtor, asOf: event.on, by: event.by };
  if (event.kind === "hand-over") await approveHandOver(store, options);
  else await recordHappening(store, { ...options, happening: (itemOf, minor) => happeningOf(event, itemOf, minor) });
}

function happeningOf(event: Exclude<DemoEvent, { kind: "hand-over" }>, itemOf: (document: string) => number, minor: (amount: string) => bigint): Happening {
  const { on: _on, debtor: _debtor, by: _by, ...happening } = event;
  if (happening.kind === "promise") return { kind: "promise", amountMinor: minor(happening.amount), day: happening.day, items: [] };
  if (happening.kind === "hold") return { ...happening, item: null };
  if (happening.kind === "dispute") return { kind: "dispute", item: itemOf(happening.document), reason: happening.reason, detail: happening.detail };
  return happening;
}
