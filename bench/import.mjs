// A million CSV invoices: our import against a bare COPY of the same file into a typed table with its natural key.
import { createReadStream, createWriteStream, rmSync } from "node:fs";
import { join } from "node:path";
import { once } from "node:events";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import { importFiles } from "../dist/runs/import-run.js";
import { openStore } from "../dist/store/database.js";
import { AS_OF } from "./ledger.mjs";

const [folder, invoices] = [process.argv[2], Number(process.argv[3])];
const file = join(folder, "ledger.csv");
const store = await openStore(join(folder, "data"));

const out = createWriteStream(file);
out.write("customer_id,customer_name,invoice_number,invoice_date,due_date,amount,currency\n");
for (let n = 1; n <= invoices; n++) {
  const debtor = (n * 7919) % 50_000;
  const month = 1 + (n % 9);
  const row = `C${debtor},Customer ${debtor},INV${n},2026-0${month}-0${1 + (n % 9)},2026-${String(month + 1).padStart(2, "0")}-1${n % 9},${100 + (n % 90_000)}.${String(n % 100).padStart(2, "0")},EUR\n`;
  if (!out.write(row)) await once(out, "drain");
}
out.end();
await once(out, "finish");

async function bareCopy() {
  const client = await store.pool.connect();
  await client.query("drop table if exists bare");
  await client.query(
    "create table bare (debtor text, name text, number text, issued date, due date, amount numeric, currency text, primary key (debtor, number))",
  );
  await client.query("checkpoint");
  const start = performance.now();
  await pipeline(createReadStream(file), client.query(copyFrom("copy bare from stdin with (format csv, header true)")));
  const seconds = (performance.now() - start) / 1000;
  await client.query("drop table bare");
  client.release();
  return seconds;
}

const floor = Math.min(await bareCopy(), await bareCopy());
const start = performance.now();
const report = await importFiles(store, { files: [file], asOf: AS_OF });
const seconds = (performance.now() - start) / 1000;
const { read, new: added, problems } = report.files[0];
if (added !== invoices || problems.length > 0) throw new Error(`imported ${added} of ${invoices}: ${JSON.stringify(problems.slice(0, 3))}`);
const peakMb = process.resourceUsage().maxRSS / 1024;
await store.close();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify({ read, floor, seconds, peakMb })}\n`);
