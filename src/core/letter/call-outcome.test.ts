import { expect, test } from "vitest";
import { readCallOutcome } from "./call-outcome.ts";

test.each([
  ["call", ["rpc", "rpc_promise", "RPC_DISPUTE", "rpc_refused", "reached", "Spoke to Ms Lind", "promise", "dispute", "plan", "callback", "payment plan"]],
  ["voicemail", ["voicemail", "Voice-mail", "voicemail_left", "answering machine"]],
  ["call-attempt", ["no_answer", "no-answer", "No answer", "busy", "third_party", "not reached", "nobody there", "left message"]],
  [null, ["wrong_number", "disconnected", "", "?", "other", "see note", "wrong party reached"]],
] as const)("a call is told as %s where its outcome says so", (told, outcomes) => {
  for (const outcome of outcomes) expect(readCallOutcome(outcome), outcome).toBe(told);
});
