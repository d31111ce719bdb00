import type { Letter } from "../api.ts";

/** What the checks of the letter found, and which elements were waived and why. */
export function Findings({ letter }: { letter: Letter }) {
  const { findings, waived } = letter;
  return (
    <section className={`card findings ${findings.length > 0 ? "has-findings" : ""}`} aria-label="Checks">
      {findings.length === 0 ? (
        <p>
          <span className="badge approval-delivered">Checked</span> The checks found nothing to mend.
        </p>
      ) : (
        <ul>
          {findings.some(({ severity }) => severity === "W") && (
            <li className="muted small">What is marked W needs a word of yours before the letter can leave.</li>
          )}
          {findings.map((finding, place) => (
            <li key={place}>
              <span className={`badge severity-${finding.severity}`}>{finding.severity}</span> {finding.message} <code>{finding.code}</code>
            </li>
          ))}
        </ul>
      )}
      <p className="muted small">The letter gets its own reference when it leaves; until then a stand-in of the same length is shown.</p>
      <p className="muted small">{madeOf(letter.madeWith)}</p>
      {waived.length > 0 && (
        <p className="muted small">Not stated, on purpose: {waived.map(({ element, reason }) => `${element.replaceAll("-", " ")} (${reason})`).join("; ")}</p>
      )}
    </section>
  );
}

/** Whose words and letterhead the letter has. */
export function madeOf({ template, phrases, letterhead }: Letter["madeWith"]): string {
  const version = / v(\d+)$/.exec(template)?.[1];
  const parts = [
    version ? `your template, version ${version}` : "Firmly’s template",
    phrases > 0 && `your phrases, version ${phrases}`,
    letterhead > 0 ? `your letterhead, version ${letterhead}` : "the plain letterhead",
  ].filter(Boolean);
  return `Made with ${parts.join(", ")}.`;
}
