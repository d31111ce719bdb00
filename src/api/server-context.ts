import { OpenAPIHono } from "@hono/zod-openapi";
import type { Store } from "../store/database.ts";
import { onInvalid } from "./errors.ts";
import type { Person, SignIn } from "./sign-in.ts";

/** What the addresses of the API work with. */
export interface ServerContext {
  readonly store: Store;
  readonly signIn: SignIn;
  /** Where requests may come from and go to, e.g. `http://localhost:7070`. */
  readonly origins: ReadonlySet<string>;
  /** What the server is still busy with after its first start, in words; null when all is ready. */
  preparing(): string | null;
}

/** Every request below /api but the sign-in itself is made by somebody. */
export interface Env {
  Variables: { person: Person };
}

/** A set of addresses of one noun; a request that does not fit its schema is answered as a problem. */
export function addresses(): OpenAPIHono<Env> {
  return new OpenAPIHono<Env>({ defaultHook: onInvalid });
}
