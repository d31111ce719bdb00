import { createPublicKey, verify } from "node:crypto";
import type { PoolClient } from "pg";
import { z } from "zod";
import { UserError } from "../../core/user-error.ts";
import type { Day } from "../../core/values/day.ts";
import { addAnchor, type Anchor, anchorDigest, anchorPublicKey, readAnchorHeads, readAnchors } from "../../store/anchor-store.ts";
import type { Fault } from "../../store/check-store.ts";
import type { Store } from "../../store/database.ts";
import { inTransaction } from "../../store/transaction.ts";

/** One line of a file of anchors, which is kept where nobody who could change the database can change it too. */
const line = z.strictObject({
  number: z.int().min(1),
  madeOn: z.string(),
  heads: z.int(),
  /** Hexadecimal. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** Base64. */
  signature: z.string(),
});
export type AnchorLine = z.infer<typeof line>;

/** Anchors what has happened since the last time; null where nothing has. */
export async function makeAnchor(store: Store, madeOn: Day): Promise<AnchorLine | null> {
  return inTransaction(store, async (client) => {
    const made = await addAnchor(client, madeOn);
    return made && present(made);
  });
}

/** All anchors, oldest first, as they are kept elsewhere. */
export async function listAnchors(store: Store): Promise<{ readonly anchors: readonly AnchorLine[]; readonly publicKey: string | null }> {
  return inTransaction(store, async (client) => ({ anchors: (await readAnchors(client)).map(present), publicKey: await anchorPublicKey(client) }));
}

function present({ number, madeOn, heads, digest, signature }: Anchor): AnchorLine {
  return { number, madeOn, heads, digest: digest.toString("hex"), signature: signature.toString("base64") };
}

/** Reads a kept file: one JSON object a line. @throws UserError `anchors-invalid` naming the line */
export function readAnchorFile(text: string, file: string): AnchorLine[] {
  return text.split("\n").flatMap((written, index) => {
    if (written.trim() === "") return [];
    const read = line.safeParse(attempt(written));
    if (read.success) return [read.data];
    throw new UserError("anchors-invalid", `${file}, line ${index + 1} is no anchor. Give the file that \`firmly anchor --out\` has written.`);
  });
}

function attempt(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return null;
  }
}

/** Computes every anchor again from its heads, and compares all with those that were kept elsewhere. */
export async function checkAnchors(client: PoolClient, kept: readonly AnchorLine[]): Promise<{ readonly count: number; readonly faults: Fault[] }> {
  const anchors = await readAnchors(client);
  const key = await anchorPublicKey(client);
  const faults: Fault[] = [];
  let previous: Buffer | null = null;
  for (const [index, anchor] of anchors.entries()) {
    const digest = anchorDigest(previous, anchor.madeOn);
    let heads = 0;
    for await (const page of readAnchorHeads(client, anchor.number)) {
      for (const head of page) digest.add(head);
      heads += page.length;
    }
    const isWhole = anchor.number === index + 1 && heads === anchor.heads && digest.done().equals(anchor.digest);
    if (!isWhole)
      faults.push({ code: "anchor-broken", message: `anchor ${anchor.number} of ${anchor.madeOn} was altered, or one before it was altered or dropped` });
    else if (!key || !verify(null, anchor.digest, createPublicKey(key), anchor.signature))
      faults.push({ code: "anchor-unsigned", message: `anchor ${anchor.number} of ${anchor.madeOn} does not bear the signature of this installation` });
    previous = anchor.digest;
  }
  return { count: anchors.length, faults: [...faults, ...compareKept(anchors, kept)] };
}

function compareKept(anchors: readonly Anchor[], kept: readonly AnchorLine[]): Fault[] {
  const own = new Map(anchors.map((anchor) => [anchor.number, anchor.digest.toString("hex")]));
  return kept
    .filter(({ number, digest }) => own.get(number) !== digest)
    .map(({ number, madeOn }) => ({
      code: "anchor-differs",
      message: `anchor ${number} of ${madeOn} was kept elsewhere and is ${own.has(number) ? "another here" : "not here"}: the log was changed after it was made`,
    }));
}
