import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { Hono } from "hono";
import type { Env } from "./server-context.ts";

const MEDIA_TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

interface Page {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headers: Record<string, string>;
}

/** The built web: a few files, read once. Every address that is not a file is the app itself, which has its own router. */
export function pages(folder: string): Hono<Env> {
  const files = new Map(listFiles(folder, "").map((path) => [path, readPage(folder, path)]));
  const index = files.get("/index.html");
  return new Hono<Env>().get("*", (context, next) => {
    const { path } = context.req;
    const page = files.get(path) ?? (extname(path) === "" && !path.startsWith("/api/") ? index : undefined);
    return page ? Promise.resolve(context.body(page.bytes, 200, page.headers)) : next();
  });
}

function listFiles(folder: string, below: string): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = `${below}/${entry.name}`;
    return entry.isDirectory() ? listFiles(folder, path) : [path];
  });
}

function readPage(folder: string, path: string): Page {
  // A built asset has the hash of its content in its name and never changes; all else is asked for again.
  const caching = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  return {
    bytes: new Uint8Array(readFileSync(join(folder, path))),
    headers: { "content-type": MEDIA_TYPES[extname(path)] ?? "application/octet-stream", "cache-control": caching },
  };
}
