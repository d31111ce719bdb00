import { approve } from "../../src/runs/approval.ts";
import { check } from "../../src/runs/check.ts";
import { deliver } from "../../src/runs/delivery-run.ts";
import { propose } from "../../src/runs/proposal-run.ts";
import { enqueueDelivery, runWorker } from "../../src/runs/worker.ts";
import { openStore } from "../../src/store/database.ts";
import { fillDeliveryWorld, MONDAY } from "../support/delivery-world.ts";
import { closePdf } from "../../src/letters/pdf.ts";

// What the crash test starts and kills: crash-child.ts WHAT DATA [ARGUMENT]. It tells on stdout how far it has come.
const [, , what, data, argument] = process.argv;
const tell = (text: string) => process.stdout.write(`${text}\n`);
// A process of its own may end on its own: what it leaves behind is what the test is about.
process.on("disconnect", () => process.exit(1));
process.channel?.unref();

const store = await openStore(data!);
tell("open");
try {
  if (what === "fill") {
    const { batch, debtors, channels } = JSON.parse(argument!) as { batch: number; debtors: number; channels: object };
    await fillDeliveryWorld(store, {
      debtors,
      prefix: `B${batch}-`,
      creditor: `c${batch}`,
      settings: { channels, clock: MONDAY },
      email: (n) => `b${batch}-${n}@mail.test`,
    });
    const { run } = await propose(store, { asOf: MONDAY, creditor: `c${batch}` });
    const { approved } = await approve(store, run, { all: true, by: "Ann", asOf: MONDAY });
    tell(JSON.stringify({ run, approved: approved.length }));
  } else if (what === "deliver" || what === "deliver-all") {
    const { deliveries, held } = await deliver(store, { run: argument || undefined, asOf: MONDAY, onProgress: (done) => tell(`progress ${done}`) });
    const { rows } = await store.pool.query("select count(*)::int as open from approval where state = 'approved'");
    tell(JSON.stringify({ open: rows[0].open, delivered: deliveries.length, held }));
  } else if (what === "worker") {
    await enqueueDelivery(store, argument!, MONDAY);
    tell("progress queued");
    await runWorker(store, { say: tell }).catch((error: Error) => tell(`lost ${error.message}`));
  } else {
    const { rows } = await store.pool.query(
      `select (select count(*)::int from letter where not void) as letters, (select count(*)::int from letter where void) as voided,
         (select count(*)::int from delivery where state = 'accepted') as accepted, (select count(*)::int from delivery where state <> 'accepted') as others,
         (select count(*)::int from activity where kind = 'letter') as recorded, (select count(distinct body::jsonb ->> 'letter')::int from activity where kind = 'letter') as distinct,
         (select count(*)::int from delivery where receipt ->> 'answer' = 'found after a crash') as found,
         (select count(*)::int from activity where kind not in ('letter', 'receipt')) as happened, (select count(*)::int from approval where state = 'delivered') as approvals`,
    );
    tell(JSON.stringify({ ...rows[0], ...(await check(store)) }));
  }
} finally {
  await closePdf();
  await store.close();
}
