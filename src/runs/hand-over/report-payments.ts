import { resolve } from "node:path";
import type { PoolClient } from "pg";
import { writeWhole } from "../../channels/folder/written-file.ts";
import { type Booking, bookingsOn } from "../../core/ledger/bookings.ts";
import { isDocument } from "../../core/ledger/entry.ts";
import { entriesTold, placementsFiled } from "../../core/process/placed-items.ts";
import { UserError } from "../../core/user-error.ts";
import type { Day } from "../../core/values/day.ts";
import { formatMinor, sumMinor } from "../../core/values/money.ts";
import { appendActivities } from "../../store/activity-store.ts";
import { resolveAccount } from "../../store/account-store.ts";
import type { Store } from "../../store/database.ts";
import { insertDocuments, lockAccount } from "../../store/letter-store.ts";
import { inTransaction } from "../../store/transaction.ts";
import { refuseBackdating } from "../backdating.ts";
import { keptDocument } from "../kept-document.ts";
import { withOutFolder } from "../out-folder.ts";
import { spreadsheetRows } from "../spreadsheet-rows.ts";
import type { HandOverOptions } from "./approve.ts";
import { type HandOverCase, loadHandOver } from "./case.ts";
import { type AccountParty, partyOf } from "../account-party.ts";

/** What was booked on placed items and the agency has not been told of. Amounts in major units. */
export interface PaymentReport extends AccountParty {
  readonly asOf: Day;
  readonly agency: string | null;
  /** The placement file that it adds to. */
  readonly placement: { readonly filedOn: Day; readonly version: number; readonly sha256: string };
  readonly currency: string;
  readonly bookings: readonly {
    readonly entry: number;
    readonly kind: Booking["kind"];
    readonly day: Day;
    readonly knownOn: Day;
    readonly document: string;
    readonly payment: string | null;
    readonly amount: string;
  }[];
  readonly open: readonly { readonly document: string; readonly open: string }[];
  readonly total: string;
}

/** The files that were written; none where there was nothing to tell, or no folder was named. */
export interface Reported {
  readonly report: PaymentReport;
  readonly files: readonly string[];
}

/**
 * Tells what was booked on placed items since the placement file or the last report, once: it is recorded as told.
 * @throws UserError `not-filed` where no placement file was written
 */
export async function reportPayments(store: Store, options: HandOverOptions & { readonly out: string | null }): Promise<Reported> {
  const work = () =>
    inTransaction(store, async (client) => {
      const account = await resolveAccount(client, options.account);
      await lockAccount(client, account);
      const the = await loadHandOver(client, account, options.asOf);
      const report = paymentReport(the);
      if (report.bookings.length === 0) return { report, files: [] };
      await refuseBackdating(client, the.decided.account.creditor, options);
      return { report, files: await record(client, the, report, options) };
    });
  return options.out === null ? work() : withOutFolder(options.out, work);
}

/** @throws UserError `not-filed` */
export function paymentReport(the: HandOverCase): PaymentReport {
  const { account, view, entries } = the.decided;
  const filing = placementsFiled(view.activities).at(-1);
  if (!filing) throw new UserError("not-filed", `No placement file was written of account A${account.id}: firmly hand-over A${account.id} file --out DIR.`);
  const money = (minor: bigint) => formatMinor(minor, account.currency);
  const told = entriesTold(view.activities);
  const all = bookingsOn(new Set(the.placed.keys()), entries, the.asOf);
  const documents = new Map(entries.filter(isDocument).map((entry) => [entry.item, entry]));
  const open = [...the.placed.keys()].map((item) => {
    const { document, amountMinor } = documents.get(item)!;
    return { document, openMinor: amountMinor - sumMinor(all.filter((each) => each.item === item).map((each) => each.amountMinor)) };
  });
  return {
    ...partyOf(account),
    asOf: the.asOf,
    agency: filing.agency,
    placement: { filedOn: filing.happenedOn, version: filing.version ?? 1, sha256: filing.hash },
    currency: account.currency,
    bookings: all
      .filter(({ entry }) => !told.has(entry))
      .map(({ entry, kind, day, knownOn, item, document, amountMinor }) => {
        return { entry, kind, day, knownOn, document: documents.get(item)!.document, payment: document, amount: money(amountMinor) };
      }),
    open: open.map(({ document, openMinor }) => ({ document, open: money(openMinor) })),
    total: money(sumMinor(open.map(({ openMinor }) => openMinor))),
  };
}

async function record(
  client: PoolClient,
  the: HandOverCase,
  report: PaymentReport,
  { out, asOf, by }: HandOverOptions & { readonly out: string | null },
): Promise<string[]> {
  const { account, view } = the.decided;
  const before = view.activities.filter((activity) => activity.kind === "placement-reported" && activity.happenedOn === asOf).length;
  const name = `placement-report-A${account.id}-${asOf}${before > 0 ? `-${before + 1}` : ""}`;
  const kept = keptDocument("application/json", new TextEncoder().encode(`${JSON.stringify(report, null, 1)}\n`));
  await insertDocuments(client, [kept]);
  const entries = [...new Set(report.bookings.map(({ entry }) => entry))];
  const happening = { kind: "placement-reported", entries, agency: report.agency, hash: kept.hash } as const;
  await appendActivities(client, [{ account: account.id, happening, happenedOn: asOf, knownOn: asOf, by }]);
  if (out === null) return [];
  await writeWhole(resolve(out), `${name}.json`, kept.bytes);
  await writeWhole(resolve(out), `${name}.csv`, new TextEncoder().encode(reportCsv(report)));
  return [`${name}.json`, `${name}.csv`];
}

function reportCsv({ bookings, open, currency, account, debtor, agency }: PaymentReport): string {
  const head = ["receiver", "account", "debtor_number", "debtor_name", "document", "kind", "day", "payment", "amount", "currency", "open"];
  const rest = new Map(open.map((each) => [each.document, each.open]));
  return spreadsheetRows(
    head,
    bookings.map(({ document, kind, day, payment, amount }) => [
      agency,
      account,
      debtor.id,
      debtor.name,
      document,
      kind,
      day,
      payment,
      amount,
      currency,
      rest.get(document) ?? null,
    ]),
  );
}
