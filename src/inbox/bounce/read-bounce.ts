import type { FailedRecipient } from "../contract.ts";
import { addressesIn, addressIn } from "../mime/address.ts";
import { headerOf, headersOf, parameterOf } from "../mime/headers.ts";
import { type OpenMail, textOf } from "../mime/open-mail.ts";
import { isDelayed, saysFailed } from "./delay-words.ts";
import { judgeRecipient, type Told } from "./judge-recipient.ts";
import { type Report, type ReportedRecipient, readReport } from "./report-fields.ts";
import { splitReport } from "./report-text.ts";
import { messageIdsIn, type ReturnedMail, readReturned } from "./returned-mail.ts";
import { type Evidence, evidenceOf, isBounceSubject } from "./robot-evidence.ts";
import { namedRecipients } from "./text-recipients.ts";

/** What a mail server reports on a mail of ours. */
export interface Bounce {
  /** `arrived`: a report that all went well, which somebody must have asked for. */
  readonly kind: "bounce" | "delay" | "arrived";
  readonly recipients: readonly FailedRecipient[];
  /** Message-IDs of the mail that it is about. */
  readonly messageIds: readonly string[];
  readonly inside: readonly string[];
  /** The report's own words, without the mail that it returns. */
  readonly text: string;
}

const MOST_INSIDE = 100;
const MOST_RECIPIENTS = 200;
const MOST_RETURNED = 5;

/**
 * Reads a delivery report, by the standard (RFC 3464) or in some program's own words; null where the message is none. Whether it may be one is
 * told by its headers alone: no text that a person writes or quotes makes a bounce.
 */
export function readBounce(mail: OpenMail): Bounce | null {
  const evidence = evidenceOf(mail);
  if (evidence === "none" || isOtherReport(mail)) return null;
  const { own, returned: below } = splitReport(mail.text);
  const report = reportOf(mail);
  const returned = returnedOf(mail, below);
  const told = whoIsTold(mail, own, report, returned, evidence);
  if (!isAboutDelivery(mail, own, report, told, returned, evidence)) return null;
  const isDelay = isDelayed(mail.subject, own);
  const actions = told.map(({ reported }) => actionOf(reported, isDelay));
  const kind = actions.length === 0 ? (isDelay ? "delay" : "bounce") : kindOf(actions);
  const kept = told.filter((_, index) => kind === "arrived" || actions[index] !== "arrived").slice(0, MOST_RECIPIENTS);
  return {
    kind,
    recipients: kept.map((each) => judgeRecipient(each, kind, { own, subject: mail.subject, isOnly: kept.length === 1 })),
    messageIds: [...new Set([...returned.messageIds, ...messageIdsIn(headersOf(report.head, "original-message-id", "x-original-message-id").join(" "))])],
    inside: insideOf(report, returned, own),
    text: own.trim(),
  };
}

/** Read receipts (RFC 8098) and complaints (RFC 5965) have the frame of a delivery report, and are none. */
function isOtherReport({ headers, parts }: OpenMail): boolean {
  const kind = (parameterOf(headerOf(headers, "content-type") ?? "", "report-type") ?? "").toLowerCase();
  if (/disposition-notification|feedback-report/.test(kind)) return true;
  const types = parts.map(({ mediaType }) => mediaType);
  return !types.some((type) => type.endsWith("delivery-status")) && types.some((type) => /disposition-notification|feedback-report/.test(type));
}

function reportOf({ parts, text }: OpenMail): Report {
  const texts = parts
    .filter(({ mediaType }) => /^message\/(?:global-)?delivery-status$/.test(mediaType))
    .map(({ bytes }) => textOf(bytes.subarray(0, 300_000)));
  if (texts.length > 0) return readReport(texts.join("\n\n"));
  // Without MIME, or out of a broken one, the fields stand in the text.
  const start = /^(?:reporting-mta|final-recipient|original-recipient)\s?:.*$/im.exec(text);
  const end = start ? /^(?:return-path|received|--\S.*)\s?:?/im.exec(text.slice(start.index)) : null;
  return start ? readReport(text.slice(start.index, end ? start.index + end.index : undefined)) : { recipients: [], head: [] };
}

function returnedOf({ parts }: OpenMail, below: string): ReturnedMail {
  const inner = parts.filter(({ mediaType }) => /^(?:message\/(?:rfc822|global|partial)|text\/(?:rfc822-headers|rfc822|global-headers))/.test(mediaType));
  const texts = [...inner.slice(0, MOST_RETURNED).map(({ bytes }) => textOf(bytes.subarray(0, 200_000)).replace(/\r\n?/g, "\n")), below].filter(
    (each) => each.trim() !== "",
  );
  const all = texts.map(readReturned);
  return {
    headers: all.flatMap(({ headers }) => [...headers]),
    messageIds: [...new Set(all.flatMap(({ messageIds }) => [...messageIds]))],
    addresses: [...new Set(all.flatMap(({ addresses }) => [...addresses]))],
    senders: [...new Set(all.flatMap(({ senders }) => [...senders]))],
  };
}

