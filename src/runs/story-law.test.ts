import { expect, it } from "vitest";
import { jurisdictions } from "../open-folders.ts";
import { loadProcedure } from "../procedures/read.ts";
import { playStory, readStory } from "./story.ts";

const laws = await jurisdictions();
const play = (...rows: string[]) =>
  playStory(readStory(["# A story", "", "| day | what happens | what Firmly does |", "|---|---|---|", ...rows].join("\n")), loadProcedure("standard"), laws);

const QUESTION = "| 2025-05-16 Fri | interest on 10000.00 EUR due 2025-05-15 under de |";

it("tells what differs from the story, and that an answer was not expected", () => {
  expect(play(`${QUESTION} interest 3.09 |`)).toEqual([]);
  expect(play(`${QUESTION} interest 3.10 |`)).toEqual([expect.stringContaining('expected "interest 3.10", but: interest 3.09; 1 days at 11.27 is 3.09')]);
  expect(play(`${QUESTION} |`)).toEqual([expect.stringContaining('expected "nothing"')]);
});

it("knows no question that is written otherwise, and no law that is not on file", () => {
  expect(() => play("| 2025-05-16 Fri | interest on ten EUR due 2025-05-15 under de | interest 1 |")).toThrow(/a story has no sentence/);
  expect(() => play("| 2025-05-16 Fri | interest on 10.00 EUR due 2025-05-15 under br | interest 1 |")).toThrow(/no law of "br"/);
});

it("leaves the accounts of a story as they are", () => {
  expect(
    play("| 2025-05-14 Wed | invoice X1 over 10.00 EUR, issued 2025-05-14, due 2025-05-30 | wait until 2025-05-23 |", `${QUESTION} interest 3.09 |`),
  ).toEqual([]);
});
