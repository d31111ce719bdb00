import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stillMissing } from "../../src/core/process/hand-over-checklist.ts";
import type { Day } from "../../src/core/values/day.ts";
import { approveHandOver } from "../../src/runs/hand-over/approve.ts";
import { filePlacement } from "../../src/runs/hand-over/file-placement.ts";
import { listHandOvers, reportHandOver } from "../../src/runs/hand-over/hand-over-report.ts";
import { type PlacementDocument, placementSchema } from "../../src/runs/hand-over/placement-schema.ts";
import { reportPayments } from "../../src/runs/hand-over/report-payments.ts";
import { answerBeside, takeBack } from "../../src/runs/hand-over/take-back.ts";
import { tradeData } from "../../src/runs/trade-data/trade-data.ts";
import type { Store } from "../../src/store/database.ts";

interface Desk {
  readonly store: Store;
  readonly folder: string;
  day: Day;
  seen: string[];
}

type Do = (words: RegExpExecArray, desk: Desk) => Promise<void>;

/** The end of the road, at the desk. */
export const HAND_OVER_SENTENCES: readonly (readonly [RegExp, Do])[] = [
  [/^(\S+) approves the hand-over$/, (w, d) => approve(d, w[1]!)],
  [/^the hand-over is checked$/, (_, d) => check(d)],
  [/^the hand-overs are listed$/, (_, d) => list(d)],
  [/^the claim is filed(?: for (.+))?$/, (w, d) => file(d, w[1])],
  [/^the agency is told$/, (_, d) => tell(d)],
  [/^the agency gives (?:(\S+) )?back: (.+)$/, (w, d) => giveBack(d, w[1], w[2]!)],
  [/^the others are to be (placed|dunned)$/, (w, d) => beside(d, w[1] === "placed" ? "place" : "dun")],
  [/^trade data (?:is written|is given to (\S+))$/, (w, d) => trade(d, w[1] ?? null)],
  [/^the last letter is read$/, (_, d) => read(d)],
  [
    /^the debtor (\S+) is a (company|sole-trader|consumer)$/,
    async (w, d) => void (await d.store.pool.query("update debtor set type = $2 where id = $1", [w[1], w[2]])),
  ],
];

const said = (desk: Desk) => ({ account: "D", asOf: desk.day, by: "Ann" });

async function approve(desk: Desk, by: string): Promise<void> {
  const { approved } = await approveHandOver(desk.store, { ...said(desk), by });
  desk.seen.push(`approved by ${approved.join(" and ")}`);
}

async function check(desk: Desk): Promise<void> {
  const { state, ready, checklist, unreported } = await reportHandOver(desk.store, "D", desk.day);
  desk.seen.push(state, ready ? "ready" : "not ready", ...stillMissing(checklist).map(({ code }) => `missing ${code}`));
  desk.seen.push(
    ...checklist.flatMap(({ state: is, blocking, code }) => (is === "unknown" ? [`unknown ${code}`] : is === "unmet" && !blocking ? [`noted ${code}`] : [])),
  );
  desk.seen.push(...unreported.map(({ amount, document }) => `not told ${amount} on ${document}`));
}

async function list(desk: Desk): Promise<void> {
  const listed = await listHandOvers(desk.store, desk.day, null);
  desk.seen.push(
    ...listed.map(({ debtor, state, documents, total, currency }) => `${debtor.id} is ${state} with ${documents.join(", ")}, ${total} ${currency}`),
  );
  if (listed.length === 0) desk.seen.push("no hand-over");
}

