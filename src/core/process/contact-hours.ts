/** Hours of a day in minutes after midnight: from `from` on, and before `to`. Outside of them are the quiet hours. */
export interface ContactHours {
  readonly from: number;
  readonly to: number;
}

/** "08:00" */
export function timeOfDay(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/**
 * Whether a message may reach the debtor now. A country has several clocks where nobody knows in which part of it the
 * debtor lives: then all of them count.
 * @param minutes what each of the debtor's possible clocks shows, in minutes after midnight
 */
export function mayArrive({ from, to }: ContactHours, minutes: readonly number[]): boolean {
  return minutes.every((minute) => from <= minute && minute < to);
}

/** Both at once: what each of them allows. Where they have no hour in common, those of the law. */
export function stricterHours(law: ContactHours, procedure: ContactHours): ContactHours {
  const both = { from: Math.max(law.from, procedure.from), to: Math.min(law.to, procedure.to) };
  return both.from < both.to ? both : law;
}
