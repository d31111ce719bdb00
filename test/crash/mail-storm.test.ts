import { expect, test } from "vitest";
import { mailPairMissing } from "../mail-pair.ts";
import { stormOnOneMachine } from "./one-machine.ts";
import { KILLS, LETTERS, SEED, TIMEOUT_MS } from "./size.ts";

const missing = mailPairMissing();

test(`${LETTERS} letters through a bad mail server, workers killed at ${KILLS} moments: none lost, none doubled (seed ${SEED})`, {
  timeout: TIMEOUT_MS,
}, async ({ skip }) => {
  if (missing) skip(missing);
  const { outcome } = await stormOnOneMachine("one machine", { seed: SEED, letters: LETTERS, kills: KILLS });
  expect(outcome).toMatchObject({ lost: [], doubled: [], problems: [] });
});
