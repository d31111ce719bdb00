import { useQuery } from "@tanstack/react-query";
import { reasonsQuery } from "../queries.ts";
import { type Reason, sentence } from "./reason.ts";

/** The first reason in a table's cell; the others are in its title and on the account's page. */
export function FirstReason({ why }: { why: readonly Reason[] }) {
  const { data = {} } = useQuery(reasonsQuery);
  const sentences = why.map((reason) => sentence(data, reason));
  return (
    <span className="why" title={sentences.join("\n")}>
      {sentences[0] ?? ""}
    </span>
  );
}

export function ReasonList({ why }: { why: readonly Reason[] }) {
  const { data = {} } = useQuery(reasonsQuery);
  return (
    <ul className="reasons">
      {grouped(why).map((reasons, place) => {
        if (reasons.length > MOST_ALIKE && isSameButDocument(reasons)) return <li key={place}>{sentence(data, jointly(reasons))}</li>;
        const sentences = reasons.map((reason) => sentence(data, reason));
        return sentences.length > MOST_ALIKE ? <Folded key={place} sentences={sentences} /> : sentences.map((each) => <li key={each}>{each}</li>);
      })}
    </ul>
  );
}

/** Reasons of one code, in the order in which the first of each came. */
function grouped(why: readonly Reason[]): Reason[][] {
  return [...new Set(why.map(({ code }) => code))].map((code) => why.filter((reason) => reason.code === code));
}

const MOST_ALIKE = 4;
const SHOWN = 3;

function isSameButDocument(reasons: readonly Reason[]): boolean {
  return new Set(reasons.map(({ document: _document, ...others }) => JSON.stringify(others))).size === 1;
}

/** One reason about all of them: "Invoice A, B, C and 12 more: ...". */
function jointly(reasons: readonly Reason[]): Reason {
  const named = reasons.slice(0, SHOWN).map(({ document }) => document);
  return { ...reasons[0]!, document: `${named.join(", ")} and ${reasons.length - SHOWN} more` };
}

/** Many invoices for the same reason: how many, a few of them, and the others on demand. */
function Folded({ sentences }: { sentences: readonly string[] }) {
  return (
    <li>
      {sentences.length} invoices:
      <ul>
        {sentences.slice(0, SHOWN).map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <details>
        <summary>{sentences.length - SHOWN} more</summary>
        <ul>
          {sentences.slice(SHOWN).map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </details>
    </li>
  );
}
