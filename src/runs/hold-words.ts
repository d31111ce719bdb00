import type { Activity, Happening } from "../core/process/activity.ts";
import { openHolds } from "../core/process/block.ts";
import { openDebtorHolds } from "../core/process/closed-channels.ts";
import { UserError } from "../core/user-error.ts";
import { theOnly } from "./open-agreement.ts";
import type { RecordGround } from "./record-ground.ts";
import type { SaidOf } from "./said.ts";

type Hold = Extract<Activity, { kind: "hold" | "debtor-hold" }>;

/** Of an item or account: `hold`. Of the debtor, a way to reach it, or one address or number: `debtor-hold`, over all its accounts. */
export function holdHappening({ scope, document, on, contact, reason, until }: SaidOf<"hold">, ground: RecordGround): Happening {
  if (document !== null && scope !== "account") throw new UserError("hold-scope", "A hold on one document is a hold on this account: leave the scope out.");
  if ((on !== null) !== (scope === "channel"))
    throw new UserError("hold-scope", "A hold on a channel names it, and no other hold does: --scope channel --on email.");
  if ((contact !== null) !== (scope === "contact"))
    throw new UserError("hold-scope", "A hold on a contact names the address or number, and no other hold does: --scope contact --contact ap@debtor.example.");
  if (scope === "account") return { kind: "hold", item: document === null ? null : ground.itemOf(document), reason, until };
  return { kind: "debtor-hold", reason, until, channel: on, contact };
}

/** The hold that is named, else the only one that runs (on this document, where one is named). */
export function liftHappening({ hold: named, document }: SaidOf<"lift">, ground: RecordGround): Happening {
  const { account, view, asOf } = ground;
  const item = document === null ? null : ground.itemOf(document);
  const debtorHolds = [...view.activities, ...view.debtorActivities].filter(
    (activity): activity is Extract<Hold, { kind: "debtor-hold" }> => activity.kind === "debtor-hold",
  );
  if (named !== null) return debtorHolds.some(({ id }) => id === named) ? { kind: "debtor-lift", hold: named } : { kind: "lift", hold: named };
  const own = openHolds(view.activities, asOf).filter((hold) => item === null || hold.item === item);
  const open: readonly Hold[] = item === null ? [...own, ...openDebtorHolds(view, asOf)] : own;
  const hold = theOnly(
    "hold",
    account.id,
    open.map((each) => ({ id: each.id, words: holdWords(each, ground) })),
  );
  return { kind: own.some(({ id }) => id === hold) ? "lift" : "debtor-lift", hold };
}

function holdWords(hold: Hold, { documentOf }: RecordGround): string {
  const over = hold.kind === "hold" ? (hold.item === null ? "the account" : documentOf(hold.item)) : (hold.contact ?? hold.channel ?? "the debtor");
  return `${over}: ${hold.reason}`;
}
