import { expect, test } from "vitest";
import { mailPairMissing } from "../mail-pair.ts";
import { stormOnOneMachine } from "./one-machine.ts";

const SEED = Number(process.env.FIRMLY_CRASH_SEED ?? Date.now() % 1_000_000);
const LETTERS = Number(process.env.FIRMLY_CRASH_LETTERS ?? 5000);
const KILLS = Number(process.env.FIRMLY_CRASH_KILLS ?? 300);

const missing = mailPairMissing();

test(`${LETTERS} letters through a bad mail server, workers killed at ${KILLS} moments: none lost, none doubled (seed ${SEED})`, async ({ skip }) => {
  if (missing) skip(missing);
  const { outcome } = await stormOnOneMachine("one machine", { seed: SEED, letters: LETTERS, kills: KILLS });
  expect(outcome).toMatchObject({ lost: [], doubled: [], problems: [] });
});
