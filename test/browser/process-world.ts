import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDays, type Day } from "../../src/core/values/day.ts";
import { procedureText } from "../../src/procedures/read.ts";
import { approve } from "../../src/runs/approval.ts";
import { moveClock } from "../../src/runs/clock.ts";
import { deliver } from "../../src/runs/delivery-run.ts";
import { importFiles } from "../../src/runs/import-run.ts";
import { statePosted } from "../../src/runs/posted.ts";
import { propose } from "../../src/runs/proposal-run.ts";
import { recordSaid } from "../../src/runs/record.ts";
import { saveProcedure } from "../../src/runs/save-procedure.ts";
import { applySettings } from "../../src/runs/settings.ts";
import type { Store } from "../../src/store/database.ts";

/** The day on which the pages are looked at. */
export const TODAY: Day = "2026-03-02";
const HEAD = "type,debtor,name,document,issued,due,amount,currency,email,phone,debtorType,country,street,postalCode,city";

interface Party {
  readonly id: string;
  readonly name: string;
}

/** Two debtors at the end of the road, with charges, one of them with a dispute about a part; three whose first letter went unanswered. One name is meant to do harm. */
export const OLD: Party = { id: "D1", name: "Altmark Pumpen GmbH" };
export const PLANS: Party = { id: "D2", name: "Brandt & Söhne GmbH" };
export const DISPUTES: Party = { id: "D3", name: "<img src=x onerror=alert(1)> Christophorus-Krankenhausversorgungsgesellschaft mbH" };
export const UNSETTLED: Party = { id: "D5", name: "Elster Handel GmbH" };
export const CALLED: Party = { id: "D4", name: "Dorn Logistik GmbH" };

function row({ id, name }: Party, document: string, issued: Day, due: Day, amount: string): string {
  return [
    "invoice",
    id,
    `"${name}"`,
    document,
    issued,
    due,
    amount,
    "EUR",
    `${id.toLowerCase()}@debtor.example`,
    `+49 40 555 10${id.slice(1)}`,
    "company",
    "DE",
    "Weg 1",
    "20095",
    "Hamburg",
  ].join(",");
}

/** Lets the weeks before TODAY happen. */
export async function fillProcess(store: Store): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "firmly-process-"));
  await applySettings(store, [SETTINGS]);
  const text = procedureText("standard").replace("interest: none", "interest: statutory").replace("lumpSum: none", "lumpSum: statutory");
  await saveProcedure(store, { name: "with-interest", text, by: "Ann", reason: "interest from the second letter on", asOf: "2025-12-01", backdate: true });
  await applySettings(store, [{ ...SETTINGS, procedures: { "*": "with-interest" } }]);
  await bring(store, folder, "2025-12-15", [
    row(OLD, "RE-1", "2025-11-10", "2025-12-10", "4200.00"),
    row(UNSETTLED, "RE-5", "2025-11-10", "2025-12-10", "1800.00"),
  ]);
  for (const day of ["2025-12-15", "2026-01-08", "2026-01-22"] as const) await send(store, folder, day);
  await bring(store, folder, "2026-02-09", [
    row(PLANS, "RE-2", "2025-12-20", "2026-01-20", "1000.00"),
    row(DISPUTES, "RE-3", "2025-12-20", "2026-01-20", "640.00"),
    row(CALLED, "RE-4", "2025-12-20", "2026-01-20", "310.50"),
  ]);
  await send(store, folder, "2026-02-12");
  await statePosted(store, { creditor: "own", through: addDays(TODAY, -1), bankAccount: null, by: "Ann", asOf: TODAY });
  await moveClock(store, "own", TODAY);
  const said = {
    kind: "dispute",
    document: "RE-5",
    reason: "price",
    amount: "50.00",
    owner: null,
    answerBy: null,
    evidence: "",
    detail: "",
    contact: null,
    channel: null,
  } as const;
  await recordSaid(store, { account: UNSETTLED.id, asOf: TODAY, by: "Ann", said });
  rmSync(folder, { recursive: true, force: true });
}

const SETTINGS = {
  id: "own",
  name: "Own GmbH",
  country: "DE",
  timeZone: "Europe/Berlin",
  language: "en",
  currency: "EUR",
  clock: "2025-12-15",
  address: { street: "Hafen 1", postalCode: "20457", city: "Hamburg", country: "DE" },
  contact: { name: "Jo Carter", phone: "+49 40 66969", email: "ar@own.example" },
  companyDetails: ["Sitz Hamburg", "HRB 1, Amtsgericht Hamburg", "Geschäftsführerin: Jo Carter"],
  bankAccounts: [{ id: "main", iban: "DE89370400440532013000", holder: "Own GmbH", currency: "EUR" }],
};

async function bring(store: Store, folder: string, asOf: Day, rows: readonly string[]): Promise<void> {
  const path = join(folder, "ledger.csv");
  writeFileSync(path, `${[HEAD, ...rows].join("\n")}\n`);
  const { files, refused } = await importFiles(store, { files: [path], asOf, creditor: "own" });
  if (refused) throw new Error(JSON.stringify(files));
}

async function send(store: Store, folder: string, asOf: Day): Promise<void> {
  await moveClock(store, "own", asOf);
  await statePosted(store, { creditor: "own", through: addDays(asOf, -1), bankAccount: null, by: "Ann", asOf });
  const { run } = await propose(store, { asOf });
  await approve(store, run, { all: true, by: "Ann", asOf });
  await deliver(store, { run, asOf, outDir: folder });
}
