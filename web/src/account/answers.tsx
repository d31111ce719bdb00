import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Account, Happening } from "../api.ts";

interface Answer {
  label: string;
  /** What is recorded, with what was typed into the field. */
  said(text: string): Happening;
  needsText?: boolean;
}

/** Tasks whose answer may carry words. */
const FIELDS: Record<string, string> = { "answer-reply": "What was answered (optional)", "sales-check": "What the salesperson said" };

/** The buttons of a task: each records one answer. */
export function Answers({ task, next, busy, onSay }: { task: string; next: Account["next"]; busy: boolean; onSay(json: Happening): void }) {
  const [text, write] = useState("");
  const answers = answersOf(next, task);
  if (answers.length === 0) return null;
  return (
    <div className="fields">
      {FIELDS[task] && <TextInput size="xs" label={FIELDS[task]} value={text} maxLength={2_000} onChange={(event) => write(event.currentTarget.value)} />}
      {answers.map(({ label, said, needsText }, place) => (
        <Button
          key={label}
          size="xs"
          variant={place === 0 ? "filled" : "default"}
          disabled={busy || (needsText && text.trim() === "")}
          title={needsText && text.trim() === "" ? "Write first what the dispute is about" : undefined}
          onClick={() => onSay(said(text))}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}

function answersOf(next: Account["next"], task: string): Answer[] {
  const because = (code: string) => next.why.find((reason) => reason.code === code);
  if (task === "answer-reply") return [{ label: "Reply is answered", said: (detail) => ({ kind: "reply-read", detail }) }];
  if (task === "sales-check") {
    return [
      { label: "No dispute known", said: (detail) => ({ kind: "sales-check", answer: "no-dispute", detail }) },
      { label: "There is a dispute", needsText: true, said: (detail) => ({ kind: "sales-check", answer: "dispute", detail }) },
    ];
  }
  if (task === "resolve-uncertain") {
    const delivery = String(because("uncertain-delivery")?.["delivery"] ?? "");
    return [
      { label: "It was sent", said: () => ({ kind: "delivery-resolved", delivery, outcome: "accepted" }) },
      { label: "It was not sent: send it again", said: () => ({ kind: "delivery-resolved", delivery, outcome: "not-sent" }) },
    ];
  }
  // An address that is missing ends with the import that brings it; nobody's word can stand for it.
  const mends = (task === "fix-address" && !because("address-missing")) || task === "fix-letter";
  return mends ? [{ label: "It is mended", said: () => ({ kind: "delivery-held-resolved" }) }] : [];
}
