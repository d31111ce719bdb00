import type { ImportPreview } from "../api.ts";
import { plural } from "../languages/en.ts";

const SHOWN = 6;
type Problem = Pick<ImportPreview["problems"][number], "line" | "message"> & { readonly severity?: "warning" | "error" | "fatal" };

/** What is wrong with a file, by its lines; the first ones are shown, the others open. */
export function ProblemList({ problems, count }: { problems: readonly Problem[]; count: number }) {
  if (count === 0) return null;
  // What stops the file stands before what is only to be minded.
  const sorted = problems.toSorted((a, b) => rank(a) - rank(b));
  const isHarmless = problems.every(({ severity }) => severity === "warning");
  return (
    <section className="card findings" aria-labelledby="problems-title">
      <h2 id="problems-title">
        {isHarmless ? "To be minded" : "What is wrong"} <span className="count">{count}</span>
      </h2>
      <ul>
        {sorted.slice(0, SHOWN).map((problem, place) => (
          <Line key={place} problem={problem} />
        ))}
      </ul>
      {problems.length > SHOWN && (
        <details>
          <summary>{plural(count - SHOWN, "more", "more")}</summary>
          <ul>
            {sorted.slice(SHOWN).map((problem, place) => (
              <Line key={place} problem={problem} />
            ))}
            {count > problems.length && <li className="muted">and {count - problems.length} that are not shown</li>}
          </ul>
        </details>
      )}
    </section>
  );
}

function Line({ problem: { line, message, severity } }: { problem: Problem }) {
  const isWarning = severity === "warning";
  return (
    <li>
      <span className={`badge severity-${isWarning ? "warning" : "error"}`}>Line {line}</span> {inBrowser(message)}
    </li>
  );
}

function rank({ severity }: Problem): number {
  return severity === "fatal" ? 0 : severity === "warning" ? 2 : 1;
}

/** The commands' options have fields on this page. */
function inBrowser(message: string): string {
  return message
    .replace(/,? or (name them )?in a mapping \(--map FILE\)/g, ", or say below what the columns hold")
    .replace(/,? or use a mapping \(--map FILE\)/g, ", or say below what the columns hold")
    .replace(/, import it again with --confirm-settled/g, ", confirm it");
}
