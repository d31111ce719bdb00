import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { check } from "../../src/runs/check.ts";
import { importFiles } from "../../src/runs/import-run.ts";
import type { Store } from "../../src/store/database.ts";
import { ledgerCsv, statementXml } from "../support/cash-files.ts";
import { cashStream, type MadeTransaction } from "../support/cash-generator.ts";
import { madeDebtor } from "../support/cash-ledger.ts";
import { createTestStore } from "../support/test-store.ts";

const LEDGER = { seed: Number(process.env.FIRMLY_SEED ?? 6), debtors: 2000, items: 6 };
const TRANSACTIONS = 1500;
const AS_OF = "2026-11-25";

let store: Store;
const folder = mkdtempSync(join(tmpdir(), "firmly-cash-"));
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function written(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

interface Booked {
  readonly reference: string;
  readonly debtor: string;
  readonly document: string | null;
  readonly amount: bigint | null;
}

/** What was booked for each of the bank's references: whose it is, and what it pays. */
async function booked(): Promise<Map<string, { debtor: string; paid: Map<string, bigint> }>> {
  const { rows } = await store.pool.query<Booked>(
    `select t.detail ->> 'bankReference' as reference, a.debtor, i.document, l.amount
     from bank_transaction t join entry p on p.evidence ->> 'transaction' = t.id::text and p.kind = 'payment' join account a on a.id = p.account_id
     left join entry l on l.account_id = p.account_id and l.kind = 'allocation' and l.source = p.id left join entry i on i.account_id = l.account_id and i.id = l.target`,
  );
  const found = new Map<string, { debtor: string; paid: Map<string, bigint> }>();
  for (const { reference, debtor, document, amount } of rows) {
    const own = found.get(reference) ?? { debtor, paid: new Map() };
    if (document !== null) own.paid.set(document, (own.paid.get(document) ?? 0n) + amount!);
    found.set(reference, own);
  }
  return found;
}

test("a statement of a made-up ledger: nothing is posted wrongly, and most of it by itself", async () => {
  // What rests on facts that a ledger's export does not carry (money booked before) is left out.
  const made = [...cashStream(LEDGER, TRANSACTIONS)].filter(({ truth }) => truth.known.length === 0);
  await importFiles(store, { files: [written("ledger.csv", ledgerCsv(LEDGER))], asOf: "2026-11-22" });
  const report = await importFiles(store, { files: [written("statement.xml", statementXml(made))], asOf: AS_OF });
  expect(report.files).toMatchObject([{ format: "camt", new: made.length, known: 0, problems: [] }]);

  const numbers = new Map<number, string>();
  for (let index = 0; index < LEDGER.debtors; index++) for (const { item, document } of madeDebtor(LEDGER, index).account.items) numbers.set(item, document);
  const posted = await booked();
  const truly = ({ truth }: MadeTransaction, debtor: string) =>
    new Map(truth.parts.find(({ account }) => `D${account - 1}` === debtor)?.money.map(([item, amount]) => [numbers.get(item)!, amount]));
  const wrong = made.filter((each) => {
    const own = posted.get(String(each.transaction.id));
    if (!own) return false;
    if (!each.truth.parts.some(({ account }) => `D${account - 1}` === own.debtor)) return true;
    // Of two equal payments for one invoice it is all the same which one pays it, where the other one does not.
    const twins = made.filter(
      (other) => other.transaction.amountMinor === each.transaction.amountMinor && (other === each || !posted.has(String(other.transaction.id))),
    );
    return [...own.paid].some(([document, amount]) => !twins.some((twin) => (truly(twin, own.debtor).get(document) ?? 0n) >= amount));
  });
  expect(wrong.map(({ transaction, truth }) => ({ transaction, truth, booked: posted.get(String(transaction.id)) }))).toEqual([]);
  const { matched = 0, proposed = 0, unapplied = 0 } = report;
  console.log(`of ${made.length} transactions ${matched} are posted, ${proposed} proposed, ${unapplied} of nobody that is known`);
  expect(matched + proposed + unapplied).toBe(made.length);
  // IBANs that the ledger has never seen make less certain than in the matcher's own trial.
  expect(matched / made.length).toBeGreaterThan(0.6);
  expect((await check(store)).problems).toEqual([]);

  const again = await importFiles(store, { files: [join(folder, "statement.xml")], asOf: AS_OF });
  expect(again.files).toMatchObject([{ new: 0, known: made.length }]);
  expect((await booked()).size).toBe(posted.size);
});
