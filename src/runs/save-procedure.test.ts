import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove, TUESDAY } from "../../test/support/delivery-world.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { closePdf } from "../letters/pdf.ts";
import { changedText } from "../procedures/file.ts";
import { procedureText } from "../procedures/read.ts";
import { reportAccount } from "./account-report.ts";
import { check } from "./check.ts";
import { deliver } from "./delivery-run.ts";
import { loadProcedureBook } from "./procedure-book.ts";
import { listAllProcedures } from "./procedure-report.ts";
import { findProcedure } from "./procedure-source.ts";
import { presentProposal, propose } from "./proposal-run.ts";
import { saveProcedure } from "./save-procedure.ts";
import { applySettings, setSetting } from "./settings.ts";

let world: DeliveryWorld;
beforeEach(async () => {
  world = await createDeliveryWorld({ debtors: 3 });
});
afterEach(async () => {
  expect((await check(world.store)).problems).toEqual([]);
  await world.close();
});
afterAll(closePdf);

function variant(graceDays: number): string {
  return changedText(procedureText("standard"), "standard", [{ path: "graceDays", value: String(graceDays) }]);
}

const save = (text: string, asOf: Day = MONDAY, name = "mine") => saveProcedure(world.store, { name, text, by: "Ann", reason: "sales asked", asOf });

async function refusal(action: Promise<unknown>): Promise<string> {
  const error = await action.then(() => null).catch((refused: unknown) => refused);
  expect(error).toBeInstanceOf(UserError);
  return `${(error as UserError).code}: ${(error as UserError).message}`;
}

describe("saving a procedure", () => {
  it("counts the versions itself, and keeps who, when and why", async () => {
    expect(await save(variant(1))).toEqual({ name: "mine", version: 1, isNew: true });
    expect(await save(variant(2), TUESDAY)).toEqual({ name: "mine", version: 2, isNew: true });
    const { procedure, text, versions } = await findProcedure(async () => world.store, "mine");
    expect([procedure.name, procedure.version, procedure.graceDays]).toEqual(["mine", 2, 2]);
    expect(text).toMatch(/^version: 2$/m);
    expect(versions.map(({ version, by, reason, knownOn }) => [version, by, reason, knownOn])).toEqual([
      [1, "Ann", "sales asked", MONDAY],
      [2, "Ann", "sales asked", TUESDAY],
    ]);
    expect((await findProcedure(async () => world.store, "mine@1")).procedure.graceDays).toBe(1);
  });

  it("saves nothing where the newest version says the same, whatever its file's version line and line ends are", async () => {
    await save(variant(1));
    const same = variant(1).replace("version: 2", "version: 17").replaceAll("\n", "\r\n");
    expect(await save(same, TUESDAY)).toEqual({ name: "mine", version: 1, isNew: false });
    await save(variant(2), TUESDAY);
    expect(await save(variant(1), TUESDAY)).toEqual({ name: "mine", version: 3, isNew: true });
  });

  it("refuses a built-in name, a bad name, no reason, a bad text, and a day before the newest version", async () => {
    expect(await refusal(save(variant(1), MONDAY, "standard"))).toMatch(/^procedure-built-in: .*--name standard-2/);
    expect(await refusal(save(variant(1), MONDAY, "../up"))).toMatch(/^procedure-name: /);
    expect(await refusal(saveProcedure(world.store, { name: "mine", text: variant(1), by: "Ann", reason: " ", asOf: MONDAY }))).toMatch(/^reason-missing: /);
    expect(await refusal(save(variant(1).replace("letters: 7", "letters: 0")))).toContain("gapDays.letters: must be at least 1");
    expect((await loadProcedureBook(world.store.pool, null)).names).not.toContain("mine");
    await save(variant(1), TUESDAY);
    expect(await refusal(save(variant(2), MONDAY))).toMatch(/^backdated: /);
  });

  it("never changes a version", async () => {
    await save(variant(1));
    await expect(world.store.pool.query("update procedure set reason = 'other'")).rejects.toThrow("never changed");
    await expect(world.store.pool.query("delete from procedure")).rejects.toThrow("never changed");
  });
});

describe("decisions by a saved procedure", () => {
  it("follow the version known on their day, and are due again where there is a newer one", async () => {
    const { store } = world;
    await save(variant(1), "2026-11-02");
    await setSetting(store, "procedures.*", "mine", { creditor: "c" });
    expect((await propose(store, { asOf: "2026-11-02" })).decided).toBe(3);
    await propose(store, { asOf: MONDAY });
    // On Monday they are at the first letter; with two hundred days of grace nothing is due.
    await save(variant(200), MONDAY);
    const { run, decided } = await propose(store, { asOf: MONDAY });
    expect(decided).toBe(3);
    expect((await presentProposal(store, run)).decisions.map(({ kind }) => kind)).toEqual(["wait", "wait", "wait"]);
    expect((await loadProcedureBook(store.pool, "2026-11-20")).find("mine").version).toBe(1);
    expect((await loadProcedureBook(store.pool, MONDAY)).find("mine").version).toBe(2);
    expect((await loadProcedureBook(store.pool, "2026-01-01")).find("mine").version).toBe(1);
  });

  it("name it, with its version, on the letter that leaves", async () => {
    const { store, out } = world;
    await save(variant(1));
    await applySettings(store, [{ id: "c", procedures: { "debtor:D1": "mine", "document:INV-2": "strict" } }]);
    await proposeAndApprove(store);
    await deliver(store, { asOf: MONDAY, outDir: out });
    const procedures: unknown[] = [];
    for (const debtor of ["D1", "D2", "D3"]) procedures.push((await reportAccount(store, debtor, MONDAY)).timeline.at(-1)!.values.procedure);
    expect(procedures).toEqual(["mine v1", "strict v1", "standard v2"]);
  });

  it("are tried by it, and a name that there is not is refused before anything is decided", async () => {
    const { store } = world;
    await save(variant(200));
    const { run } = await propose(store, { asOf: MONDAY, procedure: "mine" });
    expect((await presentProposal(store, run)).decisions.map(({ kind }) => kind)).toEqual(["wait", "wait", "wait"]);
    expect(await refusal(propose(store, { asOf: MONDAY, procedure: "mien" }))).toContain('Did you mean "mine"?');
  });
});

describe("settings", () => {
  it("take the names of saved procedures, for everybody, a segment, a debtor or an invoice, and no others", async () => {
    const { store } = world;
    await save(variant(1));
    await applySettings(store, [{ id: "c", procedures: { retail: "consumer", "debtor:D1": "mine", "debtor:NOBODY": "gentle", "document:INV-2:a": "strict" } }]);
    expect(await refusal(setSetting(store, "procedures.debtor:D2", "mien", { creditor: "c" }))).toContain(
      'procedures.debtor:D2: There is no procedure "mien". Did you mean "mine"?',
    );
    expect(await refusal(setSetting(store, "procedures.dettor:D2", "mine", { creditor: "c" }))).toContain('must be "*", a segment, "debtor:" with an id');
    const uses = (await listAllProcedures(store)).map(({ name, version, usedBy }) => [
      name,
      version,
      usedBy.map((use) => `${use.for} ${use.isKnown}`).join(", "),
    ]);
    expect(uses).toEqual([
      ["consumer", 1, "retail false"],
      ["gentle", 1, "debtor:NOBODY false"],
      ["mine", 1, "debtor:D1 true"],
      ["standard", 2, "* true"],
      ["strict", 1, "document:INV-2:a false"],
    ]);
  });
});
