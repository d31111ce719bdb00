import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { ImportPreview, Upload } from "../api.ts";
import { entryKinds, formats, plural, word } from "../languages/en.ts";
import { formatDay } from "../values/day.ts";
import { Money } from "../values/money.tsx";
import { EntriesView } from "./entries-view.tsx";
import type { Confirmation, SaidMapping } from "./use-import.ts";
import { ProblemList } from "./problem-list.tsx";
import { StatementView } from "./statement-view.tsx";
import { TableView } from "./table-view.tsx";

interface PreviewProps {
  upload: Upload;
  preview: ImportPreview;
  /** What was said of the columns; null: nothing yet. */
  said: SaidMapping | null;
  isBusy: boolean;
  /** An import was tried and refused: its report says why, and offers what can be done. */
  isRefused: boolean;
  onMapping(mapping: SaidMapping): void;
  onImport(confirmation: Confirmation): void;
}

/** What a file is, what is in it, and what is wrong with it; then the button that stores it. */
export function PreviewView({ upload, preview, said, isBusy, isRefused, onMapping, onImport }: PreviewProps) {
  const { format, table, confirmed, statements, entries, problems, problemCount, refused } = preview;
  const [bankAccount, name] = useState("");
  // Headings that nobody knows are no mistake of the file: the person says what they hold.
  const isUnknown = table !== null && table.columns.every(({ field }) => field === null);
  const isNameless = statements.some(({ account }) => account === "");
  return (
    <>
      <section className="card file-card" aria-labelledby="file-title">
        <div className="card-head">
          <h2 id="file-title">{upload.name}</h2>
          <div className="actions">
            {isNameless && (
              <NativeSelect
                size="xs"
                aria-label="Bank account"
                value={bankAccount}
                onChange={(event) => name(event.currentTarget.value)}
                data={[
                  { value: "", label: "Of which bank account?" },
                  ...preview.bankAccounts.map(({ id, iban }) => ({ value: id, label: `${id} (${iban})` })),
                ]}
              />
            )}
            {!isRefused && preview.partialHelps && (
              <Button size="xs" variant="default" disabled={isBusy} onClick={() => onImport({ partial: true })}>
                Leave {plural(preview.leftOut, "line")} out, import the rest
              </Button>
            )}
            {!isRefused && !preview.partialHelps && (
              <Button size="xs" disabled={isBusy || refused} onClick={() => onImport(bankAccount === "" ? {} : { bankAccount })}>
                Import
              </Button>
            )}
          </div>
        </div>
        <p className="file-facts">
          <strong>{word(formats, format)}</strong> <Sureness confidence={preview.confidence} isRefused={refused} />
          <span className="muted"> · {sizeWords(upload.size)}</span>
        </p>
        <Holds preview={preview} />
        {refused && <p className={isUnknown ? "muted file-facts" : "error file-facts"}>{refusedWords(preview, isUnknown)}</p>}
      </section>
      {!isUnknown && <ProblemList problems={problems} count={problemCount} />}
      {table && (
        <TableView
          key={upload.id}
          table={table}
          said={said ?? (confirmed ? table.mapping : {})}
          isBusy={isBusy}
          confirmed={confirmed && `Read as ${confirmed.by} confirmed it on ${formatDay(confirmed.on)}.`}
          onMapping={onMapping}
        />
      )}
      {statements.map((statement, place) => (
        <StatementView key={place} statement={statement} />
      ))}
      {!table && entries.length > 0 && <EntriesView entries={entries} />}
    </>
  );
}

function refusedWords({ partialHelps, leftOut }: ImportPreview, isUnknown: boolean): string {
  if (isUnknown) return "Its headings are not known yet. Say below what the columns hold.";
  if (partialHelps)
    return `${plural(leftOut, "line")} cannot be read. Mend ${leftOut === 1 ? "it" : "them"} in the file, or leave ${leftOut === 1 ? "it" : "them"} out.`;
  return "It cannot be imported as it is. What is wrong stands below.";
}

const SURE = 0.8;
const LIKELY = 0.5;

function Sureness({ confidence, isRefused }: { confidence: number; isRefused: boolean }) {
  const percent = `${Math.round(confidence * 100)} %`;
  if (isRefused && confidence < LIKELY) return <span className="badge kind-blocked">not recognised for sure · {percent}</span>;
  if (confidence >= SURE) return <span className="badge kind-clear">recognised · {percent} sure</span>;
  if (confidence >= LIKELY) return <span className="badge kind-wait">probably · {percent} sure</span>;
  return <span className="badge kind-blocked">a guess · {percent} sure: look closely</span>;
}

/** "412 invoices over EUR 1,234.50 · 3 statements with 120 movements" */
function Holds({ preview }: { preview: ImportPreview }) {
  const { counts, statements, transactions, isSnapshot } = preview;
  if (counts.length === 0 && statements.length === 0) return null;
  return (
    <ul className="holds">
      {counts.map(({ kind, currency, count, amount }) => (
        <li key={`${kind} ${currency}`}>
          <strong>{plural(count, word(entryKinds, kind).toLowerCase())}</strong> {amount && currency && <Money amount={amount} currency={currency} />}
        </li>
      ))}
      {statements.length > 0 && (
        <li>
          <strong>{plural(statements.length, "statement")}</strong> with {plural(transactions, "movement")}
        </li>
      )}
      {isSnapshot && <li className="muted">A list of what is open: what it leaves out will count as paid.</li>}
    </ul>
  );
}

function sizeWords(bytes: number): string {
  if (bytes < 1_000) return plural(bytes, "byte");
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
