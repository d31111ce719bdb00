import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "../core/user-error.ts";
import { nameOfFile, readProcedureSource, readText } from "./procedure-source.ts";
import { jurisdictions } from "../open-folders.ts";
import { playStory, readStory, storyProcedure } from "./story.ts";

/** What `firmly procedure test --json` prints. */
export interface TrialDocument {
  /** The procedure that was tested; null for a story on its own. */
  readonly procedure: string | null;
  readonly passed: number;
  readonly failed: number;
  readonly stories: readonly PlayedStory[];
}

export interface PlayedStory {
  readonly file: string;
  readonly title: string;
  readonly passed: boolean;
  /** What differs from the story, one sentence each. */
  readonly differences: readonly string[];
}

type Own = NonNullable<Parameters<typeof storyProcedure>[1]>;

/**
 * Plays the stories of a procedure: those of the folder NAME.stories beside its file, or of `folder`; or one story file.
 * @throws UserError `procedure-invalid`, `stories-missing`, `file-unreadable`
 */
export async function tryProcedure(file: string, folder: string | null): Promise<TrialDocument> {
  if (/\.md$/i.test(file)) return summary(null, [await play(file, null)]);
  const { procedure, text } = await readProcedureSource(file);
  const own = { name: procedure.name, text };
  const stories: PlayedStory[] = [];
  for (const path of await storiesIn(folder ?? join(dirname(file), `${nameOfFile(file)}.stories`))) stories.push(await play(path, own));
  return summary(procedure.name, stories);
}

function summary(procedure: string | null, stories: readonly PlayedStory[]): TrialDocument {
  const passed = stories.filter((story) => story.passed).length;
  return { procedure, passed, failed: stories.length - passed, stories };
}

async function storiesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
    throw error;
  });
  const stories = names.filter((name) => name.endsWith(".md") && name !== "README.md").sort();
  if (stories.length > 0) return stories.map((name) => join(folder, name));
  throw new UserError(
    "stories-missing",
    `There are no stories in ${folder}: write some (docs/guides/procedure.md shows how), or name their folder with --stories.`,
  );
}

async function play(file: string, own: Own | null): Promise<PlayedStory> {
  const text = await readText(file);
  const title = /^# (.+)$/m.exec(text)?.[1] ?? "untitled";
  const laws = await jurisdictions();
  const differences = playable(() => {
    const story = readStory(text);
    if (story.atDesk)
      throw new UserError("story-sentence", "a story at the desk needs a database: only its calendar can be tested, so leave that sentence out");
    if (story.rows.length === 0) throw new UserError("story-sentence", "the story has no row with a day, what happens and what Firmly does");
    return playStory(story, storyProcedure(story, own), laws);
  });
  return { file, title, passed: differences.length === 0, differences };
}

/** A story that cannot be played has failed, and the others are played all the same. */
function playable(run: () => string[]): string[] {
  try {
    return run();
  } catch (error) {
    if (error instanceof UserError) return [error.message];
    throw error;
  }
}
