import { useQuery } from "@tanstack/react-query";
import type { HandOver } from "../api.ts";
import { word } from "../languages/en.ts";
import { pointStates } from "../languages/en-process.ts";
import { reasonsQuery } from "../queries.ts";
import { sentence } from "../values/reason.ts";

type Point = HandOver["checklist"][number];

const ORDER: readonly Point["state"][] = ["unmet", "unknown", "met"];

/** What must be so, or should be known, before the account leaves the house; what is missing stands first. */
export function Checklist({ points }: { points: readonly Point[] }) {
  const { data = {} } = useQuery(reasonsQuery);
  const sorted = points.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || Number(b.blocking) - Number(a.blocking));
  const met = sorted.filter(({ state }) => state === "met");
  const rest = sorted.filter(({ state }) => state !== "met");
  const line = (point: Point) => (
    <li key={JSON.stringify(point.detail)}>
      <span className={`badge ${toneOf(point)}`}>{point.state === "unmet" && !point.blocking ? "To know" : word(pointStates, point.state)}</span>
      <span>{sentence(data, point.detail)}</span>
    </li>
  );
  return (
    <>
      {rest.length > 0 && (
        <ul className="checklist" aria-label="Preconditions not met or unknown">
          {rest.map(line)}
        </ul>
      )}
      <details open={rest.length === 0}>
        <summary>
          {met.length} of {points.length} preconditions are met
        </summary>
        <ul className="checklist" aria-label="Preconditions that are met">
          {met.map(line)}
        </ul>
      </details>
    </>
  );
}

function toneOf({ state, blocking }: Point): string {
  if (state === "met") return "kind-clear";
  return state === "unmet" && blocking ? "severity-error" : "kind-blocked";
}
