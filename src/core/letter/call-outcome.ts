import type { CallOutcome } from "../process/activity.ts";

/** What a call was for the debtor: a talk, a message on the machine, or a telephone that rang. */
export type CalledAs = "call" | "voicemail" | "call-attempt";

/** Null: it is no contact with the debtor at all. A letter claims no talk that the log does not tell of. */
export const CALLED_AS: Readonly<Record<CallOutcome, CalledAs | null>> = {
  no_answer: "call-attempt",
  busy: "call-attempt",
  voicemail: "voicemail",
  wrong_number: null,
  third_party: "call-attempt",
  reached: "call",
  rpc_promise: "call",
  rpc_paid: "call",
  rpc_dispute: "call",
  rpc_plan: "call",
  rpc_refusal: "call",
  rpc_callback: "call",
  stop_contact: "call",
};
