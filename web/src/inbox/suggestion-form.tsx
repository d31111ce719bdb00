import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { DisputeReason } from "../../../src/core/process/dispute-reason.ts";
import type { Suggestion } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { accountQuery } from "../queries.ts";
import { DisputeForm } from "../record/dispute-form.tsx";
import type { RecordForm } from "../record/form-frame.tsx";
import { PromiseForm } from "../record/promise-form.tsx";
import type { Said } from "./use-inbox-actions.ts";

interface SuggestionForm extends RecordForm<Said> {
  suggestion: Suggestion;
  account: string;
  today: string;
}

/** The form of the account's page, filled with what the message says. */
export function SuggestionForm({ suggestion: { happening }, account: id, today, busy, error, onSay, onCancel }: SuggestionForm) {
  const account = useQuery(accountQuery(id, today));
  const { kind, amount, day, documents, document, reason, detail, contact, channel } = happening;
  if (!account.data) return account.error ? <ActionProblem error={account.error} /> : <Skeleton height={120} />;
  const shared = { account: account.data, busy, error, onCancel, knownBy: { contact: contact ?? "", channel: channel ?? "" } as const };
  if (kind === "dispute") {
    const known = { document: document ?? "", amount: amount ?? "", isPart: amount !== undefined, reason: (reason ?? "") as DisputeReason | "" };
    return <DisputeForm {...shared} known={known} {...(detail !== undefined && { detail })} onSay={(said) => onSay(said as Said)} />;
  }
  return <PromiseForm {...shared} known={{ amount: amount ?? "", day: day ?? "", documents: documents ?? [] }} onSay={(said) => onSay(said as Said)} />;
}
