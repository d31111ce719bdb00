import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ImportReport } from "../api.ts";
import { plural } from "../languages/en.ts";
import type { Confirmation } from "./use-import.ts";
import { ProblemList } from "./problem-list.tsx";

/** What became of the file; where it was refused, what a person can say to it. */
export function ReportView({ report, isBusy, onConfirm }: { report: ImportReport; isBusy: boolean; onConfirm(confirmation: Confirmation): void }) {
  const [file] = report.files;
  if (!file) return null;
  if (report.refused) return <Refused report={report} isBusy={isBusy} onConfirm={onConfirm} />;
  return (
    <>
      <section className="card report is-done" aria-labelledby="report-title" role="status">
        <h2 id="report-title">{file.file} is imported</h2>
        <p>{countWords(file)}</p>
        {report.matched !== undefined && <CashWords report={report} />}
        <p className="report-links">
          {report.matched !== undefined && <Link to="/cash">Go to Cash</Link>}
          <Link to="/">Go to Today</Link>
        </p>
      </section>
      <ProblemList problems={file.problems.map((each) => ({ ...each, severity: "warning" as const }))} count={file.problems.length} />
    </>
  );
}

/** "12 rows read: 10 new, 2 known already." */
function countWords({ read, new: added, known, changed, settled, leftOut }: ImportReport["files"][number]): string {
  const parts = [
    `${added} new`,
    ...(known > 0 ? [`${known} known already`] : []),
    ...(changed > 0 ? [`${changed} changed`] : []),
    ...(settled ? [`${plural(settled, "open item")} settled`] : []),
    ...(leftOut > 0 ? [`${plural(leftOut, "line")} left out`] : []),
  ];
  return `${plural(read, "row")} read: ${parts.join(", ")}.`;
}

function CashWords({ report: { matched = 0, proposed = 0, unapplied = 0 } }: { report: ImportReport }) {
  return (
    <dl className="figures cash-counts">
      <div>
        <dt>Matched by itself</dt>
        <dd>{matched}</dd>
      </div>
      <div>
        <dt>Proposed to you</dt>
        <dd>{proposed}</dd>
      </div>
      <div>
        <dt>Nobody’s yet</dt>
        <dd>{unapplied}</dd>
      </div>
    </dl>
  );
}

function Refused({ report, isBusy, onConfirm }: { report: ImportReport; isBusy: boolean; onConfirm(confirmation: Confirmation): void }) {
  const [file] = report.files;
  const asks = file!.problems.filter(({ code }) => code === "snapshot-settles-many");
  if (asks.length > 0)
    return (
      <section className="card report is-question" aria-labelledby="settles-title">
        <h2 id="settles-title">This list would settle much. Is it whole?</h2>
        {asks.map(({ message }) => (
          <p key={message}>{message.replace(/ If the list is whole, .*$/, "")}</p>
        ))}
        <p className="muted">A list that was filtered, or cut off, would count invoices as paid that are not. Nothing is stored yet.</p>
        <div className="actions">
          <Button size="xs" loading={isBusy} onClick={() => onConfirm({ confirmSettled: true })}>
            Yes, it is whole: import it
          </Button>
        </div>
      </section>
    );
  return (
    <section className="card report is-question" aria-labelledby="refused-title">
      <h2 id="refused-title">Nothing was imported</h2>
      <p>
        {report.partialHelps
          ? `${plural(file!.leftOut, "line")} cannot be read. Mend ${file!.leftOut === 1 ? "it" : "them"} in the file, or leave ${file!.leftOut === 1 ? "it" : "them"} out.`
          : "Mend what is listed, and choose the file again."}
      </p>
      {report.partialHelps && (
        <div className="actions">
          <Button size="xs" variant="default" loading={isBusy} onClick={() => onConfirm({ partial: true })}>
            Leave {plural(file!.leftOut, "line")} out and import the rest
          </Button>
        </div>
      )}
      <ProblemList problems={file!.problems} count={file!.problems.length} />
    </section>
  );
}
