import { steps } from "../languages/en.ts";

/** What a creditor may write in its own words, in the order in which a debtor gets it. */
export const GROUPS: readonly { readonly label: string; readonly kinds: readonly string[] }[] = [
  { label: "Steps", kinds: ["reminder", "past-due", "first", "second", "third", "final"] },
  { label: "Payment plans", kinds: ["instalment-reminder", "instalment-past-due"] },
  { label: "Answers", kinds: ["confirm-promise", "confirm-plan", "confirm-dispute", "correction"] },
  { label: "Other", kinds: ["statement", "phrases"] },
];

const NAMES: Readonly<Record<string, string>> = {
  "instalment-reminder": "Reminder of an instalment",
  "instalment-past-due": "Past-due note on an instalment",
  statement: "Statement of account",
  phrases: "Phrases in all letters",
};

export function kindName(kind: string): string {
  return NAMES[kind] ?? steps[kind] ?? kind;
}

const languages = new Intl.DisplayNames("en", { type: "language" });

export function languageName(code: string): string {
  return languages.of(code) ?? code;
}

/** "second-disputed-part" as a person says it; what the letter is stands above already. */
export function sampleName(name: string, kind: string): string {
  const own = name.startsWith(`${kind}-`) ? name.slice(kind.length + 1) : name;
  const words = own.replaceAll("-", " ");
  return words[0]!.toUpperCase() + words.slice(1);
}
