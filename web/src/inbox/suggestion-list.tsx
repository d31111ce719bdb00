import { Button } from "@mantine/core";
import type { Suggestion } from "../api.ts";
import { word } from "../languages/en.ts";
import { intents, missingParts } from "../languages/en-inbox.ts";
import { saidOf } from "./suggested-said.ts";
import { suggestionWords } from "./suggestion-words.ts";
import type { Said } from "./use-inbox-actions.ts";

interface SuggestionList {
  suggestions: readonly Suggestion[];
  currency: string;
  today: string;
  isBusy: boolean;
  onSay(said: Said[]): void;
  onChange(suggestion: Suggestion): void;
}

/** What is suggested, each with the words that led to it and a button that records it. */
export function SuggestionList({ suggestions, currency, today, isBusy, onSay, onChange }: SuggestionList) {
  const whole = suggestions.filter(({ missing }) => missing.length === 0);
  return (
    <>
      <ul className="suggestions">
        {suggestions.map((suggestion, at) => {
          const { number, intent, words, missing, happening } = suggestion;
          const isWhole = missing.length === 0;
          const isChangeable = happening.kind === "promise" || happening.kind === "dispute";
          return (
            <li key={number}>
              <p className="muted">
                {word(intents, intent)}: “{words}” {missing.map((part) => missingParts[part]).join(" ")}
              </p>
              <div className="actions">
                <Button
                  size="xs"
                  variant={at === 0 ? "filled" : "default"}
                  disabled={isBusy}
                  onClick={() => (isWhole ? onSay([saidOf(suggestion)]) : onChange(suggestion))}
                >
                  {suggestionWords(suggestion, currency, today)}
                </Button>
                {isWhole && isChangeable && (
                  <button type="button" className="text-button" onClick={() => onChange(suggestion)}>
                    Change…
                  </button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {whole.length > 1 && (
        <Button size="xs" variant="default" disabled={isBusy} onClick={() => onSay(whole.map(saidOf))}>
          Record {whole.length === 2 ? "both" : `all ${whole.length}`}
        </Button>
      )}
    </>
  );
}
