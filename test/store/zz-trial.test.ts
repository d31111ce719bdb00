import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { importFiles } from "../../src/runs/import-run.ts";
import { listCash } from "../../src/runs/cash-list.ts";
import { ledgerCsv, statementXml } from "../support/cash-files.ts";
import { cashStream } from "../support/cash-generator.ts";
import { createTestStore } from "../support/test-store.ts";
test("x", async () => {
  const L = { seed: 6, debtors: 2000, items: 6 };
  const store = await createTestStore();
  const folder = mkdtempSync(join(tmpdir(), "f-"));
  const made = [...cashStream(L, 1500)].filter(({ truth }) => truth.known.length === 0);
  writeFileSync(join(folder, "l.csv"), ledgerCsv(L));
  writeFileSync(join(folder, "s.xml"), statementXml(made));
  await importFiles(store, { files: [join(folder, "l.csv")], asOf: "2026-11-22" });
  await importFiles(store, { files: [join(folder, "s.xml")], asOf: "2026-11-25" });
  const { rows } = await store.pool.query("select id::int, state, detail->>'bankReference' as ref from bank_transaction");
  const list = await listCash(store, { creditor: null, asOf: "2026-11-25", limit: 100000 });
  const doubts = new Map(list.proposed.map((p) => [p.id, p.proposals[0]]));
  const by = new Map();
  for (const m of made) {
    const r = rows.find((x) => x.ref === String(m.transaction.id));
    const p = doubts.get("T" + r.id);
    const k = m.truth.scenario;
    const e = by.get(k) ?? { n: 0, posted: 0, why: new Map() };
    e.n++;
    if (r.state === "posted") e.posted++;
    else {
      const w = p ? `${p.rule}/${p.evidence.payer}/${p.evidence.doubts.join("+")}` : "none";
      e.why.set(w, (e.why.get(w) ?? 0) + 1);
    }
    by.set(k, e);
  }
  for (const [k, e] of [...by].sort((a, b) => b[1].n - a[1].n))
    console.log(
      k,
      e.posted + "/" + e.n,
      [...e.why]
        .sort((a, b) => b[1] - a[1])
        .slice(0, 4)
        .map(([w, n]) => `${n} ${w}`)
        .join(" | "),
    );
  await store.close();
}, 200000);
