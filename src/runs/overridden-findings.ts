import type { Finding } from "../core/letter/lint/finding.ts";
import type { Activity, ActivityOf } from "../core/process/activity.ts";
import type { Held } from "./held-letter.ts";

/** A finding that a person is asked about, as it is shown. */
export interface AskedFinding {
  readonly check: string;
  readonly message: string;
}

type Said = ActivityOf<"finding-overridden">;

/**
 * What the sender's own settings lack, and no change of this letter could mend: the letter is valid without the company's
 * details, and a ledger's letters are not all kept back for them. The settings, the preview and the linter tell of it.
 */
const TOLD_ONLY: ReadonlySet<string> = new Set(["L14"]);

/** Whether a finding keeps the letter back, or is only told. */
export function isHolding({ check }: Pick<Finding, "check">): boolean {
  return !TOLD_ONLY.has(check);
}

/** What was overridden for the letter of a run. */
export function overriddenIn({ activities }: { readonly activities: readonly Activity[] }, run: number): readonly Said[] {
  return activities.filter((activity): activity is Said => activity.kind === "finding-overridden" && activity.run === run);
}

/** A finding stays the same while its letter waits, though its figures grow: 231 words may be 232 tomorrow. */
function likeness({ check, message }: AskedFinding): string {
  return `${check} ${message.replace(/\d+/g, "#")}`;
}

export function openFindings(findings: readonly Finding[], said: readonly AskedFinding[]): AskedFinding[] {
  const known = new Set(said.map(likeness));
  return findings
    .filter((finding) => finding.severity === "W" && isHolding(finding) && !known.has(likeness(finding)))
    .map(({ check, message }) => ({ check, message }));
}

/** A letter with findings that nobody has overridden does not leave; null where there is none. */
export function findingsHeld(findings: readonly Finding[], said: readonly AskedFinding[]): Held | null {
  const open = openFindings(findings, said);
  return open.length > 0 ? { code: "findings", reason: open.map(({ check, message }) => `${check} ${message}`).join("; ") } : null;
}
