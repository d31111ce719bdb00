import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { diffLines } from "../../../src/core/values/line-diff.ts";
import type { Wording } from "../api.ts";
import { plural } from "../languages/en.ts";
import { formatDay } from "../values/day.ts";

interface Versions {
  wording: Wording;
  /** As it stands in the editor. */
  text: string;
  onTake(text: string): void;
}

/** Who saved which version and why, and what is another beside it. */
export function WordingVersions({ wording, text, onTake }: Versions) {
  const { versions, firmlys, kind } = wording;
  const [beside, compare] = useState("0");
  const other = versions.find(({ version }) => String(version) === beside);
  const before = other ? other.text || firmlys : firmlys;
  const lines = diffLines(before, text);
  const changed = lines.filter(({ change }) => change !== "same").length;
  return (
    <section className="card wording-versions" aria-labelledby="versions-title">
      <div className="card-head">
        <h2 id="versions-title">Versions</h2>
        <NativeSelect
          size="xs"
          aria-label="Compare the text with"
          value={beside}
          data={[
            { value: "0", label: "Beside Firmly’s own" },
            ...versions.toReversed().map(({ version }) => ({ value: String(version), label: `Beside version ${version}` })),
          ]}
          onChange={(event) => compare(event.currentTarget.value)}
        />
      </div>
      {versions.length > 0 && (
        <ol className="version-list" reversed>
          {versions.toReversed().map((each) => (
            <li key={each.version}>
              <strong>Version {each.version}</strong>
              <span className="muted">
                {formatDay(each.on)}, by {each.by}
              </span>
              <span>
                {each.reason}
                {each.text === "" && <span className="muted"> (Firmly’s own)</span>}
              </span>
              {each.text !== "" && each.text !== text && (
                <button type="button" className="text-button" onClick={() => onTake(each.text)}>
                  Take into the editor
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
      {kind === "phrases" && !other ? (
        <details>
          <summary>All of Firmly’s phrases</summary>
          <pre tabIndex={0} aria-label="Firmly’s phrases">
            {firmlys}
          </pre>
        </details>
      ) : (
        <details>
          <summary>{changed === 0 ? "The text says the same" : `${plural(changed, "line")} ${changed === 1 ? "differs" : "differ"}`}</summary>
          <div className="diff" role="group" aria-label="Differences" tabIndex={0}>
            {lines.map(({ change, text: line }, place) => (
              <div key={place} className={`diff-${change}`}>
                <span aria-hidden="true">{SIGNS[change]}</span>
                <span className="hidden-label">{WORDS[change]}</span>
                {line || "\u200B"}
              </div>
            ))}
          </div>
        </details>
      )}
    </section>
  );
}

const SIGNS = { same: " ", added: "+", removed: "−" } as const;
const WORDS = { same: "", added: "added: ", removed: "taken out: " } as const;
