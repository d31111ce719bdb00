import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove } from "../../test/support/delivery-world.ts";
import { deliver } from "../runs/delivery-run.ts";
import { makeAnchor } from "../runs/proof/anchors.ts";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

let world: DeliveryWorld;
let folder: string;
beforeEach(async () => {
  world = await createDeliveryWorld({ debtors: 1 });
  folder = mkdtempSync(join(tmpdir(), "firmly-anchors-"));
});
afterEach(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

function firmly(...args: string[]): { readonly code: number; readonly out: string } {
  try {
    const command = [file("../../test/support/run-typescript.mjs"), file("./main.ts"), ...args, "--data", world.store.data];
    return { code: 0, out: execFileSync(process.execPath, command, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }) };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { code: status, out: stdout + stderr };
  }
}

test("anchors that the daily run has made are added to the file too, each once; what was cut off since is named", { timeout: 120_000 }, async () => {
  const kept = join(folder, "kept.jsonl");
  await proposeAndApprove(world.store);
  await makeAnchor(world.store, MONDAY);
  await deliver(world.store, { asOf: MONDAY, outDir: world.out });
  await makeAnchor(world.store, MONDAY);
  for (let twice = 0; twice < 2; twice++) expect(firmly("anchor", "--out", kept).out).toContain("Nothing has happened");
  const lines = readFileSync(kept, "utf8").trim().split("\n");
  expect(lines.length).toBeGreaterThan(0);
  expect(new Set(lines).size).toBe(lines.length);
  expect(firmly("verify", "--anchors", kept)).toMatchObject({ code: 0, out: expect.stringContaining("Whole") });
  await world.store.pool.query("delete from delivery_receipt; delete from activity; update account set activity_head = null");
  expect(firmly("verify", "--anchors", kept)).toMatchObject({ code: 1, out: expect.stringContaining("anchored-missing") });
  writeFileSync(kept, "not an anchor\n");
  expect(firmly("verify", "--anchors", kept)).toMatchObject({ code: 2, out: expect.stringContaining("line 1 is no anchor") });
});
