// Seconds from `npm start` to the first page, on a data folder that is there already.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";

const PORT = 7170;
const folder = process.argv[2];
const bin = join(import.meta.dirname, "..", "scripts", "start.mjs");

async function firstPage() {
  const start = performance.now();
  const server = spawn(process.execPath, [bin, "--port", String(PORT), "--data", folder], { stdio: "ignore" });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  try {
    for (;;) {
      const page = await fetch(`http://localhost:${PORT}/`).catch(() => null);
      if (page?.ok && (await page.text()).includes("<html")) return (performance.now() - start) / 1000;
      if (server.exitCode !== null) throw new Error("the server ended before its first page");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  } finally {
    server.kill("SIGINT");
    await ended;
  }
}

await firstPage();
const seconds = [await firstPage(), await firstPage(), await firstPage()].sort((a, b) => a - b)[1];
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify({ seconds })}\n`);
