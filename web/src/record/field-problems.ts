import { ProblemError } from "../api.ts";
import { formatAmountsIn } from "../values/money.tsx";

/** The fields that a refusal is about, the likeliest first; a form has one of them. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  "amount-invalid": ["amount", "instalments"],
  "promise-amount": ["amount"],
  "promise-past": ["day"],
  "document-unknown": ["document", "documents"],
  "dispute-amount": ["amount", "document"],
  "dispute-reason": ["reason"],
  "dispute-answer-past": ["answerBy"],
  "dispute-none": ["document"],
  "dispute-pay-by": ["payBy"],
  "hold-past": ["until"],
  "hold-scope": ["scope"],
  "plan-past": ["instalments"],
  "plan-order": ["instalments"],
  "plan-amount": ["instalments"],
  "plan-too-much": ["instalments"],
  "call-next-past": ["nextOn"],
  "call-outcome": ["outcome"],
  "reason-missing": ["reason"],
};

export interface FieldProblems {
  /** What the server said about a field of the form. */
  at(field: string): string | undefined;
  /** What belongs to none of its fields. */
  readonly rest: Error | null;
}

/** Puts what the server refused to the fields that it is about. */
export function fieldProblems(error: Error | null, fields: readonly string[]): FieldProblems {
  const found = new Map<string, string>();
  const left: string[] = [];
  if (!(error instanceof ProblemError)) return { at: () => undefined, rest: error };
  for (const { places, message } of partsOf(error)) {
    const field = places.find((place) => fields.includes(place));
    if (field) found.set(field, [found.get(field), message].filter(Boolean).join(" "));
    else left.push(message);
  }
  return { at: (field) => found.get(field), rest: left.length > 0 ? new ProblemError(error.status, error.code, left.join("; ")) : null };
}

interface Part {
  readonly places: readonly string[];
  readonly message: string;
}

/** "promise.amount: must be …; detail: …" of a request that does not fit its schema; any other problem is one part. */
function partsOf({ code, message }: ProblemError): Part[] {
  if (code !== "invalid-request") return [{ places: PLACES[code] ?? [], message: formatAmountsIn(message) }];
  return message.split("; ").map((part) => {
    const [, path = "", told = part] = /^([\w.-]+): (.+)$/s.exec(part) ?? [];
    return { places: path.split(".").toReversed(), message: told };
  });
}
