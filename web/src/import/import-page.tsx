import { Button, Loader } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask, type ImportPreview, type ImportReport, sendFile, type Upload } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { useTitle } from "../frame/title.ts";
import { useAction } from "../queries.ts";
import { DropZone } from "./drop-zone.tsx";
import { PreviewView } from "./preview-view.tsx";
import { ReportView } from "./report-view.tsx";

/** What a person says of the columns, as a mapping file would. */
export type SaidMapping = Record<string, unknown>;

interface Looked {
  readonly upload: Upload;
  readonly preview: ImportPreview;
  /** What was said of the columns; null: nothing was changed. */
  readonly mapping: SaidMapping | null;
}

export interface Confirmation {
  readonly partial?: boolean;
  readonly confirmSettled?: boolean;
  readonly bankAccount?: string;
}

/** A file is dropped, looked at, and imported: nothing is stored before somebody has seen what will be read. */
export function ImportPage() {
  const creditor = useCreditor();
  const [looked, look] = useState<Looked | null>(null);
  const [report, tell] = useState<ImportReport | null>(null);
  useTitle("Import");
  const previewOf = (upload: Upload, mapping: SaidMapping | null) =>
    ask(api.imports[":upload"].preview.$post({ param: { upload: upload.id }, json: { creditor: creditor.id, ...(mapping && { mapping }) } }));
  const receive = useMutation({
    mutationFn: async (file: File) => {
      const upload = await sendFile(file);
      return { upload, preview: await previewOf(upload, null), mapping: null };
    },
    onMutate: () => tell(null),
    onSuccess: look,
  });
  const change = useMutation({
    mutationFn: async ({ upload, mapping }: { upload: Upload; mapping: SaidMapping }) => ({ upload, preview: await previewOf(upload, mapping), mapping }),
    onSuccess: look,
  });
  const store = useAction(async (confirmation: Confirmation) => {
    const { upload, preview, mapping } = looked!;
    // A table that was looked at is confirmed by importing it; one that was confirmed before is not asked about again.
    const said = mapping ?? (preview.table && !preview.confirmed ? {} : null);
    const json = { creditor: creditor.id, ...(said && { mapping: said }), ...confirmation };
    tell(await ask(api.imports[":upload"].confirmation.$post({ param: { upload: upload.id }, json })));
  });
  const start = () => {
    // The file that was looked at is not needed any more; that it may be gone already does not matter.
    if (looked && !report) void api.imports[":upload"].$delete({ param: { upload: looked.upload.id } }).catch(() => {});
    look(null);
    tell(null);
    receive.reset();
    store.reset();
  };
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
          <Button size="xs" variant="default" onClick={start}>
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
