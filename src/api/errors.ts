import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { UserError } from "../core/user-error.ts";

/** The only place that turns what went wrong into HTTP: `application/problem+json` of RFC 9457, with our stable `code`. */
export interface Problem {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  /** One sentence for people: what is wrong and what to do. */
  readonly detail: string;
}

const TITLES: Record<number, string> = {
  400: "Bad request",
  415: "Unsupported media type",
  401: "Not signed in",
  403: "Forbidden",
  404: "Not found",
  409: "Conflict",
  413: "Too large",
  429: "Too many requests",
  500: "Internal error",
  503: "Not ready",
};

export function problem(context: Context, status: ContentfulStatusCode, code: string, detail: string): Response {
  const body: Problem = { type: "about:blank", title: TITLES[status] ?? "Error", status, code, detail };
  return context.body(JSON.stringify(body), status, { "content-type": "application/problem+json" });
}

/** Codes of `UserError` end in what they mean, so that no list of codes has to be kept here. */
function statusOf({ code }: UserError): ContentfulStatusCode {
  if (/-(unknown|missing)$/.test(code)) return 404;
  if (/-(conflict|superseded|incomplete|real|closed|open|outdated|gone)$/.test(code)) return 409;
  return code.endsWith("-too-large") ? 413 : 400;
}

export function onError(error: Error, context: Context): Response {
  if (error instanceof UserError) return problem(context, statusOf(error), error.code, error.message);
  if (error instanceof HTTPException) return problem(context, error.status, "bad-request", error.message || "The request could not be read.");
  // The stack is for whoever runs the server; the browser learns nothing about the inside.
  console.error(error);
  return problem(context, 500, "internal", "Something went wrong inside Firmly. Nothing was changed by this request; the server's log has the details.");
}

export function onNotFound(context: Context): Response {
  return problem(context, 404, "no-such-address", "There is nothing at this address. The addresses are listed in /api/openapi.json.");
}

interface Checked {
  readonly success: boolean;
  readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] };
}

/** For requests that do not fit their schema. */
export function onInvalid(result: Checked, context: Context): Response | undefined {
  if (result.success) return undefined;
  const issues = result.error?.issues.map((issue) => `${issue.path.map(String).join(".") || "request"}: ${issue.message}`) ?? [];
  return problem(context, 400, "invalid-request", issues.join("; "));
}
