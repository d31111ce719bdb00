import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Account } from "../api.ts";
import { Empty } from "../frame/problem-view.tsx";
import { channels, disputeReasons, foldable, happenings, heldBack, plural, steps, word } from "../languages/en.ts";
import { callOutcomes } from "../languages/en-process.ts";
import { MatchedNote } from "../cash/matched-note.tsx";
import { madeOf } from "../letter/findings.tsx";
import { LetterFiles } from "../letter/letter-files.tsx";
import { messageOf } from "../values/message.ts";
import { formatWeekday, isDay } from "../values/day.ts";
import { addAmounts, groupDigits } from "../values/money.tsx";
import { deliveriesOf } from "./attempts.ts";
import { Deliveries } from "./deliveries.tsx";
import { RecallDialog } from "./recall-dialog.tsx";

type Event = Account["timeline"][number];

/** What happened, newest first: what was booked, what was sent, what people said. */
export function TimelineCard({ account }: { account: Account }) {
  const events = account.timeline.toReversed();
  const { currency, id } = account.account;
  const [recalled, recall] = useState<Event["letter"] | null>(null);
  const undone = lettersUndone(events);
  const onRecall = (event: Event) => (event.kind === "letter" && event.letter && !undone.has(event.letter.id) ? () => recall(event.letter) : null);
  return (
    <section className="card" aria-labelledby="timeline-title">
      <div className="card-head">
        <h2 id="timeline-title">What happened</h2>
      </div>
      {events.length === 0 ? (
        <Empty title="Nothing yet">Bookings, letters and conversations appear here.</Empty>
      ) : (
        <ol className="timeline">
          {folded(events).map((events, place) =>
            events.length > MOST_ALIKE ? (
              <Folded key={place} events={events} currency={currency} />
            ) : (
              events.map((event, within) => (
                <Entry key={`${place}/${within}`} event={event} currency={currency} deliveries={deliveriesOf(account, event)} onRecall={onRecall(event)} />
              ))
            ),
          )}
        </ol>
      )}
      {recalled && <RecallDialog account={id} letter={recalled} onClose={() => recall(null)} />}
    </section>
  );
}

/** Letters that were recalled before. */
function lettersUndone(events: readonly Event[]): ReadonlySet<unknown> {
  return new Set(events.flatMap(({ kind, values }) => (kind === "recall" ? [values["letter"]] : [])));
}

interface EntryOf {
  event: Event;
  currency: string;
  deliveries: Account["deliveries"];
  onRecall: (() => void) | null;
}

function Entry({ event, currency, deliveries, onRecall }: EntryOf) {
  return (
    <li className={`event event-${event.letter ? "letter" : toneOf(event.kind)}`}>
      <time dateTime={event.day}>{formatWeekday(event.day)}</time>
      <div>
        <strong>{titleOf(event, deliveries)}</strong> <span className="muted">{detailOf(event, currency)}</span>
        <MessageLink event={event} />
        {event.letter && (
          <span className="letter-line">
            <LetterFiles letter={event.letter} />
            {event.letter.madeWith && isOwnMake(event.letter.madeWith) && <span className="muted small">{madeOf(event.letter.madeWith)}</span>}
            {onRecall && (
              <button
                type="button"
                className="plain-button small"
                aria-label={`Recall the ${word(steps, event.letter.step).toLowerCase()} of ${formatWeekday(event.day)}`}
                onClick={onRecall}
              >
                Recall…
              </button>
            )}
          </span>
        )}
        <Deliveries deliveries={deliveries} />
        {event.cash ? <MatchedNote cash={event.cash} /> : event.by && <span className="by">by {event.by}</span>}
      </div>
    </li>
  );
}

/** The message of the inbox that it is, or that was read. */
function MessageLink({ event: { values } }: { event: Event }) {
  const message = messageOf(values);
  if (message === null) return null;
  return (
    <Link className="small message-link" to="/inbox" search={{ message }}>
      Message {message}
    </Link>
  );
}

/** Firmly's own words on plain paper are nothing to tell. */
function isOwnMake({ template, phrases, letterhead }: NonNullable<NonNullable<Event["letter"]>["madeWith"]>): boolean {
  return phrases > 0 || letterhead > 0 || template.includes(" v");
}