/** The recipients that it tells of, from the surest source that names any. */
function whoIsTold(mail: OpenMail, own: string, report: Report, returned: ReturnedMail, evidence: Evidence): Told[] {
  const daemon = addressesIn(headersOf(mail.headers, "from").join("\n"), 5);
  const reporting = new Set(daemon.map((each) => each.toLowerCase()));
  const ours = [
    ...daemon,
    ...addressesIn(headersOf(mail.headers, "to", "delivered-to", "x-original-to").join("\n"), 20),
    ...returned.senders,
    ...sendersIn(report),
  ];
  const others = new Set(ours.map((each) => each.toLowerCase()));
  const strict = namedRecipients(own, others);
  // Somebody who wrote to himself is sender and recipient.
  const named = strict.length > 0 ? strict : namedRecipients(own, reporting);
  const failed = addressesIn(headersOf(mail.headers, "x-failed-recipients").join("\n"), MOST_RECIPIENTS);
  const to = addressesIn(headersOf(returned.headers, "to").join("\n"), 3);
  const saidOf = (address: string): string => named.find((each) => each.address.toLowerCase() === address.toLowerCase())?.said ?? "";
  if (report.recipients.length > 0) {
    const spare = [...failed, ...named.map(({ address }) => address), ...to];
    const groups = report.recipients.flatMap((reported) => {
      const address = reported.address ?? spare[0];
      return address === undefined ? [] : [{ address, said: saidOf(address), reported }];
    });
    if (groups.length > 0) return onceEach(groups);
  }
  if (failed.length > 0) {
    const more = strict.filter(({ address }) => !failed.some((each) => each.toLowerCase() === address.toLowerCase()));
    const isOther = failed.length === 1 && more.length > 0 && saidOf(failed[0]!) === "";
    // A forwarded address: the header names the old one, the text the new one.
    if (isOther) return more.map(({ address, said }) => ({ address, said, reported: null }));
    return onceEach([...failed.map((address) => ({ address, said: saidOf(address), reported: null })), ...more.map((each) => ({ ...each, reported: null }))]);
  }
  if (named.length > 0) return named.map((each) => ({ ...each, reported: null }));
  const inSubject = isBounceSubject(mail.subject) ? addressIn(mail.subject) : null;
  const last = inSubject !== null ? [inSubject] : evidence !== "likely" || isBounceSubject(mail.subject) ? to : [];
  return last.map((address) => ({ address, said: "", reported: null }));
}

function onceEach(told: readonly Told[]): Told[] {
  const found = new Map<string, Told>();
  for (const each of told) {
    const key = each.address.toLowerCase();
    const known = found.get(key);
    if (!known || (known.reported?.action === "arrived" && each.reported?.action !== "arrived")) found.set(key, each);
  }
  return [...found.values()];
}

/** A server also writes about other things: tests, statistics, quarantine. */
function isAboutDelivery(mail: OpenMail, own: string, report: Report, told: readonly Told[], returned: ReturnedMail, evidence: Evidence): boolean {
  if (report.recipients.length > 0) return true;
  const isHeaded = isBounceSubject(mail.subject);
  const isNamed = headerOf(mail.headers, "x-failed-recipients") !== null;
  const words = `${mail.subject}\n${own}`;
  if (evidence === "report") return isHeaded || isNamed || told.length > 0 || saysFailed(words);
  if (evidence === "server") return isNamed || isHeaded || saysFailed(words);
  // A heading alone is also a person's at a desk's mailbox ("Delivery report: the goods were not delivered").
  return (told.length > 0 || returned.headers.length > 0) && saysFailed(words);
}

function actionOf(reported: ReportedRecipient | null, isDelay: boolean): "failed" | "delayed" | "arrived" {
  if (reported?.action) return reported.action;
  if (reported?.status?.startsWith("2.")) return "arrived";
  return isDelay && !reported?.status?.startsWith("5.") ? "delayed" : "failed";
}

function kindOf(actions: readonly ("failed" | "delayed" | "arrived")[]): Bounce["kind"] {
  if (actions.includes("failed")) return "bounce";
  return actions.includes("delayed") ? "delay" : "arrived";
}

function sendersIn(report: Report): string[] {
  return addressesIn(
    report.head
      .filter(({ name }) => /sender$|^x-return-path$|^original-mail-from$/.test(name))
      .map(({ value }) => value)
      .join("\n"),
    10,
  );
}

function insideOf(report: Report, returned: ReturnedMail, own: string): string[] {
  const command = [...own.slice(0, 100_000).matchAll(/\b(?:mail from|envelope[- ]from|return[- ]path)\s*:?\s*<?([^\s<>]{3,320})/gi)].map((match) => match[1]!);
  const reported = report.recipients.flatMap(({ address }) => address ?? []);
  return [...new Set([...sendersIn(report), ...returned.addresses, ...addressesIn(command.join("\n"), 20), ...reported])].slice(0, MOST_INSIDE);
}
