import type { EarlierContact } from "../core/letter/elements.ts";
import type { Step } from "../core/process/procedure.ts";
import type { Day } from "../core/values/day.ts";
import { bind, Bound, say } from "./binding.ts";
import type { Wording } from "./wording.ts";

/** A sentence that names more days than this reads like a table: then it is a list. */
const MOST_DAYS_IN_SENTENCE = 2;
/** Of one kind of contact, so many days are named, the newest; the rest is counted. */
const MOST_DAYS_OF_KIND = 3;

/** The order in which contacts of one day or overlapping days are told. */
const ORDER: readonly EarlierContact["kind"][] = ["invoice-sent", "reminder", "past-due", "contact", "first", "call", "second", "third", "final"];

/** The note of earlier contacts: what the log holds, grouped by kind, each with its days. */
export function contactsPassage(earlier: readonly EarlierContact[] | null, step: Step, wording: Wording): Bound {
  if (!earlier || earlier.length === 0) return new Bound("");
  const days = new Map<EarlierContact["kind"], Day[]>();
  for (const contact of earlier) {
    const known = days.get(contact.kind) ?? [];
    if (!known.includes(contact.day)) days.set(contact.kind, [...known, contact.day]);
  }
  const kinds = [...days.keys()].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
  const phrases = kinds.map((kind) => kindPhrase(kind, days.get(kind)!, wording));
  const suffix = step === "final" ? "-final" : "";
  const named = kinds.reduce((sum, kind) => sum + days.get(kind)!.length, 0);
  if (named <= MOST_DAYS_IN_SENTENCE)
    return say("earlier-contacts", wording.phrase(`contacts.sentence${suffix}`, { list: wording.list(phrases, "conjunction") }).markdown);
  const items = phrases.map((phrase) => `- ${say("earlier-contacts", phrase.markdown).markdown}`);
  return new Bound(`${say("earlier-contacts", wording.phrase(`contacts.lead${suffix}`).markdown).markdown}\n\n${items.join("\n")}`);
}

function kindPhrase(kind: EarlierContact["kind"], all: readonly Day[], wording: Wording): Bound {
  const named = all.slice(-MOST_DAYS_OF_KIND).map((day) => bind(wording.longDay(day), { says: ["earlier-contacts"], fact: "day" }));
  const rest = all.length - named.length;
  const list = wording.list(named, "conjunction");
  return wording.phrase(
    `contacts.${kind}`,
    { list: rest > 0 ? wording.phrase("contacts.earlier-ones", { list: wording.list(named, "conjunction"), count: rest }, rest) : list },
    all.length,
  );
}
