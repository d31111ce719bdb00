import type { Confirmed } from "../runs/confirm-at-once.ts";

/** What has left in writing because of a command, and what is still owed, for its JSON; nothing where nothing was to be written. */
export function inWriting({ deliveries, held }: Confirmed): { written?: Confirmed["deliveries"]; owed?: Confirmed["held"] } {
  return { ...(deliveries.length > 0 && { written: deliveries }), ...(held.length > 0 && { owed: held }) };
}

const WORDS: Readonly<Record<string, string>> = {
  "confirm-promise": "The promise was confirmed in writing",
  "confirm-plan": "The payment plan was confirmed in writing",
  "confirm-dispute": "The dispute was confirmed in writing",
  correction: "The correction was sent",
};

/** The same, one sentence each. */
export function writtenLines({ deliveries, held }: Confirmed): string[] {
  return [
    ...deliveries.map(({ step, state, channel, recipient, letter }) =>
      state === "accepted"
        ? `${WORDS[step] ?? "An answer was sent"}: ${channel} to ${recipient} (letter ${letter}).`
        : `What confirms it in writing (letter ${letter}) is ${state} by ${channel}; \`firmly deliver\` looks at it again.`,
    ),
    ...held.map(({ reason }) => `Still to be sent in writing, with the next \`firmly deliver\`: ${reason}.`),
  ];
}
