import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { playAtDesk } from "./support/desk-story.ts";
import { jurisdictions } from "../src/open-folders.ts";
import { playStory, readStory, storyProcedure } from "../src/runs/story.ts";

const folder = new URL("stories/", import.meta.url);

describe("stories", () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "README.md")) {
    const story = readStory(readFileSync(new URL(file, folder), "utf8"));
    it(`${file}: ${story.title}`, async () => {
      expect(story.rows.length).toBeGreaterThan(0);
      expect(story.atDesk ? await playAtDesk(story) : playStory(story, storyProcedure(story), await jurisdictions())).toEqual([]);
    });
  }
});
