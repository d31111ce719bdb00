import type { Wording } from "../api.ts";

/** What a template can print. A click puts it where the cursor stands. */
export function VariableList({ variables, onInsert }: { variables: Wording["variables"]; onInsert(name: string): void }) {
  if (variables.length === 0) return null;
  return (
    <details className="variables">
      <summary>Values that this letter can print ({variables.length})</summary>
      <p className="muted small">
        Words of your own that say something required stand between <code>{"{% say instruction %}"}</code> and <code>{"{% endsay %}"}</code>; conditions are{" "}
        <code>{"{% if one %}…{% else %}…{% endif %}"}</code>.
      </p>
      <dl>
        {variables
          .toSorted((a, b) => (a.name < b.name ? -1 : 1))
          .map(({ name, meaning }) => (
            <div key={name}>
              <dt>
                <button type="button" className="text-button" title="Put it where the cursor stands" onClick={() => onInsert(name)}>
                  <code>{name}</code>
                </button>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
      </dl>
    </details>
  );
}