/** Writes the file, and looks at it as the agency would: the schema, the hashes, the sums. */
async function file(desk: Desk, agency: string | undefined): Promise<void> {
  const out = mkdtempSync(join(desk.folder, "out-"));
  const filed = await filePlacement(desk.store, { ...said(desk), out, ...(agency && { agency }) });
  for (const line of readFileSync(join(out, `${filed.placement}.sha256`), "utf8")
    .trim()
    .split("\n")) {
    const [hash, name] = line.split("  ") as [string, string];
    if (
      createHash("sha256")
        .update(readFileSync(join(out, name)))
        .digest("hex") !== hash
    )
      throw new Error(`${name} has another hash than its list says`);
  }
  const placement = placementSchema.parse(JSON.parse(readFileSync(join(out, `${filed.placement}.json`), "utf8")));
  addUp(placement);
  desk.seen.push(filed.fresh ? `filed version ${filed.version}` : `filed version ${filed.version} again`, `for ${filed.agency ?? "nobody yet"}`);
  desk.seen.push(...placement.claim.items.map(({ document, open }) => `${document} open ${open}`), `total ${filed.total} ${filed.currency}`);
  desk.seen.push(`names ${placement.letters.length} letters`, ...placement.letters.map(({ step }) => `names the ${step} letter`));
  desk.seen.push(...placement.others.map(({ document }) => `beside ${document}`), `takes the place of ${placement.placement.supersedes?.version ?? "none"}`);
}

/** In cents: amounts of a story have two places. */
function addUp({ claim: { items, totals } }: PlacementDocument): void {
  const cents = (amount: string) => Math.round(Number(amount) * 100);
  const sum = (amounts: readonly string[]) => amounts.reduce((all, amount) => all + cents(amount), 0);
  for (const { document, interest } of items) {
    const segments = sum((interest?.segments ?? []).map(({ amount }) => amount));
    if (interest && (segments !== cents(interest.accrued) || segments - cents(interest.paid) !== cents(interest.total)))
      throw new Error(`the interest on ${document} does not add up`);
  }
  for (const { document, original, bookings, open } of items)
    if (cents(original) - sum(bookings.map(({ amount }) => amount)) !== cents(open)) throw new Error(`${document} does not add up`);
  if (sum(items.map(({ principal }) => principal)) !== cents(totals.principal)) throw new Error("the principal does not add up");
  if (sum([totals.principal, totals.interest, totals.charges]) !== cents(totals.total)) throw new Error("the total does not add up");
}

async function tell(desk: Desk): Promise<void> {
  const { report, files } = await reportPayments(desk.store, { ...said(desk), out: join(desk.folder, "told") });
  desk.seen.push(...report.bookings.map(({ kind, amount, document }) => `told ${kind} ${amount} on ${document}`), `open at the agency ${report.total}`);
  if (files.length === 0) desk.seen.push("nothing to tell");
}

async function giveBack(desk: Desk, document: string | undefined, reason: string): Promise<void> {
  const { documents } = await takeBack(desk.store, { ...said(desk), reason, ...(document && { documents: [document] }) });
  desk.seen.push(`back ${documents.join(", ")}`);
}

async function beside(desk: Desk, answer: "place" | "dun"): Promise<void> {
  const { documents } = await answerBeside(desk.store, { ...said(desk), answer });
  desk.seen.push(`${answer} ${documents.join(", ")}`);
}

async function trade(desk: Desk, bureau: string | null): Promise<void> {
  const { lines, left } = await tradeData(desk.store, {
    creditor: "default",
    asOf: desk.day,
    by: "Ann",
    out: join(desk.folder, "trade.csv"),
    bureau,
    backdate: false,
  });
  desk.seen.push(
    ...lines.map(({ debtor, pastDue, owing }) => `${debtor.id} owes ${owing}, past due ${pastDue}`),
    ...left.map(({ debtor, reason }) => `without ${debtor.id} (${reason})`),
  );
  if (lines.length === 0) desk.seen.push("no trade data");
}

async function read(desk: Desk): Promise<void> {
  const { rows } = await desk.store.pool.query<{ stated: { handedOverTo: string | null; reportedTo: string | null } | null }>(
    "select notice #> '{elements,hand-over-statement,value}' as stated from letter order by sent_on desc, id limit 1",
  );
  const stated = rows[0]?.stated;
  desk.seen.push(
    `handed over to ${stated?.handedOverTo ?? "nobody named"}`,
    stated?.reportedTo ? `reported to ${stated.reportedTo}` : "no report is mentioned",
  );
}
