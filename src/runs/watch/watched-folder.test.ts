import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emptyLedger, viewLedger } from "../../../test/support/ledger-view.ts";
import { createTestStore } from "../../../test/support/test-store.ts";
import type { Day } from "../../core/values/day.ts";
import type { Store } from "../../store/database.ts";
import { importFiles } from "../import-run.ts";
import { claimFile, leftClaims, takeUp } from "./claim.ts";
import { creditorFolders, followFolders } from "./follow-folders.ts";
import { WatchedFolder, type Watching } from "./watched-folder.ts";
import { MOST_TRIES } from "./watched-import.ts";
import type { WatchedFile } from "./watch-report.ts";

const DAY: Day = "2026-11-25";
const PACE = { pollMs: 5, stillMs: 10, retryMs: 100 };
const HEAD = "type,debtor,name,document,issued,due,amount,currency,applies\n";
const INVOICE = `${HEAD}invoice,C1,Acme,INV-1001,2026-10-01,2026-10-31,100,EUR,\n`;
const PAYMENT = `${HEAD}payment,,,,2026-11-02,,30,EUR,INV-1001\n`;

let store: Store;
let folder: string;
let done: WatchedFile[];
let said: string[];
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await emptyLedger(store);
  folder = mkdtempSync(join(tmpdir(), "firmly-watch-"));
  done = [];
  said = [];
  return () => rmSync(folder, { recursive: true, force: true });
});

const drop = (name: string, text: string) => writeFileSync(join(folder, name), text);
const at = (...path: string[]) => join(folder, ...path);
const json = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const outcomes = () => done.map(({ file, outcome }) => `${outcome} ${file.slice(folder.length + 1)}`);

function watch(more: Partial<Watching> = {}): WatchedFolder {
  const signal = new AbortController().signal;
  const base = { store, options: {}, asOf: async () => DAY, pace: PACE, signal, say: (text: string) => void said.push(text) } as const;
  return new WatchedFolder(folder, { ...base, onFile: (file) => void done.push(file), ...more });
}

/** As many rounds as it takes for what is there to rest and be imported. */
async function rounds(watched = watch(), from = 0): Promise<void> {
  await watched.round(from);
  await watched.round(from + 1000);
}

describe("a watched folder", () => {
  test("imports a file once and moves it aside with its report", async () => {
    drop("ledger.csv", INVOICE);
    const watched = watch();
    await watched.round(0);
    expect(done).toEqual([]);
    await watched.round(1000);
    await watched.round(2000);
    expect(outcomes()).toEqual(["imported ledger.csv"]);
    expect(await viewLedger(store, DAY)).toEqual(["C1 EUR: INV-1001 100.00"]);
    expect(readdirSync(folder).sort()).toEqual([".working", "imported"]);
    expect(readdirSync(at(".working"))).toEqual([]);
    expect(readdirSync(at("imported", DAY)).sort()).toEqual(["ledger.csv", "ledger.csv.report.json"]);
    expect(json(at("imported", DAY, "ledger.csv.report.json"))).toMatchObject({ files: [{ file: at("ledger.csv"), format: "csv", new: 1, problems: [] }] });
  });

  test("imports the same bytes again without a change, under a name with a number", async () => {
    for (const start of [0, 5000]) {
      drop("ledger.csv", INVOICE);
      await rounds(watch(), start);
    }
    expect(done.map(({ files }) => [files[0]!.new, files[0]!.known])).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(readdirSync(at("imported", DAY)).sort()).toEqual(["ledger-2.csv", "ledger-2.csv.report.json", "ledger.csv", "ledger.csv.report.json"]);
  });

  test("takes invoices before payments before bank statements, whatever their names and times", async () => {
    drop(
      "a.sta",
      ":20:X\r\n:25:10020030/1234567\r\n:28C:1/1\r\n:60F:C261124EUR100,00\r\n:61:2611251125C70,00NTRFNONREF\r\n:86:INV-1001 Acme\r\n:62F:C261125EUR170,00\r\n-\r\n",
    );
    drop("b.csv", PAYMENT);
    drop("c.csv", INVOICE);
    await rounds();
    expect(outcomes()).toEqual(["imported c.csv", "imported b.csv", "imported a.sta"]);
    expect(done[2]).toMatchObject({ unapplied: 0 });
  });

  test("refuses with the reason in words, and goes on", async () => {
    drop("broken.csv", `${HEAD}invoice,C1,Acme,INV-1001,2026-10-01,2026-10-31,much,EUR,\ninvoice,C1,Acme,I2,2026-10-01,2026-10-31,5,EUR,\n`);
    drop("picture.csv", "\u0000\u0001\u0002\u0003".repeat(50));
    drop("good.csv", INVOICE);
    await rounds();
    expect(outcomes().sort()).toEqual(["imported good.csv", "refused broken.csv", "refused picture.csv"]);
    const words = readFileSync(at("refused", DAY, "broken.csv.report.txt"), "utf8");
    expect(words).toMatch(/broken\.csv was not imported on 2026-11-25\.\n\nline 2: .*\(bad-amount\)/);
    expect(words).toContain(`firmly import ${at("refused", DAY, "broken.csv")} --partial`);
    expect(json(at("refused", DAY, "broken.csv.report.json")).files[0].problems).toHaveLength(1);
  });

  test("refuses a list that asks, and says how to answer", async () => {
    drop("ledger.csv", `${INVOICE}invoice,C2,Beta,I2,2026-10-01,2026-10-31,100,EUR,\n`);
    await rounds();
    const map = at(".map.json");
    writeFileSync(map, '{"mode":"snapshot"}');
    drop("list.csv", INVOICE);
    await rounds(watch({ options: { map } }));
    expect(done[1]).toMatchObject({ outcome: "refused", reason: expect.stringContaining(`firmly import ${at("refused", DAY, "list.csv")} --confirm-settled`) });
  });

  test("takes up what a killed process left between import and move: nothing changes, and the file is put aside", async () => {
    drop("ledger.csv", INVOICE);
    const claim = await claimFile(folder, "ledger.csv");
    await importFiles(store, { files: [claim!.path], asOf: DAY });
    await watch().round();
    expect(done).toMatchObject([{ outcome: "imported", files: [{ new: 0, known: 1 }] }]);
    expect(readdirSync(at(".working"))).toEqual([]);
  });

  test("a file that kills whoever reads it is given up after some tries", async () => {
    drop("poison.csv", INVOICE);
    let claim = (await claimFile(folder, "poison.csv"))!;
    for (let tries = 1; tries < MOST_TRIES; tries++) claim = await takeUp(folder, claim);
    expect(claim.tries).toBe(MOST_TRIES);
    await watch().round();
    expect(done).toMatchObject([{ outcome: "refused", files: [{ problems: [{ code: "import-broken-off" }] }] }]);
  });

  test("a file that is still written to while it is imported goes back, and nothing of it is stored", async () => {
    drop("slow.csv", INVOICE);
    // Whoever copies holds the file open, wherever it is moved.
    const connect = async () => {
      const [claim] = await leftClaims(folder);
      writeFileSync(claim!.path, `${INVOICE}invoice,C2,Beta,I2,2026-10-01,2026-10-31,9,EUR,\n`);
      return store.pool.connect();
    };
    const watched = watch({ store: { ...store, pool: Object.assign(Object.create(store.pool) as Store["pool"], { connect }) } });
    await rounds(watched);
    expect(done).toEqual([]);
    expect(await viewLedger(store, DAY)).toEqual([]);
    expect(existsSync(at("slow.csv"))).toBe(true);
  });
});

