// Letters by e-mail against nodemailer's bare pool, through the same kind of connections to the same real mail server (exim, with a mailbox
// behind it). 2,000 stored mails by the channel alone; and the whole delivery of 1,000 letters: decided again, set, claimed, sent, recorded.
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import nodemailer from "nodemailer";
import { runnerImport } from "vite";
import email from "../dist/channels/email.js";
import { closePdf } from "../dist/letters/pdf.js";
import { approve } from "../dist/runs/approval.js";
import { deliver } from "../dist/runs/delivery-run.js";
import { propose } from "../dist/runs/proposal-run.js";
import { openStore } from "../dist/store/database.js";
import { median } from "./ledger.mjs";

const [folder, mails, letters] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const DAY = "2026-11-23";
const ROUNDS = 5;
const CONNECTIONS = 4;
const FROM = "ar@creditor.test";

// These two are TypeScript, and for tests: Node 20 does not read it by itself.
const inTest = async (path) =>
  (await runnerImport(fileURLToPath(new URL(`../test/${path}`, import.meta.url)), { configFile: false, logLevel: "error" })).module;
const { mailPairMissing, startMailPair } = await inTest("mail-pair.ts");
const { fillDeliveryWorld } = await inTest("support/delivery-world.ts");

const missing = mailPairMissing();
if (missing) {
  process.stdout.write(`${JSON.stringify({ missing })}\n`);
  process.exit(0);
}

/** Seconds that some work takes against a mail server that has nothing else to do; it may go on delivering what it took, and so each has its own. */
async function timed(work) {
  const mail = await startMailPair();
  try {
    const start = performance.now();
    await work(mail.smtpPort);
    return (performance.now() - start) / 1000;
  } finally {
    await email.close();
    await mail.stop();
  }
}

async function bare(port, stored) {
  const pool = nodemailer.createTransport({ host: "127.0.0.1", port, secure: false, pool: true, maxConnections: CONNECTIONS, maxMessages: 100 });
  await Promise.all(stored.map(({ to, bytes }) => pool.sendMail({ envelope: { from: FROM, to }, raw: Buffer.from(bytes) })));
  pool.close();
}

async function byChannel(port, stored) {
  const settings = email.settings.parse({ host: "127.0.0.1", port, secure: false, from: FROM, connections: CONNECTIONS });
  const send = async ({ to, bytes }, index) => {
    const receipt = await email.send(
      { deliveryId: `L${index}-email`, day: DAY, recipient: to, files: [{ name: "letter.eml", mediaType: "message/rfc822", bytes }] },
      settings,
    );
    if (receipt.outcome !== "accepted") throw new Error(JSON.stringify(receipt));
  };
  await Promise.all(stored.map(send));
}

const store = await openStore(folder);
const server = await startMailPair();
await fillDeliveryWorld(store, {
  debtors: letters,
  settings: { channels: { mode: "live", email: { host: "127.0.0.1", port: server.smtpPort, secure: false, from: FROM, connections: CONNECTIONS } } },
});
const { run } = await propose(store, { asOf: DAY });
await approve(store, run, { all: true, by: "Bench", asOf: DAY });
const start = performance.now();
const { deliveries, held } = await deliver(store, { asOf: DAY, instant: () => new Date(`${DAY}T12:00:00Z`) });
const whole = (performance.now() - start) / 1000;
await email.close();
await server.stop();
const sent = deliveries.filter(({ state }) => state === "accepted").length;
if (sent !== letters)
  throw new Error(`${sent} of ${letters} letters were accepted; ${JSON.stringify(held[0] ?? deliveries.find(({ state }) => state !== "accepted"))}`);
const { rows } = await store.pool.query(
  "select d.recipient, c.bytes from delivery d, jsonb_array_elements(d.files) f, document c where c.hash = f ->> 'hash' order by d.id",
);
const stored = rows.map(({ recipient, bytes }) => ({ to: recipient, bytes }));
await store.close();
await closePdf();
rmSync(folder, { recursive: true, force: true });
const kilobytes = Math.round(stored.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) / stored.length / 1024);

const wholeFloor = await timed((port) => bare(port, stored));
const many = Array.from({ length: mails }, (_, index) => stored[index % stored.length]);
const times = { bare: [], ours: [] };
const part = Math.ceil(mails / ROUNDS);
for (let round = 0; round < ROUNDS; round++) {
  const some = many.slice(round * part, (round + 1) * part);
  // In turns, each first as often: a machine that is busy with other things is so for both.
  const order =
    round % 2 === 0
      ? [
          ["bare", bare],
          ["ours", byChannel],
        ]
      : [
          ["ours", byChannel],
          ["bare", bare],
        ];
  for (const [name, way] of order) times[name].push(await timed((port) => way(port, some)));
}
const total = (list) => list.reduce((sum, each) => sum + each, 0);
const ratio = median(times.ours.map((ours, round) => ours / times.bare[round]));
process.stdout.write(`${JSON.stringify({ bare: total(times.bare), ours: total(times.ours), ratio, kilobytes, whole, wholeFloor })}\n`);
