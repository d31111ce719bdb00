import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changedText } from "../procedures/file.ts";
import { procedureText } from "../procedures/read.ts";
import { diffProcedures } from "./procedure-report.ts";
import { findProcedure, readProcedureSource } from "./procedure-source.ts";
import { tryProcedure } from "./procedure-trial.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "firmly-procedures-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const noStore = async () => {
  throw new Error("a file needs no store");
};

/** A procedure with so many days of grace, in a file of its own. */
function write(name: string, graceDays: number): string {
  const file = join(folder, name);
  writeFileSync(file, changedText(procedureText("standard"), "standard", [{ path: "graceDays", value: String(graceDays) }]));
  return file;
}

function writeStory(path: string, noticeOn: string, prose = ""): string {
  const file = join(folder, path);
  mkdirSync(join(file, ".."), { recursive: true });
  const rows = `| 2026-03-13 Fri | invoice G1 over 500.00 EUR, issued 2026-03-05, due 2026-03-12 | wait until ${noticeOn} |`;
  writeFileSync(file, `# A notice on ${noticeOn}\n\n${prose}\n\n| day | what happens | what Firmly does |\n|---|---|---|\n${rows}\n`);
  return file;
}

describe("testing a procedure", () => {
  it("plays the stories of the folder beside it, or of another, and tells what differs", async () => {
    const file = write("mine.yaml", 3);
    writeStory("mine.stories/a.md", "2026-03-16");
    writeStory("mine.stories/b.md", "2026-03-17");
    writeStory("mine.stories/README.md", "2026-03-18");
    writeStory("other/c.md", "2026-03-16");
    const trial = await tryProcedure(file, null);
    expect(trial).toMatchObject({ procedure: "mine", passed: 1, failed: 1 });
    expect(trial.stories.map(({ title, passed }) => [title, passed])).toEqual([
      ["A notice on 2026-03-16", true],
      ["A notice on 2026-03-17", false],
    ]);
    expect(trial.stories[1]!.differences).toEqual([expect.stringContaining('2026-03-13: expected "wait until 2026-03-17", but: wait; wait until 2026-03-16')]);
    expect(await tryProcedure(file, join(folder, "other"))).toMatchObject({ passed: 1, failed: 0 });
  });

  it("means the file where a story names the procedure as the file is called, and another where it names that", async () => {
    const file = write("gentle.yaml", 3);
    writeStory("gentle.stories/own.md", "2026-03-16", "The procedure is gentle.");
    writeStory("gentle.stories/changed.md", "2026-03-17", "The procedure has graceDays = 4.");
    writeStory(
      "gentle.stories/other.md",
      "2026-03-20",
      "The procedure is gentle. The procedure has graceDays = 5 and steps.past-due.days = 3 and steps.first.days = 9.",
    );
    expect(await tryProcedure(file, null)).toMatchObject({ passed: 3, failed: 0 });
    expect(await tryProcedure(writeStory("alone.md", "2026-03-17", "The procedure has graceDays = 4."), null)).toMatchObject({ procedure: null, passed: 1 });
  });

  it("fails a story that cannot be played, and plays the others", async () => {
    const file = write("mine.yaml", 3);
    writeStory("mine.stories/a.md", "2026-03-16", "It is played at the desk.");
    writeStory("mine.stories/b.md", "2026-03-16", "The procedure has graceDayz = 4.");
    writeStory("mine.stories/c.md", "2026-03-16");
    writeFileSync(join(folder, "mine.stories/d.md"), "# Nothing\n");
    writeFileSync(join(folder, "mine.stories/e.md"), "# Weekday\n\n| 2026-03-13 Mon | | clear |\n");
    writeFileSync(join(folder, "mine.stories/f.md"), "# Sentence\n\n| 2026-03-13 Fri | it rains | clear |\n");
    const { stories, passed, failed } = await tryProcedure(file, null);
    expect([passed, failed]).toEqual([1, 5]);
    expect(stories.map(({ differences }) => differences[0] ?? "")).toEqual([
      expect.stringContaining("at the desk needs a database"),
      expect.stringContaining('"graceDayz" is not known here'),
      "",
      expect.stringContaining("has no row"),
      expect.stringContaining("is a Fri"),
      expect.stringContaining('no sentence "it rains"'),
    ]);
  });

  it("says where stories are missing, and what cannot be read", async () => {
    const file = write("mine.yaml", 3);
    await expect(tryProcedure(file, null)).rejects.toThrow(`There are no stories in ${join(folder, "mine.stories")}`);
    await expect(tryProcedure(join(folder, "none.yaml"), null)).rejects.toThrow("there is no such file");
    await expect(tryProcedure("standard.yaml", null)).rejects.toThrow('"standard" comes with Firmly: name it without the ending');
  });
});

describe("the difference of two procedures", () => {
  it("is told value by value with its meaning, and day by day", async () => {
    const [a, b] = [await readProcedureSource(write("a.yaml", 0)), await findProcedure(noStore, write("b.yaml", 2))];
    const { values, calendar } = diffProcedures(a, b);
    expect(values).toEqual([{ path: "graceDays", meaning: expect.stringContaining("Added to the due date"), a: "0", b: "2" }]);
    const changed = calendar.filter((line) => line.a?.day !== line.b?.day).map(({ what, a: was, b: is }) => [what, was?.day, is?.day]);
    expect(changed).toEqual([
      ["past-due", 1, 3],
      ["first", 4, 6],
      ["call", 15, 17],
      ["second", 18, 20],
      ["third", 32, 34],
      ["hand-over", 46, 48],
    ]);
    expect(diffProcedures(a, a).values).toEqual([]);
  });

  it("names what one of them does without", async () => {
    const [a, b] = [await readProcedureSource(write("a.yaml", 0)), await readProcedureSource(write("b.yaml", 0))];
    const without = {
      ...b,
      text: changedText(b.text, "b", [
        { path: "steps.reminder", value: "none" },
        { path: "steps.first.fee", value: '{EUR: "5.00"}' },
      ]),
    };
    const { values } = diffProcedures(a, without);
    expect(values.find(({ path }) => path === "steps.reminder.days")).toMatchObject({ a: "-7", b: null });
    expect(values.find(({ path }) => path === "steps.reminder")).toMatchObject({ a: null, b: "none" });
    expect(values.find(({ path }) => path === "steps.first.fee.EUR")).toMatchObject({ a: null, b: "5.00", meaning: expect.stringContaining("A fee") });
  });
});
