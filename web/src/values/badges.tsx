import { approvals, blocks, kinds, steps, tasks, word } from "../languages/en.ts";
import type { Decision } from "../api.ts";

/** Steps grow warmer as they grow firmer. Colour is never the only sign: the word is always there. */
export function StepBadge({ step }: { step: string | null }) {
  return step ? <span className={`badge step-${step}`}>{word(steps, step)}</span> : null;
}

export function KindBadge({ kind }: { kind: string }) {
  return <span className={`badge kind-${kind}`}>{word(kinds, kind)}</span>;
}

export function ApprovalBadge({ approval }: { approval: string | null }) {
  return approval ? <span className={`badge approval-${approval}`}>{word(approvals, approval)}</span> : null;
}

/** What a decision comes to, in two or three words. */
export function outcomeOf(decision: Pick<Decision, "kind" | "step" | "task" | "block">): string {
  if (decision.kind === "dun") return word(steps, decision.step);
  if (decision.kind === "task") return word(tasks, decision.task);
  if (decision.kind === "hand-over") return word(tasks, "hand-over");
  if (decision.kind === "blocked") return word(blocks, decision.block);
  return word(kinds, decision.kind);
}
