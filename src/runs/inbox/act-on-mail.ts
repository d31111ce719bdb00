import type { PoolClient } from "pg";
import { failureSentence } from "../../inbox/bounce/reason-sentence.ts";
import type { FailedRecipient, ReadMail } from "../../inbox/contract.ts";
import type { Happening } from "../../core/process/activity.ts";
import { beginning } from "../../core/values/beginning.ts";
import { addDays, type Day, earliest } from "../../core/values/day.ts";
import { appendActivities } from "../../store/activity-store.ts";
import { readDelivery } from "../../store/delivery-store.ts";
import { addReceipt, receiptsOf } from "../../store/receipt-store.ts";
import { recordOf } from "../delivery-news.ts";
import { resolveWithin } from "../settle-delivery.ts";
import type { Route } from "./route-mail.ts";

/** A mailbox that takes nothing for so long takes nothing: the letter goes another way. */
const PATIENCE_HOURS = 72;
/** An absence is waited for at most so long: the debt does not go on holiday. */
const LONGEST_ABSENCE_DAYS = 14;
const MOST_WORDS = 200;

export interface ToActOn {
  readonly number: number;
  /** SHA-256 of the message as it came: the log proves what was said. */
  readonly hash: string;
  readonly reading: ReadMail;
  readonly route: Route;
  readonly knownOn: Day;
}

/** What follows of a message, in a transaction that has its account locked. */
export async function actOnMail(client: PoolClient, mail: ToActOn): Promise<void> {
  const { kind } = mail.reading;
  if (kind === "bounce" || kind === "delay") await actOnReport(client, mail);
  else if (kind === "auto-reply") await actOnAutoReply(client, mail);
  else await actOnReply(client, mail);
}

/** A bounce is final, whatever its code: the letter did not arrive. Who only has to wait is told of as delayed, for three days. */
async function actOnReport(client: PoolClient, { number, hash, reading, route, knownOn }: ToActOn): Promise<void> {
  const delivery = await readDelivery(client, route.delivery!);
  if (!delivery) return;
  const isFinal = reading.kind === "bounce" || (await isOutOfPatience(client, delivery.id));
  const about = recipientOf(reading.recipients, delivery.recipient);
  const detail = about ? wordsOf(about) : reading.subject;
  const raw = `M${number}: ${about ? rawOf(about) : reading.subject}`;
  await recordOf(client, delivery, { outcome: isFinal ? "bounced" : "delayed", detail, raw, files: [hash] }, knownOn);
}

async function isOutOfPatience(client: PoolClient, delivery: string): Promise<boolean> {
  const first = (await receiptsOf(client, delivery)).find(({ outcome }) => outcome === "delayed");
  if (!first) return false;
  const { rows } = await client.query<{ over: boolean }>("select now() > $1::timestamptz + $2 * interval '1 hour' as over", [first.at, PATIENCE_HOURS]);
  return rows[0]!.over;
}

/** Ours, else the first that the report names. */
function recipientOf(recipients: readonly FailedRecipient[], ours: string): FailedRecipient | null {
  return recipients.find(({ address }) => address.toLowerCase() === ours.toLowerCase()) ?? recipients[0] ?? null;
}

/** "The mailbox does not exist: 550 5.1.1 User unknown"; where the server said nothing, its code stands for it. */
function wordsOf({ status, reason, diagnostic }: FailedRecipient): string {
  return beginning([failureSentence(reason), diagnostic ?? status].filter(Boolean).join(": "), MOST_WORDS);
}

/** The codes and the server's line, for the receipt. */
function rawOf({ status, reason, diagnostic }: FailedRecipient): string {
  return beginning([status, reason, diagnostic].filter(Boolean).join(" "), MOST_WORDS);
}

/** A robot is never answered, and stops nothing. Who is away is waited for, once in a month. */
async function actOnAutoReply(client: PoolClient, { number, hash, reading, route, knownOn }: ToActOn): Promise<void> {
  const { until } = reading;
  const told: Happening = { kind: "auto-reply", detail: firstWords(reading), until, message: `M${number}`, bytes: hash };
  const pauses = until !== null && until > knownOn && route.delivery !== null && !(await waitedLately(client, route.account!, knownOn));
  const pause: Happening[] = pauses
    ? [
        {
          kind: "debtor-hold",
          reason: `out of office (M${number})`,
          until: earliest(addDays(until, -1), addDays(knownOn, LONGEST_ABSENCE_DAYS)),
          channel: null,
          contact: null,
        },
      ]
    : [];
  await append(client, route.account!, [told, ...pause], knownOn);
}

async function waitedLately(client: PoolClient, account: number, today: Day): Promise<boolean> {
  const { rows } = await client.query<{ waited: boolean }>(
    `select exists (select from activity t where t.account_id = $1 and t.kind = 'debtor-hold' and t.body::jsonb ->> 'reason' like 'out of office%' and t.known_on > $2::date - 30) as waited`,
    [account, today],
  );
  return rows[0]!.waited;
}

/** A person wrote: nothing more leaves until a person has read it (R17). Whoever answers a mail has got it. */
async function actOnReply(client: PoolClient, { number, hash, reading, route, knownOn }: ToActOn): Promise<void> {
  const message = `M${number}`;
  const delivery = route.delivery === null ? null : await readDelivery(client, route.delivery);
  if (delivery && delivery.state !== "claimed" && delivery.state !== "failed") {
    const detail = `answered by ${message}`;
    if (delivery.state === "uncertain") await resolveWithin(client, delivery, "accepted", { detail, by: null, asOf: knownOn });
    await addReceipt(client, delivery, { outcome: "replied", recipient: delivery.recipient, providerId: null, answer: detail, files: [hash] }, { knownOn });
  }
  await append(client, route.account!, [{ kind: "reply", detail: firstWords(reading), channel: "email", message, bytes: hash }], knownOn);
}

function firstWords({ text, subject }: ReadMail): string {
  const words = (text || subject).replace(/\s+/g, " ").trim();
  return words.length > MOST_WORDS ? `${beginning(words, MOST_WORDS - 1)}…` : words;
}

async function append(client: PoolClient, account: number, happenings: readonly Happening[], day: Day): Promise<void> {
  await appendActivities(
    client,
    happenings.map((happening) => ({ account, happening, happenedOn: day, knownOn: day, by: null })),
  );
}
