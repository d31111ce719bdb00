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
      {why.map((reason, place) => (
        <li key={place}>{sentence(data, reason)}</li>
      ))}
    </ul>
  );
}
