import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { mailPairMissing, startMailPair } from "../mail-pair.ts";
import { random } from "../support/random.ts";
import { crash, type Filled, finish, kill, type Looked, postmaster, start } from "./killed.ts";

const ROUNDS = Number(process.env.FIRMLY_CRASH_ROUNDS ?? 50);
const MAIL_ROUNDS = Math.ceil(ROUNDS / 4);
const SEED = Number(process.env.FIRMLY_CRASH_SEED ?? Date.now() % 1_000_000);
const DEBTORS = 120;
const TIMEOUT_MS = ROUNDS * 15_000 + 120_000;

let folder: string;
let data: string;
let out: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "firmly-crash-"));
  data = join(folder, "data");
  out = join(folder, "letters");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Approves a batch, kills so many times, with new batches as they run out, and then lets the rest be delivered. */
async function killManyTimes(rounds: number, channels: object, sent: () => number): Promise<{ approved: number; looked: Looked }> {
  const next = random(SEED);
  const victims = new Map<string, number>();
  let approved = 0;
  let run = "";
  for (let round = 0; round < rounds; round++) {
    if (approved - sent() < DEBTORS / 4) {
      const filled = await finish<Filled>("fill", data, JSON.stringify({ batch: round, debtors: DEBTORS, channels }));
      ({ run } = filled);
      approved += filled.approved;
    }
    const victim = await crash(data, run, next);
    victims.set(victim, (victims.get(victim) ?? 0) + 1);
  }
  for (let again = 0; again < 2; again++) await finish("deliver-all", data);
  const looked = await finish<Looked>("look", data);
  const killed = [...victims].map(([victim, times]) => `${times} x ${victim}`).join(", ");
  console.log(`seed ${SEED}: ${approved} letters; killed ${killed}; ${looked.found} found to have left already`);
  return { approved, looked };
}

test(`${ROUNDS} times killed with -9, no letter is lost or doubled (seed ${SEED})`, { timeout: TIMEOUT_MS }, async () => {
  const { approved, looked } = await killManyTimes(ROUNDS, { outbox: { folder: out } }, () => pages().length);
  const once = { letters: approved, accepted: approved, recorded: approved, distinct: approved, approvals: approved };
  expect(looked).toMatchObject({ ...once, voided: 0, others: 0, happened: 0, problems: [] });
  expect(pages()).toHaveLength(approved);
  expect(readdirSync(join(out, "2026-11-23")).filter((name) => !/^B\d+-\d+-GBP-first\.(pdf|eml)$/.test(name))).toEqual([]);
});

function pages(): string[] {
  try {
    return readdirSync(join(out, "2026-11-23")).filter((name) => name.endsWith(".pdf"));
  } catch {
    return [];
  }
}

const missing = mailPairMissing();
if (missing) console.warn(`skipped: "mail through a real server, killed": ${missing}`);

test.skipIf(missing)(`${MAIL_ROUNDS} times killed, no mail is lost or doubled (seed ${SEED})`, { timeout: TIMEOUT_MS }, async () => {
  const mail = await startMailPair();
  try {
    const email = { host: "127.0.0.1", port: mail.smtpPort, secure: false, from: "Creditor <ar@creditor.test>" };
    const { approved, looked } = await killManyTimes(MAIL_ROUNDS, { mode: "live", email }, () => mail.mailboxes().length);
    expect(looked).toMatchObject({ problems: [], voided: 0 });
    expect(looked.mails).toHaveLength(approved);
    await expect.poll(() => mail.isIdle(), { timeout: 60_000 }).toBe(true);
    for (const { recipient, state } of looked.mails) {
      const arrived = mail.mailbox(recipient.split("@")[0]!).length;
      // Of an uncertain one nobody knows; of all others it is certain.
      expect([recipient, state, arrived]).toEqual([
        recipient,
        state === "uncertain" ? "uncertain" : "accepted",
        state === "uncertain" ? Math.min(arrived, 1) : 1,
      ]);
    }
  } finally {
    await mail.stop();
  }
});

test("a worker whose database was killed ends by itself, so that it is started again", { timeout: 60_000 }, async () => {
  const { run } = await finish<Filled>("fill", data, JSON.stringify({ batch: 0, debtors: 2, channels: { outbox: { folder: out } } }));
  let isIdle: () => void;
  const idle = new Promise<void>((resolve) => (isIdle = resolve));
  const worker = start("worker", data, run, (line) => {
    if (line === `${run}: 2 delivered, 0 held`) isIdle();
  });
  await idle;
  const begun = performance.now();
  kill(postmaster(data));
  await worker.ended;
  // It says so, or ends where it was just speaking to the database.
  expect(worker.lines).toContainEqual(expect.stringMatching(/^lost |EPIPE|ECONNRESET|Connection terminated/));
  expect(performance.now() - begun).toBeLessThan(20_000);
});
