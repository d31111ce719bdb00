import type { Context, MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { problem } from "./errors.ts";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * The origins under which this server may be addressed: its own, and the names of this machine. A page of another site
 * that makes its own name point to 127.0.0.1 (DNS rebinding) comes with that name in `Host` and is turned away.
 */
export function allowedOrigins(origin: string, host: string, port: number): ReadonlySet<string> {
  const origins = new Set([origin, ...LOOPBACK.map((name) => `http://${name}:${port}`)]);
  if (host !== "0.0.0.0" && host !== "::") origins.add(`http://${host.includes(":") ? `[${host}]` : host}:${port}`);
  return origins;
}

/** Refuses foreign host names, and changes that a page of another origin asks for. */
export function guardOrigin(origins: ReadonlySet<string>): MiddlewareHandler {
  const hosts = new Set([...origins].map((origin) => new URL(origin).host));
  return async (context, next) => {
    const host = context.req.header("host");
    if (!host || !hosts.has(host)) {
      return problem(
        context,
        403,
        "host-not-allowed",
        `This server does not answer to the name "${(host ?? "").slice(0, 100)}". Use the address that firmly start printed, or tell Firmly its own in FIRMLY_ORIGIN.`,
      );
    }
    if (!SAFE_METHODS.has(context.req.method) && isForeign(context, origins)) {
      return problem(context, 403, "foreign-origin", "Changes are accepted only from Firmly's own pages.");
    }
    await next();
  };
}

function isForeign(context: Context, origins: ReadonlySet<string>): boolean {
  const origin = context.req.header("origin");
  if (origin !== undefined) return !origins.has(origin);
  // Browsers that leave out Origin say where a request comes from in Sec-Fetch-Site; programs send neither.
  const site = context.req.header("sec-fetch-site");
  return site !== undefined && site !== "same-origin";
}

/** Letters are shown in sandboxed frames made of text (`srcdoc`), which inherit this policy: no script, nothing remote. */
export function headers(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      // The component library writes its colour variables into a style element.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:", "blob:"],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      frameSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: "DENY",
    referrerPolicy: "no-referrer",
    crossOriginOpenerPolicy: "same-origin",
    crossOriginResourcePolicy: "same-origin",
    // Sent by the proxy that adds TLS, where there is one.
    strictTransportSecurity: false,
  });
}
