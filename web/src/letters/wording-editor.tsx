import { type Ref, useId, useImperativeHandle, useRef } from "react";
import type { WordingProblem } from "../api.ts";

export interface TextEditor {
  /** Puts the cursor there; both from 1. */
  jumpTo(line: number, column: number): void;
  insert(piece: string): void;
}

interface Editor {
  ref: Ref<TextEditor>;
  label: string;
  text: string;
  problems: readonly WordingProblem[];
  onChange(text: string): void;
}

/** Plain text with its line numbers; a line with a problem has its number marked. Long lines wrap, and the numbers follow. */
export function WordingEditor({ ref, label, text, problems, onChange }: Editor) {
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  useImperativeHandle(ref, () => ({
    jumpTo: (line, column) => {
      const lines = text.split("\n");
      const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
      const at = Math.min(before + column - 1, text.length);
      area.current?.focus();
      area.current?.setSelectionRange(at, at);
      document.getElementById(`${id}-${line}`)?.scrollIntoView({ block: "center" });
    },
    insert: (piece) => {
      const field = area.current;
      if (!field) return;
      const { selectionStart: from, selectionEnd: to } = field;
      onChange(text.slice(0, from) + piece + text.slice(to));
      field.focus();
      // After the field has its new text.
      requestAnimationFrame(() => field.setSelectionRange(from + piece.length, from + piece.length));
    },
  }));
  const worst = new Map<number, "E" | "W">();
  for (const { line, severity } of problems) if (worst.get(line) !== "E") worst.set(line, severity);
  return (
    <div className="editor">
      {/* The same text in the same width lies behind the field: its lines are as high, and carry the numbers. */}
      <div className="editor-lines" aria-hidden="true">
        {text.split("\n").map((line, place) => (
          <div key={place} id={`${id}-${place + 1}`} className={worst.has(place + 1) ? `editor-line line-${worst.get(place + 1)}` : "editor-line"}>
            {line === "" ? "\u200B" : line}
          </div>
        ))}
      </div>
      <textarea
        ref={area}
        aria-label={label}
        aria-invalid={problems.some(({ severity }) => severity === "E")}
        spellCheck={false}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