/** Many bookings of one kind and day, as one line that opens. */
function Folded({ events, currency }: { events: readonly Event[]; currency: string }) {
  const [first] = events;
  const amounts = events.flatMap(({ values }) => (typeof values["amount"] === "string" ? [values["amount"]] : []));
  return (
    <li className={`event event-${toneOf(first!.kind)}`}>
      <time dateTime={first!.day}>{formatWeekday(first!.day)}</time>
      <details>
        <summary>
          <strong>{plural(events.length, word(happenings, first!.kind).toLowerCase(), foldable[first!.kind])}</strong>{" "}
          <span className="muted">
            {currency} {groupDigits(addAmounts(amounts))}
          </span>
        </summary>
        <ul>
          {events.map((event, place) => (
            <li key={place} className="muted">
              {detailOf(event, currency)}
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}

const MOST_ALIKE = 2;

/** Neighbours of one kind and day stand together, where the kind may be folded. */
function folded(events: readonly Event[]): Event[][] {
  const groups: Event[][] = [];
  for (const event of events) {
    const last = groups.at(-1)?.[0];
    if (last && !event.cash && !last.cash && foldable[event.kind] && last.kind === event.kind && last.day === event.day) groups.at(-1)!.push(event);
    else groups.push([event]);
  }
  return groups;
}

const MONEY_KINDS = new Set(["payment", "allocation", "credit-memo", "write-off"]);
const TROUBLE_KINDS = new Set([
  "letter-returned",
  "delivery-held",
  "delivery-uncertain",
  "dispute",
  "hold",
  "debtor-hold",
  "insolvency",
  "stop-contact",
  "reversal",
  "recall",
]);

function toneOf(kind: string): string {
  if (MONEY_KINDS.has(kind)) return "money";
  return TROUBLE_KINDS.has(kind) ? "trouble" : "plain";
}

function titleOf(event: Event, deliveries: Account["deliveries"]): string {
  // What came back on every way was never delivered.
  const cameBack = deliveries.length > 0 && deliveries.every(({ standing }) => standing === "bounced" || standing === "returned");
  if (event.letter) return `${word(steps, event.letter.step)} ${cameBack ? "sent, but came back" : "delivered"}`;
  return word(happenings, event.kind);
}

/** The values worth reading, in the order in which a person asks for them. */
function detailOf({ kind, values }: Event, currency: string): string {
  const parts: string[] = [];
  const text = (name: string) => (typeof values[name] === "string" && values[name] !== "" ? values[name] : null);
  const amount = text("amount");
  if (text("document")) parts.push(text("document")!);
  if (text("source")) parts.push(`from ${text("source")}`);
  if (amount) parts.push(`${currency} ${groupDigits(amount)}`);
  if (kind === "letter") {
    if (Array.isArray(values["documents"])) parts.push(documentsOf(values["documents"]));
    if (Array.isArray(values["channels"])) parts.push((values["channels"] as string[]).map((channel) => word(channels, channel)).join(" and "));
  }
  for (const [name, label] of [
    ["due", "due"],
    ["day", "for"],
    ["payBy", "pay by"],
    ["until", "until"],
    ["answerBy", "to be answered by"],
  ] as const) {
    if (isDay(values[name])) parts.push(`${label} ${formatWeekday(values[name])}`);
  }
  if (text("procedure")) parts.push(`procedure ${text("procedure")}`);
  if (text("to")) parts.push(text("to")!);
  if (Array.isArray(values["instalments"]))
    parts.push(...(values["instalments"] as { day: string; amount: string }[]).map((each) => instalmentOf(each, currency)));
  for (const name of ["how", "check", "message", "outcome", "answer", "reason", "code", "channel", "owner", "contact", "evidence", "detail"]) {
    const said = text(name);
    if (!said || (name === "message" && messageOf(values) !== null)) continue;
    if (name === "outcome" && kind === "call") parts.push(word(callOutcomes, said).toLowerCase());
    else if (name === "code" && kind === "delivery-held") parts.push(word(heldBack, said));
    else if (name === "channel") parts.push(channels[said] ?? said.replaceAll("-", " "));
    else if (name === "reason" && kind === "dispute") parts.push(disputeReasons[said] ?? said);
    else parts.push(OWN_WORDS.has(name) ? said : said.replaceAll("-", " "));
  }
  return parts.join(" · ");
}

/** Said by people: their dashes stay. */
const OWN_WORDS = new Set(["owner", "contact", "evidence", "detail", "check", "message"]);

function instalmentOf({ day, amount }: { readonly day: string; readonly amount: string }, currency: string): string {
  return `${currency} ${groupDigits(amount)} on ${isDay(day) ? formatWeekday(day) : day}`;
}

function documentsOf(documents: readonly unknown[]): string {
  const names = documents.map((each) => (typeof each === "object" && each !== null && "document" in each ? String(each.document) : String(each)));
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}
