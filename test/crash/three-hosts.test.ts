import { expect, test } from "vitest";
import { mailPairMissing } from "../mail-pair.ts";
import { hostsMissing } from "./hosts.ts";
import { KILLS, LETTERS, SEED, TIMEOUT_MS } from "./size.ts";
import { stormOnThreeHosts } from "./three-hosts.ts";

const missing = mailPairMissing() ?? hostsMissing();

test(`${LETTERS} letters from three hosts, one of them cut off: none lost, none doubled (seed ${SEED})`, { timeout: TIMEOUT_MS }, async ({ skip }) => {
  if (missing) skip(missing);
  const { outcome, cuts } = await stormOnThreeHosts("three hosts", { seed: SEED, letters: LETTERS, kills: KILLS });
  expect(outcome).toMatchObject({ lost: [], doubled: [], problems: [] });
  expect(cuts).toEqual(["database", "everything"].map((from) => ({ from, claims: expect.any(Number), left: 0, stillRunning: 0, sentLate: 0 })));
  // What the cut-off host held at that moment was taken over.
  expect(cuts.reduce((sum, { claims }) => sum + claims, 0)).toBeGreaterThan(0);
});
