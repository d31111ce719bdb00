import { Button, Loader } from "@mantine/core";
import { useCreditor } from "../frame/creditor.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { useTitle } from "../frame/title.ts";
import { DropZone } from "./drop-zone.tsx";
import { PreviewView } from "./preview-view.tsx";
import { ReportView } from "./report-view.tsx";
import { useImport } from "./use-import.ts";

/** A file is dropped, looked at, and imported: nothing is stored before somebody has seen what will be read. */
export function ImportPage() {
  const { looked, report, receive, change, store, startAnew } = useImport(useCreditor());
  useTitle("Import");
  const isDone = report !== null && !report.refused;
  return (
    <div className="page">
      <div className="heading">
        <div>
          <h1>Import</h1>
          <p className="muted">
            Ledgers, lists of open items, customers, e-invoices and bank statements. You see how a file is read before anything is stored.
          </p>
        </div>
        {looked && (
          <Button size="xs" variant="default" onClick={startAnew}>
            Another file
          </Button>
        )}
      </div>
      {!looked && !receive.isPending && <DropZone onFile={receive.mutate} />}
      {receive.isPending && (
        <p className="preparing" role="status">
          <Loader size={14} /> Reading {receive.variables.name}…
        </p>
      )}
      <ActionProblem error={receive.error} />
      {report && <ReportView report={report} isBusy={store.isPending} onConfirm={store.mutate} />}
      {looked && !isDone && (
        <PreviewView
          upload={looked.upload}
          preview={looked.preview}
          said={looked.mapping}
          isBusy={change.isPending || store.isPending}
          isRefused={report !== null}
          onMapping={(mapping) => change.mutate({ upload: looked.upload, mapping })}
          onImport={store.mutate}
        />
      )}
      <ActionProblem error={change.error ?? store.error} />
    </div>
  );
}
