import type { WordingProblem } from "../api.ts";
import { plural } from "../languages/en.ts";

interface Problems {
  problems: readonly WordingProblem[];
  isWaiting: boolean;
  onJump(problem: WordingProblem): void;
}

/** What has to be mended, each a jump to its place. */
export function ProblemList({ problems, isWaiting, onJump }: Problems) {
  const errors = problems.filter(({ severity }) => severity === "E").length;
  return (
    <div className="problems" aria-busy={isWaiting}>
      <p className="small" role="status">
        {problems.length === 0 ? (
          <span className="muted">{isWaiting ? "Checking…" : "Nothing to mend: it can be saved."}</span>
        ) : (
          <strong>
            {errors > 0 ? `${plural(errors, "problem")} to mend before it can be saved` : "It can be saved; letters made with it wait for a word of yours"}
          </strong>
        )}
      </p>
      {problems.length > 0 && (
        <ul>
          {problems.map((problem, place) => (
            <li key={place}>
              <button
                type="button"
                className="problem-place"
                aria-label={`Go to line ${problem.line}, column ${problem.column}`}
                onClick={() => onJump(problem)}
              >
                {problem.line}:{problem.column}
              </button>
              <span className={`badge severity-${problem.severity}`}>{problem.severity === "E" ? "Mend" : "Mind"}</span>
              <span>
                {problem.message} <span className="muted">{problem.suggestion}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
