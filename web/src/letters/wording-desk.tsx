import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useRef, useState } from "react";
import type { Wording } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { useDraft } from "../queries.ts";
import { DraftView } from "./draft-view.tsx";
import { ProblemList } from "./problem-list.tsx";
import { type DraftChoice, SampleChoice } from "./sample-choice.tsx";
import { SaveDialog } from "./save-dialog.tsx";
import { type TextEditor, WordingEditor } from "./wording-editor.tsx";
import { VariableList } from "./variable-list.tsx";
import { WordingVersions } from "./wording-versions.tsx";

/** The typing rests for so long before the letter is written anew. */
const REST_MS = 350;

/** One template: written on the left, read on the right. */
export function WordingDesk({ wording }: { wording: Wording }) {
  const creditor = useCreditor();
  const start = startText(wording);
  const [text, write] = useState(start);
  const [choice, choose] = useState<DraftChoice>({ sample: null, account: null });
  const [saving, save] = useState<"text" | "firmlys" | null>(null);
  const editor = useRef<TextEditor>(null);
  const [rested] = useDebouncedValue(text, REST_MS);
  const draft = useDraft(creditor, wording, rested, choice);
  const problems = draft.data?.problems ?? [];
  const errors = problems.filter(({ severity }) => severity === "E").length;
  const isWaiting = rested !== text || draft.isFetching;
  const isChanged = text !== start;
  return (
    <>
      <div className="columns even wording-desk">
        <section className="card" aria-labelledby="editor-title">
          <div className="card-head">
            <h2 id="editor-title">
              {wording.version > 0 ? `Your words, version ${wording.version}` : "Firmly’s words"}
              {isChanged && <span className="count">changed</span>}
            </h2>
            <div className="actions">
              {isChanged && (
                <Button size="xs" variant="default" onClick={() => write(start)}>
                  Undo
                </Button>
              )}
              {wording.version > 0 && !isChanged && (
                <Button size="xs" variant="default" onClick={() => save("firmlys")}>
                  Back to Firmly’s own…
                </Button>
              )}
              <Button size="xs" disabled={!isChanged || errors > 0 || isWaiting} onClick={() => save("text")}>
                Save…
              </Button>
            </div>
          </div>
          <WordingEditor ref={editor} label="Template" text={text} problems={problems} onChange={write} />
          <ProblemList problems={problems} isWaiting={isWaiting} onJump={({ line, column }) => editor.current?.jumpTo(line, column)} />
          {wording.kind === "phrases" ? (
            <p className="muted small wording-note">
              Write only the phrases that are to be another, as <code>closing: "With kind regards"</code>. All phrases are below, under Firmly’s words.
            </p>
          ) : (
            <VariableList variables={wording.variables} onInsert={(name) => editor.current?.insert(`{{ ${name} }}`)} />
          )}
        </section>
        <div>
          <SampleChoice kind={wording.kind} samples={draft.data?.samples ?? []} choice={choice} onChoose={choose} />
          <ActionProblem error={draft.error} />
          <DraftView letter={draft.data?.letter ?? null} isWaiting={isWaiting} isEmpty={draft.data?.samples.length === 0} />
        </div>
      </div>
      <WordingVersions wording={wording} text={text} onTake={write} />
      <SaveDialog wording={wording} text={saving === "firmlys" ? "" : text} opened={saving !== null} onClose={() => save(null)} />
    </>
  );
}

/** Phrases begin empty: what is not written stays Firmly's. */
function startText({ kind, version, text }: Wording): string {
  return kind === "phrases" && version === 0 ? "" : text;
}
