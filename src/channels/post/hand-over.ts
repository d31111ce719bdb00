import type { Receipt } from "../contract.ts";
import { type Asked, brief, type Pace, pause } from "./ask.ts";
import type { Found, PrintedLetter } from "./port.ts";

/** What a service's answer to an order means. */
type Verdict =
  | { readonly kind: "accepted"; readonly letter: PrintedLetter }
  | { readonly kind: "over"; readonly receipt: Receipt }
  | { readonly kind: "unclear"; readonly detail: string };

export interface Steps {
  readonly order: () => Promise<Asked>;
  /** Reads an answer of status 2xx; null where it names no letter. */
  readonly read: (answer: Extract<Asked, { kind: "answer" }>) => PrintedLetter | null;
  /** What is told of an order that is wrong (4xx), and whether its recipient is. */
  readonly explain: (answer: Extract<Asked, { kind: "answer" }>) => { readonly detail: string; readonly isAboutLetter: boolean };
  readonly find: () => Promise<Found>;
  /** The service promises that the same order with the same key makes no second letter, at least for an hour. */
  readonly keepsKeys: boolean;
}

/**
 * Places an order once. Where its end was not heard, the service is asked whether it has the letter, and where it promises that the key makes only
 * one letter, the order is repeated. What stays open is uncertain: another answer to the repeated order says nothing about the first one.
 */
export async function placeOrder(steps: Steps, pace: Pace): Promise<Receipt> {
  let verdict = judge(await steps.order(), steps);
  if (verdict.kind === "accepted") return accepted(verdict.letter);
  if (verdict.kind === "over") return verdict.receipt;
  for (const ms of pace.pausesMs) {
    await pause(ms);
    const answer = await steps.find();
    if ("found" in answer && answer.found) return accepted(answer.found);
    if ("unclear" in answer || !steps.keepsKeys) continue;
    const repeated = judge(await steps.order(), steps);
    if (repeated.kind === "accepted") return accepted(repeated.letter);
    if (repeated.kind === "unclear") verdict = repeated;
  }
  return { outcome: "uncertain", detail: verdict.detail };
}

export function accepted({ id, answer }: PrintedLetter): Receipt {
  return { outcome: "accepted", providerId: id, answer };
}

function judge(asked: Asked, { read, explain }: Steps): Verdict {
  if (asked.kind !== "answer")
    return asked.kind === "not-sent" ? { kind: "over", receipt: channelFailed(asked.detail) } : { kind: "unclear", detail: asked.detail };
  const { status, text } = asked;
  if (status >= 200 && status < 300) {
    const letter = read(asked);
    return letter ? { kind: "accepted", letter } : { kind: "unclear", detail: `${status} without a letter: ${brief(text)}` };
  }
  if ([401, 402, 403, 404, 405, 415, 429].includes(status)) return { kind: "over", receipt: channelFailed(told(status, explain(asked).detail)) };
  if (status === 400 || status === 422 || status === 413) {
    const { detail, isAboutLetter } = explain(asked);
    return { kind: "over", receipt: isAboutLetter ? { outcome: "refused", detail: told(status, detail) } : channelFailed(told(status, detail)) };
  }
  // 408, 409 and 5xx: it may have been made before that was said.
  return { kind: "unclear", detail: told(status, explain(asked).detail) };
}

/** Nothing of this letter was taken, and all others would fare alike. */
export function channelFailed(detail: string): Receipt {
  return { outcome: "failed", detail, about: "channel" };
}

export function told(status: number, detail: string): string {
  return `${status}: ${brief(detail) || "no reason given"}`;
}
