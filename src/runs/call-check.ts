import type { PoolClient } from "pg";
import { callConduct } from "../core/insight/call-conduct.ts";
import type { ActivityOf } from "../core/process/activity.ts";
import type { Conduct } from "../core/process/conduct.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { conductOf } from "../jurisdictions/conduct.ts";
import { jurisdictions } from "../open-folders.ts";
import type { AccountRow } from "../store/account-store.ts";
import { readDocument } from "../store/letter-store.ts";
import { reasonSentences } from "./reason-sentence.ts";
import type { RecordGround } from "./record-ground.ts";

type Call = Omit<ActivityOf<"call">, "id" | "account" | "happenedOn" | "knownOn" | "by">;

/** Reasons for not calling that say nothing against a call that was made. */
const HARMLESS: ReadonlySet<string> = new Set(["no-phone", "nothing-open"]);

/**
 * A call that was made outside of what is allowed is recorded all the same: it happened. Returns what to say about it.
 * @throws UserError `sheet-unknown`
 */
export async function checkCall(client: PoolClient, call: Call, ground: RecordGround): Promise<string[]> {
  if (call.sheet && !(await readDocument(client, call.sheet)))
    throw new UserError("sheet-unknown", `No call sheet ${call.sheet} is on file: freeze it with \`firmly call-sheet A${ground.account.id} --freeze\`.`);
  if (call.direction === "inbound") return [];
  // A person records a call after it: the hour at which he does says nothing about it.
  const { stops } = callConduct({ ...ground, conduct: await conductFor(ground.account, ground.happenedOn), clocks: [], today: ground.happenedOn });
  const wrong = stops.filter(({ code }) => !HARMLESS.has(code));
  return wrong.length === 0 ? [] : reasonSentences(wrong).map((sentence) => `This call was outside of what is allowed. ${sentence}`);
}

/** How the debtor of an account may be approached on a day. */
export async function conductFor({ country, type }: Pick<AccountRow, "country" | "type">, day: Day): Promise<Conduct> {
  return conductOf(await jurisdictions(), country, type, day);
}
