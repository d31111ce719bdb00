import { Button } from "@mantine/core";
import { useRef, useState } from "react";

/** Where a file is dropped, or chosen by the button. */
export function DropZone({ onFile }: { onFile(file: File): void }) {
  const [isOver, hover] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file) onFile(file);
  };
  return (
    <section
      className={isOver ? "card drop-zone is-over" : "card drop-zone"}
      aria-label="Choose a file"
      onDragOver={(event) => {
        event.preventDefault();
        hover(true);
      }}
      onDragLeave={() => hover(false)}
      onDrop={(event) => {
        event.preventDefault();
        hover(false);
        take(event.dataTransfer.files);
      }}
    >
      <strong>Drop a file here</strong>
      <p className="muted">CSV, Excel, JSON lines; CAMT, MT940, OFX, BAI2; UBL, CII, ZUGFeRD, FatturaPA. What it is, Firmly finds out by itself.</p>
      <Button size="xs" onClick={() => input.current?.click()}>
        Choose a file…
      </Button>
      <input ref={input} type="file" hidden aria-label="File" onChange={(event) => take(event.currentTarget.files)} />
    </section>
  );
}
