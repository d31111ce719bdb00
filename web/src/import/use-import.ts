import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask, type Creditor, type ImportPreview, type ImportReport, sendFile, type Upload } from "../api.ts";
import { useAction } from "../queries.ts";

/** What a person says of the columns, as a mapping file would. */
export type SaidMapping = Record<string, unknown>;

export interface Confirmation {
  readonly partial?: boolean;
  readonly confirmSettled?: boolean;
  readonly bankAccount?: string;
}

/** A file that was handed in and looked at. */
interface Looked {
  readonly upload: Upload;
  readonly preview: ImportPreview;
  /** What was said of the columns; null: nothing was changed. */
  readonly mapping: SaidMapping | null;
}

/** The way of a file: handed in, looked at, looked at again with other columns, stored. */
export function useImport(creditor: Creditor) {
  const [looked, look] = useState<Looked | null>(null);
  const [report, tell] = useState<ImportReport | null>(null);
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
    onMutate: () => tell(null),
    onSuccess: look,
  });
  const store = useAction(async (confirmation: Confirmation) => {
    const { upload, preview, mapping } = looked!;
    // A table that was looked at is confirmed by importing it; one that was confirmed before is not asked about again.
    const said = mapping ?? (preview.table && !preview.confirmed ? {} : null);
    const json = { creditor: creditor.id, ...(said && { mapping: said }), ...confirmation };
    tell(await ask(api.imports[":upload"].confirmation.$post({ param: { upload: upload.id }, json })));
  });
  const startAnew = () => {
    // The file that was looked at is not needed any more; that it may be gone already does not matter.
    if (looked && report?.refused !== false) void api.imports[":upload"].$delete({ param: { upload: looked.upload.id } }).catch(() => {});
    look(null);
    tell(null);
    receive.reset();
    change.reset();
    store.reset();
  };
  return { looked, report, receive, change, store, startAnew };
}
