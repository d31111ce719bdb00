/** Hours of a day in minutes after midnight: from `from` on, and before `to`. Outside of them are the quiet hours. */
export interface ContactHours {
  readonly from: number;
  readonly to: number;
}

/**
 * Whether a message may reach the debtor now. A country has several clocks where nobody knows in which part of it the
 * debtor lives: then all of them count.
 * @param minutes what each of the debtor's possible clocks shows, in minutes after midnight
 */
export function mayArrive({ from, to }: ContactHours, minutes: readonly number[]): boolean {
  return minutes.every((minute) => from <= minute && minute < to);
}
