// A camt.053 of 100,000 transactions against 1,000,000 open items: read, stored and matched. The floor is a bare COPY of the same
// transactions, as rows, into a table with the same key.
import { createReadStream, createWriteStream, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import { importFiles } from "../dist/runs/import-run.js";
import { openStore } from "../dist/store/database.js";

const [folder, invoices, transactions] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const [ledger, statement, rows] = ["ledger.csv", "statement.xml", "rows.tsv"].map((name) => join(folder, name));
const DEBTORS = 200_000;
const IBAN = "DE89370400440532013000";

let seed = 1;
function random(below) {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
}

const SYLLABLES = "ba be bo da de do fa fe ga go ka ke ki la le lo ma me mi na ne no pa pe po ra re ro sa se so ta te to va vo wa we za zo".split(" ");
const TRADES = ["Bakery", "Tools", "Transport", "Print", "Garden", "Metal", "Paper", "Foods", "Textil", "Glass"];
function nameOf(debtor) {
  let [rest, word] = [debtor * 7 + 11, ""];
  for (let place = 0; place < 4; place++) {
    word += SYLLABLES[rest % SYLLABLES.length];
    rest = Math.floor(rest / SYLLABLES.length) + debtor;
  }
  return `${word[0].toUpperCase()}${word.slice(1)} ${TRADES[debtor % TRADES.length]} GmbH`;
}
const centsOf = (n) => 25_000 + ((n * 7919) % 900_000);
const money = (cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
const debtorOf = (n) => n % DEBTORS;

async function write(file, lines) {
  const out = createWriteStream(file);
  for (const line of lines) if (!out.write(line)) await once(out, "drain");
  out.end();
  await once(out, "finish");
}

function* ledgerLines() {
  yield "customer_id,customer_name,invoice_number,invoice_date,due_date,amount,currency\n";
  for (let n = 1; n <= invoices; n++) {
    const debtor = debtorOf(n);
    yield `C${debtor},${nameOf(debtor)},RE-2026-${n},2026-0${1 + (n % 8)}-0${1 + (n % 9)},2026-${String(2 + (n % 8)).padStart(2, "0")}-1${n % 9},${money(centsOf(n))},EUR\n`;
  }
}

/** Of ten payers: six name their invoice, one names two, one pays an amount and names nothing, one pays short, one is a stranger. */
function paymentOf(index) {
  const n = 1 + ((index * 10 + random(10)) % invoices);
  const [debtor, kind] = [debtorOf(n), index % 10];
  const other = n + DEBTORS <= invoices ? n + DEBTORS : n - DEBTORS;
  if (kind < 6) return { name: nameOf(debtor), cents: centsOf(n), text: `Rechnung RE-2026-${n} vom 01.06.2026` };
  if (kind === 6) return { name: nameOf(debtor), cents: centsOf(n) + centsOf(other), text: `RE-2026-${n} RE-2026-${other}` };
  if (kind === 7) return { name: nameOf(debtor), cents: centsOf(n), text: "Danke" };
  if (kind === 8) return { name: nameOf(debtor), cents: centsOf(n) - 2_000, text: `RE-2026-${n}` };
  return { name: `Stranger ${index}`, cents: 1_000 + random(100_000), text: `Order ${random(1_000_000)}` };
}

const payments = Array.from({ length: transactions }, (_, index) => paymentOf(index));
const ibanOf = (index) => `DE${String(10 + (index % 89))}50010517${String(1_000_000_000 + index)}`;

function* statementLines() {
  const total = payments.reduce((sum, { cents }) => sum + cents, 0);
  const balance = (code, cents, day) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${money(cents)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-20T06:00:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>2026-11-20T06:00:00</CreDtTm><Acct><Id><IBAN>${IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>`;
  yield `${balance("OPBD", 100_000, "2026-11-19")}${balance("CLBD", 100_000 + total, "2026-11-20")}\n`;
  for (const [index, { name, cents, text }] of payments.entries()) {
    yield `<Ntry><NtryRef>${index + 1}</NtryRef><Amt Ccy="EUR">${money(cents)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt><ValDt><Dt>2026-11-20</Dt></ValDt><AcctSvcrRef>B${index}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy="EUR">${money(cents)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>${ibanOf(index)}</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n`;
  }
  yield "</Stmt></BkToCstmrStmt></Document>\n";
}

await write(ledger, ledgerLines());
await write(statement, statementLines());
writeFileSync(rows, payments.map(({ name, cents, text }, index) => `${IBAN}\t2026-11-20\t${cents}\t${name}\t${ibanOf(index)}\t${text}\tB${index}\n`).join(""));

const store = await openStore(join(folder, "data"));
await importFiles(store, { files: [ledger], asOf: "2026-11-19" });

async function bareCopy() {
  const client = await store.pool.connect();
  await client.query("drop table if exists bare");
  await client.query(
    "create table bare (account text, booked date, amount bigint, name text, iban text, text text, reference text, primary key (account, reference))",
  );
  const start = performance.now();
  await pipeline(createReadStream(rows), client.query(copyFrom("copy bare from stdin")));
  const spent = (performance.now() - start) / 1000;
  await client.query("drop table bare");
  client.release();
  return spent;
}

const floor = Math.min(await bareCopy(), await bareCopy());
await store.close();
// The peak of memory counts from a process's beginning: a fresh one imports the statement.
const run = spawnSync(process.execPath, [fileURLToPath(new URL("cash-import.mjs", import.meta.url)), join(folder, "data"), statement], {
  stdio: ["ignore", "pipe", "inherit"],
  encoding: "utf8",
});
if (run.status !== 0) throw new Error("the import failed");
const result = JSON.parse(run.stdout);
if (result.added !== transactions) throw new Error(`stored ${result.added} of ${transactions}: ${JSON.stringify(result.problems.slice(0, 3))}`);
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify({ ...result, floor })}\n`);
