import type { EarlierContact, ElementId } from "../core/letter/elements.ts";
import type { ElsewhereItem } from "../core/letter/notice.ts";
import type { Step } from "../core/process/procedure.ts";
import type { Day } from "../core/values/day.ts";
import { bind, Bound, say } from "./binding.ts";
import type { Wording } from "./wording.ts";

/** A sentence that names more days than this reads like a table: then it is a list. */
const MOST_DAYS_IN_SENTENCE = 2;
/** Of one kind of contact, so many days are named, the newest; the rest is counted. */
const MOST_DAYS_OF_KIND = 3;

/** More documents than this are counted instead of named. */
export const MOST_NAMED = 3;

/** The order in which contacts of one day or overlapping days are told. */
const ORDER: readonly Kind[] = ["invoice-sent", "reminder", "past-due", "contact", "first", "call", "voicemail", "call-attempt", "second", "third", "final"];

/** The note of earlier contacts: what the log holds, grouped by kind, each with its days. */
export function contactsPassage(earlier: readonly EarlierContact[] | null, step: Step, wording: Wording): Bound {
  if (!earlier || earlier.length === 0) return new Bound("");
  const days = daysByKind(earlier);
  const phrases = [...days].map(([kind, all]) => kindPhrase(kind, all, wording, ["earlier-contacts"], "sequence"));
  const suffix = step === "final" ? "-final" : "";
  const named = [...days.values()].reduce((sum, all) => sum + all.length, 0);
  if (named <= MOST_DAYS_IN_SENTENCE || phrases.length === 1)
    return say("earlier-contacts", wording.phrase(`contacts.sentence${suffix}`, { list: wording.list(phrases, "conjunction") }).markdown);
  const items = phrases.map((phrase) => `- ${say("earlier-contacts", phrase.markdown).markdown}`);
  return new Bound(`${say("earlier-contacts", wording.phrase(`contacts.lead${suffix}`).markdown).markdown}\n\n${items.join("\n")}`);
}

/** Overdue items that are not listed, and which letter of ours deals with them. */
export function elsewhereSentence(elsewhere: readonly ElsewhereItem[], wording: Wording): Bound {
  if (elsewhere.length === 0) return new Bound("");
  // A sentence for each kind of letter: the reader sees which letter has which invoice, and no sentence grows too long.
  const days = daysByKind(elsewhere.map(({ step, sentOn }) => ({ kind: step, day: sentOn })));
  const sentences = [...days].map(([kind, all]) => {
    const letters = kindPhrase(kind, all, wording, [], "elsewhere");
    const items = elsewhere.filter(({ step }) => step === kind);
    const numbers = [...new Set(items.map(({ document }) => document))];
    if (numbers.length > MOST_NAMED) return wording.phrase("elsewhere.counted", { count: items.length, letters });
    const documents = numbers.map((document) => bind(document, { says: [], fact: "document" }));
    return wording.phrase("elsewhere", { documents: wording.list(documents, "conjunction"), letters }, documents.length);
  });
  return new Bound(sentences.map(({ markdown }) => markdown).join(" "));
}

type Kind = EarlierContact["kind"];

/** The days of each kind, oldest first, the kinds in the order in which they are told. */
function daysByKind(contacts: readonly { readonly kind: Kind; readonly day: Day }[]): Map<Kind, Day[]> {
  const days = new Map<Kind, Set<Day>>();
  for (const { kind, day } of contacts) days.set(kind, (days.get(kind) ?? new Set()).add(day));
  const told = [...days].sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));
  return new Map(told.map(([kind, all]) => [kind, [...all].sort()]));
}

function kindPhrase(kind: Kind, all: readonly Day[], wording: Wording, says: readonly ElementId[], use: "sequence" | "elsewhere"): Bound {
  const named = all.slice(-MOST_DAYS_OF_KIND).map((day) => bind(wording.longDay(day), { says, fact: "day" }));
  const rest = all.length - named.length;
  const list = wording.list(named, "conjunction");
  return wording.phrase(
    `contacts.${kind}`,
    { use, list: rest > 0 ? wording.phrase("contacts.earlier-ones", { list: wording.list(named, "conjunction"), count: rest }, rest) : list },
    all.length,
  );
}
