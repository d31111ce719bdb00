import type { IncomingMessage, ServerResponse } from "node:http";
import fc from "fast-check";

/**
 * What goes wrong with a request. Before: nothing of it was done. After: it was done, and the caller does not hear of it. `cut`: the connection is
 * dropped; `silent`: no answer comes; `error`: a 500.
 */
export type Fault = "cut-before" | "cut-in-body" | "cut-after" | "silent-before" | "silent-after" | "error-before" | "error-after" | "limit";

const QUICK = ["cut-before", "cut-in-body", "cut-after", "error-before", "error-after", "limit"] as const satisfies readonly Fault[];
const SLOW = ["silent-before", "silent-after"] as const satisfies readonly Fault[];

/** What may go wrong with some requests in a row; most of them go well, or few would come far. */
export const someFaults: fc.Arbitrary<(Fault | null)[]> = fc.array(
  fc.oneof(
    { weight: 10, arbitrary: fc.constant(null) },
    { weight: 7, arbitrary: fc.constantFrom(...QUICK) },
    { weight: 1, arbitrary: fc.constantFrom(...SLOW) },
  ),
  { minLength: 2, maxLength: 8 },
);

/** An answer that a double has made up its mind to give. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const MOST_BODY_BYTES = 30_000_000;

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += (piece as Buffer).length;
    if (size > MOST_BODY_BYTES) throw new Error("the request is larger than any letter");
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces);
}

/** Serves one request, with what is to go wrong with it; null: nothing. */
export async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | null,
  answerOf: (body: Buffer) => Promise<Answer>,
  plain: (status: number) => Answer,
): Promise<void> {
  if (fault === "cut-before") return void request.socket.destroy();
  if (fault === "cut-in-body") {
    request.once("data", () => request.socket.destroy());
    request.once("end", () => request.socket.destroy());
    return;
  }
  const body = await readBody(request);
  if (fault === "silent-before") return;
  const answer = fault === "limit" ? plain(429) : fault === "error-before" ? plain(500) : await answerOf(body);
  if (fault === "cut-after") return void request.socket.destroy();
  if (fault === "silent-after") return;
  const given = fault === "error-after" ? plain(500) : answer;
  response.writeHead(given.status, { "content-type": "application/json", ...given.headers });
  response.end(given.body === undefined ? "" : JSON.stringify(given.body));
}
