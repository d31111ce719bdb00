import { expect, test } from "vitest";
import { stormOnOneMachine } from "./crash/one-machine.ts";
import { mailPairMissing } from "./mail-pair.ts";

// A small one of `npm run crash-test`: the same storm, so that a change that loses or doubles letters does not wait for the large one.
const LETTERS = 120;
const KILLS = 10;
const missing = mailPairMissing();

test(`${LETTERS} letters through a bad mail server, workers killed at ${KILLS} moments: none lost, none doubled`, { timeout: 600_000 }, async ({ skip }) => {
  if (missing) skip(missing);
  const { outcome, row } = await stormOnOneMachine("one machine, small", { seed: 5, letters: LETTERS, kills: KILLS });
  expect(outcome).toMatchObject({ lost: [], doubled: [], problems: [] });
  // It was a storm.
  expect(Math.min(row.before + row.during, row["4xx"], row["5xx"], outcome.accepted - LETTERS / 3)).toBeGreaterThan(0);
});
