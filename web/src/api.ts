import { hc, type InferRequestType, type InferResponseType } from "hono/client";
import type { Api } from "../../src/api/app.ts";

/** The typed way to the server, and the only one. */
export const api = hc<Api>("/api");

/** What the server answered instead: `detail` is a sentence for people. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

interface Answer<T> {
  readonly ok: boolean;
  readonly status: number;
  json(): Promise<T>;
}

const listeners = new Set<() => void>();
let reachable = true;

/** Whether the server answered the newest request. */
export const isReachable = (): boolean => reachable;

export function onReachChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function noteReach(now: boolean): void {
  if (reachable === now) return;
  reachable = now;
  for (const listener of listeners) listener();
}

/** The JSON of an answer; throws a ProblemError where the server could not, or was not there. */
export async function ask<T>(request: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await request;
  } catch {
    noteReach(false);
    throw new ProblemError(0, "unreachable", "Firmly does not answer. Is it still running? Start it again with npm start; nothing is lost.");
  }
  noteReach(true);
  if (answer.ok) return answer.json();
  const problem = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string };
  throw new ProblemError(answer.status, problem.code ?? "unknown", problem.detail ?? `The server answered ${answer.status}.`);
}

export type Creditor = InferResponseType<typeof api.creditors.$get, 200>["creditors"][number];
export type Proposal = NonNullable<InferResponseType<typeof api.proposals.newest.$get, 200>["proposal"]>;
export type Group = Proposal["groups"][number];
export type Decision = InferResponseType<(typeof api.proposals)[":run"]["decisions"]["$get"], 200>["decisions"][number];
export type Account = InferResponseType<(typeof api.accounts)[":account"]["$get"], 200>;
/** What a person can say about an account. */
export type Happening = InferRequestType<(typeof api.accounts)[":account"]["happenings"]["$post"]>["json"];
/** What the server says about what was recorded. */
export type Recorded = InferResponseType<(typeof api.accounts)[":account"]["happenings"]["$post"], 200>;
export type CallSheet = InferResponseType<(typeof api.accounts)[":account"]["call-sheet"]["$get"], 200>;
export type Calls = InferResponseType<typeof api.calls.$get, 200>;
export type HandOver = InferResponseType<(typeof api.accounts)[":account"]["hand-over"]["$get"], 200>;
export type Procedure = InferResponseType<(typeof api.procedures)[":name"]["$get"], 200>;
export type Letter = NonNullable<InferResponseType<(typeof api.accounts)[":account"]["letter"]["$get"], 200>["letter"]>;
export type ListedWording = InferResponseType<typeof api.templates.$get, 200>["templates"][number];
export type Wording = InferResponseType<(typeof api.templates)[":language"][":kind"]["$get"], 200>;
type Draft = InferResponseType<(typeof api.templates)[":language"][":kind"]["preview"]["$post"], 200>;
export type WordingProblem = Draft["problems"][number];
export type DraftLetter = NonNullable<Draft["letter"]>;
export type Letterhead = InferResponseType<(typeof api.letterheads)[":creditor"]["$get"], 200>;
export type GivenLetterhead = InferRequestType<(typeof api.letterheads)[":creditor"]["preview"]["$post"]>["json"];
export type WaitingCash = InferResponseType<typeof api.cash.$get, 200>["transactions"][number];
export type CashProposal = WaitingCash["proposals"][number];
export type MatchedCash = InferResponseType<typeof api.cash.matched.$get, 200>["transactions"][number];
/** What a person accepts: one of the proposals, or an account and documents of his own word. */
export type Acceptance = InferRequestType<(typeof api.cash)[":transaction"]["acceptance"]["$post"]>["json"];
export type ImportPreview = InferResponseType<(typeof api.imports)[":upload"]["preview"]["$post"], 200>;
export type ImportReport = InferResponseType<(typeof api.imports)[":upload"]["confirmation"]["$post"], 200>;
export type Upload = InferResponseType<typeof api.imports.$post, 200>;

/** Hands a file in. The typed client knows no forms; the answer is the same. */
export function sendFile(file: File): Promise<Upload> {
  const body = new FormData();
  body.set("file", file);
  return ask<Upload>(fetch("/api/imports", { method: "POST", body }));
}
export type ChannelForms = InferResponseType<(typeof api.creditors)[":creditor"]["channels"]["$get"], 200>;
export type ChannelForm = ChannelForms["channels"][number];
export type InboxPart = NonNullable<InferRequestType<typeof api.inbox.$get>["query"]["part"]>;
export type ListedMessage = InferResponseType<typeof api.inbox.$get, 200>["messages"][number];
/** A message that came in, with what may be recorded of it. */
export type Message = InferResponseType<(typeof api.inbox)[":message"]["$get"], 200>;
export type Suggestion = Message["suggestions"][number];