describe("trouble", () => {
  test("with the settings refuses no file: it is tried again when they are right", async () => {
    drop("ledger.csv", INVOICE);
    const watched = watch({ options: { creditor: "oak" } });
    await rounds(watched);
    expect(said).toEqual([expect.stringMatching(/ledger\.csv could not be imported and will be tried again: There is no creditor "oak"/)]);
    await store.pool.query("insert into creditor (id, name) values ('oak', 'Oak')");
    await watched.round(1050);
    expect(done).toEqual([]);
    await watched.round(1200);
    expect(outcomes()).toEqual(["imported ledger.csv"]);
    await emptyLedger(store);
  });

  test("with the place for what is done is told once, and the file is only moved later", async () => {
    drop("ledger.csv", INVOICE);
    symlinkSync("/tmp", at("imported"));
    const watched = watch();
    await rounds(watched);
    await watched.round(2000);
    expect(said).toEqual([expect.stringMatching(/cannot be followed: .*imported is no folder/)]);
    rmSync(at("imported"));
    await watched.round(3000);
    expect(done).toMatchObject([{ outcome: "imported", files: [{ new: 1, known: 0 }] }]);
  });

  test("a folder that is gone is waited for", async () => {
    const watched = watch();
    renameSync(folder, `${folder}-away`);
    await rounds(watched);
    expect(said).toEqual([expect.stringMatching(/cannot be followed: .*not there any more/)]);
    mkdirSync(folder);
    drop("ledger.csv", INVOICE);
    await rounds(watched, 5000);
    expect(outcomes()).toEqual(["imported ledger.csv"]);
    rmSync(`${folder}-away`, { recursive: true });
  });
});

describe("followers", () => {
  test("two of one folder import no file twice, and the second takes over when the first ends", async () => {
    const order = { folder, options: {}, asOf: async () => DAY };
    const follow = (signal: AbortSignal, name: string) =>
      followFolders({ store, signal, pace: PACE, say: (text) => void said.push(`${name} ${text}`), onFile: (file) => void done.push(file) }, async () => [
        order,
      ]);
    const [first, second] = [new AbortController(), new AbortController()];
    const one = follow(first.signal, "one");
    await expect.poll(() => said.length === 0 && readdirSync(folder).length).toBe(0);
    drop("a.csv", INVOICE);
    await expect.poll(() => done.length, { timeout: 10_000 }).toBe(1);
    const two = follow(second.signal, "two");
    await expect.poll(() => said).toContainEqual(expect.stringMatching(/^two Another process follows/));
    first.abort();
    await one;
    drop("b.csv", PAYMENT);
    await expect.poll(() => done.length, { timeout: 10_000 }).toBe(2);
    second.abort();
    await two;
    expect(outcomes()).toEqual(["imported a.csv", "imported b.csv"]);
  });

  test("a folder that two creditors name is nobody's", async () => {
    await store.pool.query("insert into creditor (id, name, settings) select id, id, $1 from unnest(array['elm', 'ash']) as id", [{ imports: { folder } }]);
    drop("a.csv", INVOICE);
    const stop = new AbortController();
    const following = followFolders(
      { store, signal: stop.signal, pace: PACE, say: (text) => void said.push(text), onFile: (file) => void done.push(file) },
      () => creditorFolders(store),
    );
    await expect.poll(() => said).toEqual([expect.stringMatching(/is set for ash and elm/)]);
    await store.pool.query("update creditor set settings = '{}' where id = 'elm'");
    await expect.poll(() => done.length, { timeout: 10_000 }).toBe(1);
    stop.abort();
    await following;
    await emptyLedger(store);
  });
});
