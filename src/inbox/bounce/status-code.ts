/** What a line of an SMTP server says in numbers. */
export interface SaidCodes {
  /** Enhanced status code (RFC 3463), "5.1.1". */
  readonly status: string | null;
  /** Reply code (RFC 5321), 550. */
  readonly reply: number | null;
}

// An IP address and a version are no status: no digit or dot may touch it. "550 #5.1.0" and "(#5.1.1)" are.
const STATUS = /(?<![\d.\w-])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)/g;
const REPLY_AND_STATUS = /(?<![\d.\w])([45]\d\d)[ -]{1,3}#?(([45])\.(\d{1,3})\.(\d{1,3}))(?!\.?\d)/;
const REPLY = /(?<![\d.\w/:[-])([45][0-7]\d)(?=[ -]|$)/;
const BARE_REPLY_AT_START = /^\W{0,10}([245][0-7]\d)(?=[ :-]|$)/;

/** The codes of a diagnostic text: an enhanced code behind a reply code is worth more than one that only stands somewhere. */
export function codesIn(text: string): SaidCodes {
  const line = text.slice(0, 4000);
  const both = REPLY_AND_STATUS.exec(line);
  if (both) return { status: both[2]!, reply: Number(both[1]) };
  const reply = BARE_REPLY_AT_START.exec(line) ?? REPLY.exec(line);
  const all = [...line.matchAll(STATUS)].map(([match]) => match);
  // A transcript also holds what went well.
  const bad = all.filter((each) => !each.startsWith("2"));
  const status = bad.find((each) => !isVague(each)) ?? bad[0] ?? all[0] ?? null;
  return { status, reply: reply ? Number(reply[1]) : null };
}

/** A Status field: "5.1.1", "5.0.0 (permanent failure)", "Status: 5.1.1 (bad destination mailbox address)". */
export function statusField(value: string): string | null {
  return /^\s*([245]\.\d{1,3}\.\d{1,3})(?!\d)/.exec(value)?.[1] ?? null;
}

/** x.0.0 says no more than whether it is for ever. */
export function isVague(status: string): boolean {
  return /^\d\.0\.0$/.test(status);
}

/** Of the codes that are told, the one that says most; the earlier of equals. */
export function mostTelling(...codes: readonly (string | null)[]): string | null {
  const told = codes.filter((code) => code !== null);
  return told.find((code) => !isVague(code)) ?? told[0] ?? null;
}
