import { addressIn } from "../mime/address.ts";
import { type Headers, headerOf, readHeaders } from "../mime/headers.ts";
import { statusField } from "./status-code.ts";

export type Action = "failed" | "delayed" | "arrived";

/** One recipient of a delivery status notification (RFC 3464, section 2.3). */
export interface ReportedRecipient {
  /** Final-Recipient, or Original-Recipient where the final one is no address; null where neither is. */
  readonly address: string | null;
  readonly action: Action | null;
  readonly status: string | null;
  /** What the other server said (Diagnostic-Code), and what the reporting one wrote behind its status. */
  readonly diagnostic: string;
}

export interface Report {
  readonly recipients: readonly ReportedRecipient[];
  /** The fields of the whole message: Reporting-MTA, X-Postfix-Sender, Original-Envelope-Id. */
  readonly head: Headers;
}

const MOST_GROUPS = 200;
const MOST_REPORT = 300_000;
const RECIPIENT_FIELDS = ["final-recipient", "original-recipient", "x-actual-recipient", "action", "status", "diagnostic-code"] as const;

/** Reads the text of a message/delivery-status part: groups of fields, the first of which is about the whole message. */
export function readReport(text: string): Report {
  const recipients: ReportedRecipient[] = [];
  const head: { name: string; value: string }[] = [];
  for (const group of text
    .slice(0, MOST_REPORT)
    .replaceAll("\r", "")
    .split(/\n[ \t]*\n/, MOST_GROUPS)) {
    const fields = readHeaders(group);
    const isRecipient = headerOf(fields, "final-recipient") !== null || headerOf(fields, "original-recipient") !== null || headerOf(fields, "action") !== null;
    if (!isRecipient) {
      head.push(...fields);
      continue;
    }
    // Some write the fields of the message and of its first recipient in one group, or several recipients in one.
    head.push(...fields.filter(({ name }) => !(RECIPIENT_FIELDS as readonly string[]).includes(name)));
    for (const each of oneByOne(fields)) recipients.push(recipientOf(each));
  }
  return { recipients, head };
}

function oneByOne(fields: Headers): Headers[] {
  const groups: { name: string; value: string }[][] = [];
  for (const field of fields) {
    const last = groups.at(-1);
    if (field.name === "final-recipient" && (!last || headerOf(last, "final-recipient") !== null)) groups.push([field]);
    else if (last) last.push(field);
    else groups.push([field]);
  }
  return groups;
}

function recipientOf(fields: Headers): ReportedRecipient {
  const status = headerOf(fields, "status") ?? "";
  const comment = /\((.{1,400})\)/.exec(status)?.[1] ?? "";
  const diagnostic = (headerOf(fields, "diagnostic-code") ?? "").replace(/^\s*[\w-]{1,40}\s*;\s*/, "");
  const said = diagnostic || headerOf(fields, "x-supplementary-info") || headerOf(fields, "x-notes") || "";
  return {
    address:
      recipientIn(headerOf(fields, "final-recipient")) ??
      recipientIn(headerOf(fields, "original-recipient")) ??
      recipientIn(headerOf(fields, "x-actual-recipient")),
    action: actionOf(headerOf(fields, "action") ?? ""),
    status: statusField(status),
    diagnostic: [said, comment].filter((each) => each.trim() !== "").join(" "),
  };
}

/** `rfc822; <a@b.example>`; a program or a file that mail was delivered to is none. */
function recipientIn(value: string | null): string | null {
  if (value === null) return null;
  const given = value.slice(value.indexOf(";") + 1).trim();
  return /^[|/]/.test(given) ? null : addressIn(given);
}

function actionOf(value: string): Action | null {
  const word = /^\s*([a-z]{1,20})/i.exec(value)?.[1]?.toLowerCase() ?? "";
  if (word.startsWith("delay")) return "delayed";
  if (/^(?:deliver|relay|expand)/.test(word)) return "arrived";
  return word.startsWith("fail") || word === "error" ? "failed" : null;
}
