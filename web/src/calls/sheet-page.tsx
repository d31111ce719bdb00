import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { CallSheet } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { AccountProblem } from "../frame/problem-view.tsx";
import { useTitle } from "../frame/title.ts";
import { callSheetQuery } from "../queries.ts";
import { AllowedCard } from "./allowed-card.tsx";
import { HistoryCard } from "./history-card.tsx";
import { RecordCall } from "./record-call.tsx";
import { ScriptCard } from "./script-card.tsx";
import { SheetHeading } from "./sheet-heading.tsx";
import { SheetItems } from "./sheet-items.tsx";
import { SheetSteps } from "./sheet-steps.tsx";

/** Everything that whoever calls needs, on one page that can be printed, and beside it the record of the call. */
export function SheetPage() {
  const creditor = useCreditor();
  const { account: id } = useParams({ from: "/accounts/$account/call" });
  const sheet = useQuery(callSheetQuery(id, creditor.today));
  const name = sheet.data?.debtor.name ?? id;
  useTitle(`Call ${name}`);
  if (sheet.error && !sheet.data) return <AccountProblem id={id} error={sheet.error} />;
  return (
    <div className="page sheet">
      <div className="crumbs sheet-crumbs">
        <nav aria-label="Path">
          <Link to="/accounts/$account" params={{ account: id }}>
            {name}
          </Link>{" "}
          <span aria-hidden="true">/</span> Call sheet
        </nav>
        <SheetSteps account={id} />
      </div>
      {sheet.data ? (
        <Sheet key={id} sheet={sheet.data} />
      ) : (
        <div role="status" aria-label="Loading the call sheet">
          <Skeleton height={70} mb="md" />
          <Skeleton height={480} />
        </div>
      )}
    </div>
  );
}

function Sheet({ sheet }: { sheet: CallSheet }) {
  return (
    <>
      <SheetHeading sheet={sheet} />
      <div className="columns">
        <div>
          <ScriptCard sheet={sheet} />
          <SheetItems sheet={sheet} />
          <HistoryCard sheet={sheet} />
        </div>
        <div>
          <AllowedCard sheet={sheet} />
          <RecordCall sheet={sheet} />
          <div className="actions no-print">
            <Button size="xs" variant="default" onClick={() => window.print()}>
              Print the sheet
            </Button>
          </div>
        </div>
      </div>
    </>
  );
}
