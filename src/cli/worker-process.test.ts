import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keepRunning } from "./worker-process.ts";

/** A child that notes its number in a file and then does as told. */
function child(then: string): { file: string; command: string[]; starts: () => number[] } {
  const file = join(mkdtempSync(join(tmpdir(), "firmly-worker-")), "starts");
  const command = ["-e", `require("node:fs").appendFileSync(${JSON.stringify(file)}, process.pid + "\\n"); ${then}`];
  return { file, command, starts: () => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").map(Number) : []) };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("a worker that dies is started again, and stopping ends it for good", async () => {
  const { command, starts } = child("setInterval(() => {}, 1000)");
  const worker = keepRunning(command);
  await expect.poll(() => starts().length, { timeout: 5_000 }).toBe(1);
  process.kill(starts()[0]!, "SIGKILL");
  await expect.poll(() => starts().length, { timeout: 5_000 }).toBe(2);
  await worker.stop();
  expect(starts().map(isAlive)).toEqual([false, false]);
}, 15_000);

test("a worker that dies at once is not started in a rush", async () => {
  const { command, starts } = child("process.exit(1)");
  const worker = keepRunning(command);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await worker.stop();
  expect(starts().length).toBeGreaterThanOrEqual(1);
  expect(starts().length).toBeLessThanOrEqual(3);
}, 15_000);
