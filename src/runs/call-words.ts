import type { Happening } from "../core/process/activity.ts";
import { UserError } from "../core/user-error.ts";
import type { Understood } from "./happening-of.ts";
import type { RecordGround } from "./record-ground.ts";
import type { Said, SaidOf } from "./said.ts";

type SaidCall = SaidOf<"call">;

/** What may come out of a call, with the outcome that says so and the command that records it later. */
const RESULTS = [
  ["promise", "rpc_promise"],
  ["plan", "rpc_plan"],
  ["dispute", "rpc_dispute"],
] as const;

/**
 * A call with everything that it brings about: what was agreed stands in the log at once, and so does that a number is
 * wrong, or that the debtor wants no calls any more.
 * @param understood what the same words would come to without a call
 * @throws UserError where the outcome and what came out of it do not fit
 */
export function callWords(said: SaidCall, ground: RecordGround, understood: (said: Said) => Understood): Understood {
  const { outcome, person, number, nextOn, direction, detail } = said;
  for (const [result, own] of RESULTS) {
    if (said[result] !== null && outcome !== own)
      throw new UserError("call-outcome", `A ${result} comes out of a call with the outcome ${own}, not ${outcome}.`);
  }
  if (nextOn !== null && nextOn <= ground.happenedOn)
    throw new UserError("call-next-past", `The next call cannot be on ${nextOn}: name a day after the call itself, ${ground.happenedOn}.`);
  const called = number ?? (direction === "outbound" ? ground.view.reach.phone : null);
  const happening: Happening = {
    kind: "call",
    outcome,
    detail,
    direction,
    ...(person !== null && { person }),
    ...(said.identified !== null && { identified: said.identified }),
    ...(called !== null && { number: called }),
    ...(said.delayReason !== null && { delayReason: said.delayReason }),
    ...(said.agreed !== "" && { agreed: said.agreed }),
    ...(nextOn !== null && { nextOn }),
    ...(said.sheet !== null && { sheet: said.sheet }),
  };
  const results = resultsOf(said).map(understood);
  const also = [...results.map((each) => each.happening), ...consequences(said, called)];
  return { happening, also, notes: [...results.flatMap(({ notes }) => notes), ...missing(said, ground)] };
}

function resultsOf({ promise, plan, dispute, person }: SaidCall): Said[] {
  const agreed = { contact: person, channel: "phone" as const };
  const said: Said[] = [];
  if (promise) said.push({ kind: "promise", ...promise, ...agreed });
  if (plan) said.push({ kind: "plan", ...plan, ...agreed });
  if (dispute) said.push({ kind: "dispute", ...dispute, owner: null, answerBy: null, evidence: "", detail: "", ...agreed });
  return said;
}

/** Honoured at once, whatever else was said. */
function consequences({ outcome }: SaidCall, number: string | null): Happening[] {
  if (outcome === "stop_contact") return [{ kind: "stop-contact" }];
  if (outcome !== "wrong_number" || number === null) return [];
  return [{ kind: "debtor-hold", reason: "wrong number", until: null, channel: "phone", contact: number }];
}

/** A call alone holds nothing back: what was agreed must be recorded too. */
function missing(said: SaidCall, { account }: RecordGround): string[] {
  const open = RESULTS.filter(([result, own]) => said.outcome === own && said[result] === null);
  return open.map(([result]) => `This holds no letter back: record the ${result} as well, \`firmly record ${result} A${account.id} --channel phone ...\`.`);
}
