import type { CallSheet } from "../api.ts";
import { scriptParts } from "../languages/en-process.ts";

/** What to say, in the debtor's language, in the order of the call. */
export function ScriptCard({ sheet: { script } }: { sheet: CallSheet }) {
  return (
    <section className="card" aria-labelledby="script-title">
      <div className="card-head">
        <h2 id="script-title">What to say</h2>
      </div>
      <ol className="script">
        {(Object.keys(scriptParts) as (keyof typeof scriptParts)[]).map((part) => (
          <li key={part}>
            <strong>{scriptParts[part]}</strong>
            <p lang={script[part] ? script.language : undefined}>{script[part] ?? "Leave no message."}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
