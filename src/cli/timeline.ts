import type { TimelineEvent } from "../runs/account-report.ts";
import { table } from "./table.ts";

/** Kinds that say too little without their dashes. */
const WORDS: Readonly<Record<string, string>> = {
  allocation: "payment applied",
  reversal: "payment taken back",
  "letter-returned": "letter came back",
  "copy-given-up": "copy given up",
  recall: "letter recalled",
  waive: "charge waived",
  "delivery-held": "delivery held back",
  "delivery-held-resolved": "delivery released",
  "finding-overridden": "finding overridden",
  contact: "earlier contact",
  told: "colleague told",
  "sales-asked": "salesperson asked",
  lift: "hold lifted",
  plan: "payment plan",
  "plan-withdrawn": "payment plan ended",
  "debtor-hold": "hold on the debtor",
  "debtor-lift": "hold on the debtor lifted",
  "sales-check": "salesperson answered",
};

/** Letters that are no step of the procedure. */
const ANSWERED: Readonly<Record<string, string>> = {
  "confirm-promise": "promise confirmed in writing",
  "confirm-plan": "plan confirmed in writing",
  "confirm-dispute": "dispute confirmed in writing",
  correction: "correction sent",
};

const DAYS = [
  ["due", "due"],
  ["day", "for"],
  ["payBy", "pay by"],
  ["until", "until"],
  ["answerBy", "answer by"],
  ["nextOn", "next call"],
] as const;
const SAID = [
  "to",
  "how",
  "procedure",
  "outcome",
  "person",
  "delayReason",
  "agreed",
  "answer",
  "reason",
  "code",
  "channel",
  "contact",
  "owner",
  "evidence",
  "delivery",
  "detail",
] as const;

/** What happened, one line each, oldest first. The number is what `firmly record withdraw` and `lift` ask for. */
export function timelineTable(timeline: readonly TimelineEvent[], currency: string): string {
  return table(
    ["day", "what happened", "", "by", "number"],
    timeline.map((event) => [event.day, titleOf(event), detailOf(event, currency), event.by ?? "", numberOf(event)]),
  );
}

function titleOf({ kind, letter }: TimelineEvent): string {
  if (letter) return ANSWERED[letter.step] ?? `${letter.step} letter delivered`;
  return WORDS[kind] ?? kind.replaceAll("-", " ");
}

function numberOf({ values }: TimelineEvent): string {
  return typeof values.activity === "number" ? `${values.activity}` : "";
}

/** The values worth reading, in the order in which a person asks for them. */
function detailOf({ values }: TimelineEvent, currency: string): string {
  const text = (name: string) => {
    const value = values[name];
    return typeof value === "string" && value !== "" ? value : null;
  };
  const parts = [
    text("document"),
    documentsOf(values.documents),
    text("source") && `from ${text("source")}`,
    text("amount") && `${text("amount")} ${currency}`,
  ];
  if (Array.isArray(values.channels)) parts.push(`by ${(values.channels as string[]).join(" and ")}`);
  for (const [name, label] of DAYS) parts.push(text(name) && `${label} ${text(name)}`);
  if (Array.isArray(values.instalments)) {
    const instalments = values.instalments as { day: string; amount: string }[];
    parts.push(instalments.map(({ day, amount }) => `${amount} ${currency} on ${day}`).join(", "));
  }
  // A finding, before the reason why it was let pass.
  if (text("check")) parts.push(`${text("check")} "${text("message") ?? ""}"`);
  // A message of the inbox, by its number.
  else parts.push(text("message"));
  if (text("interest")) parts.push(text("interest") === "waived" ? "no interest meanwhile" : "interest runs on");
  // What is undone is named by its number.
  for (const name of ["promise", "plan", "hold"]) if (typeof values[name] === "number") parts.push(`number ${values[name]}`);
  for (const name of SAID) parts.push(text(name));
  // By its id a letter is recorded as come back.
  parts.push(text("letter") && `letter ${text("letter")}`);
  return parts.filter((part) => part).join(", ");
}

function documentsOf(documents: unknown): string | null {
  if (!Array.isArray(documents) || documents.length === 0) return null;
  const names = documents.map((each: unknown) => (typeof each === "object" && each !== null && "document" in each ? String(each.document) : String(each)));
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}
