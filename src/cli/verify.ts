import { existsSync } from "node:fs";
import { appendFile, readFile } from "node:fs/promises";
import type { Command } from "commander";
import { UserError } from "../core/user-error.ts";
import { addCommand } from "./context.ts";

const FOUND_PROBLEMS = 1;

/** `firmly verify`: exit 1 where the proof is not whole. */
export function addVerifyCommand(program: Command): void {
  addCommand<{ anchors?: string }>(program, {
    usage: "verify",
    description: "prove that nothing of what was sent, answered and recorded was altered, dropped or moved",
    configure: (command) => command.option("--anchors <file>", "the anchors that were kept elsewhere (`firmly anchor --out`)"),
    run: async (_args, { anchors: file }, context) => {
      const [{ verifyProof }, { readAnchorFile }] = await Promise.all([import("../runs/proof/verify.ts"), import("../runs/proof/anchors.ts")]);
      const kept = file === undefined ? [] : readAnchorFile(await read(file), file);
      const report = await verifyProof(await context.store(), kept);
      const { verified, problems } = report;
      const end = problems.length === 0 ? "Whole: nothing was altered, dropped or moved." : `${problems.length} problems.`;
      context.print(report, () => [...problems.map(({ code, message }) => `${code}: ${message}`), end].join("\n"));
      context.say(`${verified.activities} activities of ${verified.accounts} accounts, ${verified.anchors} anchors`);
      if (kept.length === 0 && problems.length === 0)
        context.say("Without --anchors, a log whose end was cut off by somebody who also changed its head would not show.");
      return problems.length > 0 ? FOUND_PROBLEMS : 0;
    },
  });
}

/** `firmly anchor`: seals the logs as they are now. */
export function addAnchorCommand(program: Command): void {
  addCommand<{ out?: string }>(program, {
    usage: "anchor",
    description: "seal the ends of all logs as they are now; keep what it prints somewhere else",
    configure: (command) => command.option("--out <file>", "append the anchors that this file lacks to it, on a disk or a machine of its own"),
    run: async (_args, { out }, context) => {
      const { listAnchors, makeAnchor, readAnchorFile } = await import("../runs/proof/anchors.ts");
      const store = await context.store();
      const made = await makeAnchor(store, await context.asOf());
      if (out !== undefined) {
        // The daily run makes anchors too.
        const kept = new Set(existsSync(out) ? readAnchorFile(await read(out), out).map(({ number }) => number) : []);
        const lacking = (await listAnchors(store)).anchors.filter(({ number }) => !kept.has(number));
        await appendFile(out, lacking.map((anchor) => `${JSON.stringify(anchor)}\n`).join(""));
        context.say(`${lacking.length} ${lacking.length === 1 ? "anchor" : "anchors"} added to ${out}`);
      }
      context.print(made, () => (made ? JSON.stringify(made) : "Nothing has happened since the last anchor."));
    },
  });
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new UserError("file-unreadable", `${file} cannot be read (${(error as Error).message}). Give the file that \`firmly anchor --out\` has written.`);
  }
}
