// npm run dev [-- OPTIONS OF firmly start]: the server restarts when a source changes, the pages change in place.
import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { join } from "node:path";
import { build, copyAssets } from "./build.mjs";
import { assertNode, ensureInstalled, root } from "./install.mjs";

assertNode();
ensureInstalled();
await build();
const args = process.argv.slice(2);
const port = args.includes("--port") ? args[args.indexOf("--port") + 1] : "7070";
const dist = join(root, "dist");
let server = null;
let closing = false;
let restart = null;

const compiler = tool(["typescript", "bin", "tsc"], ["-p", "tsconfig.build.json", "--outDir", dist, "--watch", "--preserveWatchOutput"]);
const pages = tool(["vite", "bin", "vite.js"], ["dev", "web"]);
watch(join(root, "src"), { recursive: true }, (_event, name) => {
  if (name && !name.endsWith(".ts")) {
    copyAssets(dist);
    later();
  }
});
watch(dist, { recursive: true }, (_event, name) => {
  if (name?.endsWith(".js") && !name.startsWith("web")) later();
});
// The compiler's first output starts the server.
console.log("Sign in with the link that the server prints, then open http://localhost:5173 for pages that change in place.");
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);

function tool(path, words) {
  return spawn(process.execPath, [join(root, "node_modules", ...path), ...words], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, FIRMLY_DEV_SERVER: `http://localhost:${port}` },
  });
}

function startServer() {
  server = spawn(process.execPath, [join(dist, "cli", "main.js"), "start", ...args], { cwd: process.cwd(), stdio: "inherit" });
  server.on("exit", () => {
    server = null;
  });
}

/** The compiler writes many files at once: one restart, when it has been quiet for a moment. */
function later() {
  clearTimeout(restart);
  restart = setTimeout(() => {
    if (closing) return;
    if (!server) return startServer();
    server.once("exit", () => {
      if (!closing) startServer();
    });
    server.kill("SIGTERM");
  }, 300);
}

function stop() {
  closing = true;
  for (const child of [compiler, pages, server]) child?.kill("SIGTERM");
  // The server stops the database first.
  const exit = () => process.exit(0);
  if (server) server.once("exit", exit);
  else exit();
}
