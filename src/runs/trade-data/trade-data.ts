import { basename, dirname, resolve } from "node:path";
import type { PoolClient } from "pg";
import { writeWhole } from "../../channels/folder/written-file.ts";
import { reportRefusal } from "../../core/insight/credit-report.ts";
import { type TradeLine, tradeLine } from "../../core/insight/trade-line.ts";
import { standingLetters } from "../../core/process/dunning-state.ts";
import { openItems } from "../../core/ledger/open-items.ts";
import { UserError } from "../../core/user-error.ts";
import type { Day } from "../../core/values/day.ts";
import { formatMinor, sumMinor } from "../../core/values/money.ts";
import type { Debtor } from "../../core/values/party.ts";
import { conductOf } from "../../jurisdictions/conduct.ts";
import type { Jurisdiction } from "../../jurisdictions/contract.ts";
import { jurisdictions } from "../../open-folders.ts";
import { findAccounts, findDueAccounts, type LoadedAccount, loadAccounts } from "../../store/account-store.ts";
import { appendActivities, type NewActivity } from "../../store/activity-store.ts";
import type { Store } from "../../store/database.ts";
import { lockAccounts } from "../../store/letter-store.ts";
import { loadCreditor, readDebtors } from "../../store/settings-store.ts";
import { toldOfReport } from "../../store/trade-store.ts";
import { inTransaction } from "../../store/transaction.ts";
import { refuseBackdating } from "../backdating.ts";
import { withOutFolder } from "../out-folder.ts";
import { tradeCsv } from "./trade-csv.ts";

export interface TradeDataOptions {
  readonly creditor: string;
  readonly asOf: Day;
  readonly by: string;
  /** A file that ends in .csv or .json. */
  readonly out: string;
  /** To whom it is given, which is recorded; null: to nobody yet. */
  readonly bureau: string | null;
  readonly backdate: boolean;
}

/** One account's manner of payment; amounts in major units. */
export interface TradeDataLine {
  readonly account: string;
  readonly debtor: { readonly id: string; readonly name: string };
  readonly type: Debtor["type"];
  readonly address: Debtor["address"];
  readonly country: string | null;
  readonly phone: string | null;
  readonly currency: string;
  readonly termsDays: number | null;
  readonly daysBeyondTerms: number | null;
  readonly highCredit: string;
  readonly owing: string;
  readonly current: string;
  readonly days1to30: string;
  readonly days31to60: string;
  readonly days61to90: string;
  readonly days91plus: string;
  readonly pastDue: string;
  readonly lastSale: Day | null;
  /** Not in any other amount: it is in dispute. */
  readonly disputedLeftOut: string;
}

export interface TradeData {
  readonly creditor: string;
  readonly asOf: Day;
  readonly bureau: string | null;
  readonly lines: readonly TradeDataLine[];
  /** Accounts that must not be reported, and why. */
  readonly left: readonly { readonly account: string; readonly debtor: { readonly id: string; readonly name: string }; readonly reason: string }[];
}

/**
 * Writes how the creditor's accounts pay, for a credit bureau. Nothing that is in dispute is in it, and no person whose
 * country's conditions are not met. Given to a bureau by name, it is recorded on each account.
 * @throws UserError `credit-report-off`, `out-unusable`
 */
export async function tradeData(store: Store, options: TradeDataOptions): Promise<TradeData> {
  const creditor = await loadCreditor(store, options.creditor);
  if (!creditor.consequences.creditReport)
    throw new UserError(
      "credit-report-off",
      `Creditor "${creditor.id}" reports to no credit bureau: its setting consequences.creditReport is off. Turn it on first, so that letters may say so beforehand.`,
    );
  if (!/\.(csv|json)$/i.test(options.out)) throw new UserError("out-unusable", `--out "${options.out}" must be a file that ends in .csv or .json.`);
  if (options.bureau?.trim() === "") throw new UserError("bureau-missing", "--report-to is empty: name the bureau, or leave it out.");
  const file = resolve(options.out);
  return withOutFolder(dirname(file), () =>
    inTransaction(store, async (client) => {
      if (options.bureau !== null) await refuseBackdating(client, creditor.id, options);
      const data = await collect(client, options);
      const text = /\.csv$/i.test(file) ? tradeCsv(data) : `${JSON.stringify(data, null, 1)}\n`;
      await writeWhole(dirname(file), basename(file), new TextEncoder().encode(text));
      return data;
    }),
  );
}

const CHUNK = 1000;

async function collect(client: PoolClient, options: TradeDataOptions): Promise<TradeData> {
  const ids = (await findDueAccounts(client, options.asOf, options.creditor, "all")).map(({ id }) => id).sort((a, b) => a - b);
  const laws = await jurisdictions();
  const lines: TradeDataLine[] = [];
  const left: TradeData["left"][number][] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const chunk = await readChunk(client, ids.slice(start, start + CHUNK), options, laws);
    lines.push(...chunk.told.map(({ line, account, debtor }) => present(line, account, debtor)));
    left.push(...chunk.left);
    if (options.bureau !== null) await appendActivities(client, reportsOf(chunk.told, options.bureau, options));
  }
  return { creditor: options.creditor, asOf: options.asOf, bureau: options.bureau, lines, left };
}

interface Told {
  readonly account: LoadedAccount;
  readonly debtor: Debtor;
  readonly line: TradeLine;
}

async function readChunk(client: PoolClient, ids: readonly number[], { asOf, bureau }: TradeDataOptions, laws: ReadonlyMap<string, Jurisdiction>) {
  if (bureau !== null) await lockAccounts(client, ids);
  const accounts = (await loadAccounts(client, await findAccounts(client, ids), asOf)).sort((a, b) => a.id - b.id);
  const debtors = new Map(
    (
      await readDebtors(
        client,
        accounts.map(({ debtor }) => debtor),
      )
    ).map((debtor) => [debtor.id, debtor]),
  );
  const hinted = await toldOfReport(client, ids);
  const told: Told[] = [];
  const left: TradeData["left"][number][] = [];
  for (const account of accounts) {
    const line = tradeLine(account.entries, account.activities, asOf);
    if (!line) continue;
    const debtor = debtors.get(account.debtor)!;
    const reason = refusal(account, line, hinted.has(account.id), asOf, laws);
    if (reason === null) told.push({ account, debtor, line });
    else left.push({ account: `A${account.id}`, debtor: { id: debtor.id, name: debtor.name }, reason });
  }
  return { told, left };
}

/** Companies and public bodies are reported; of everybody else the law of the country decides, and silence is a no. */
function refusal(account: LoadedAccount, line: TradeLine, toldInLetter: boolean, today: Day, laws: ReadonlyMap<string, Jurisdiction>): string | null {
  if (account.type === "company" || account.type === "public") return null;
  const { creditReport } = conductOf(laws, account.country, account.type, today);
  const letters = standingLetters(account.activities);
  const items = openItems(account.entries, today)
    .items.filter(({ item }) => line.items.includes(item))
    .map(({ item, document, due, openMinor }) => {
      return { document, due, openMinor, letters: letters.filter((letter) => letter.items.some((each) => each.item === item)) };
    });
  const why = reportRefusal(creditReport, { today, currency: account.currency, items, disputed: line.disputedMinor > 0n, toldInLetter });
  return why && (account.type === "unknown" ? `not known to be a company, and ${why}` : `a natural person, and ${why}`);
}

/** Said once: writing the same file again on the same day records nothing new. */
function reportsOf(told: readonly Told[], bureau: string, { asOf, by }: TradeDataOptions): NewActivity[] {
  return told.flatMap(({ account, line }) => {
    const happening = { kind: "credit-reported", bureau: bureau.trim(), items: line.items } as const;
    const known = account.activities.some(
      (activity) =>
        activity.kind === "credit-reported" &&
        activity.bureau === happening.bureau &&
        activity.happenedOn === asOf &&
        activity.items.join() === line.items.join(),
    );
    return known || line.items.length === 0 ? [] : [{ account: account.id, happening, happenedOn: asOf, knownOn: asOf, by }];
  });
}

function present(line: TradeLine, account: LoadedAccount, debtor: Debtor): TradeDataLine {
  const money = (minor: bigint) => formatMinor(minor, account.currency);
  const [days1to30, days31to60, days61to90, days91plus] = line.pastDueMinor;
  return {
    account: `A${account.id}`,
    debtor: { id: debtor.id, name: debtor.name },
    type: debtor.type,
    address: debtor.address,
    country: debtor.country,
    phone: debtor.phone,
    currency: account.currency,
    termsDays: line.termsDays,
    daysBeyondTerms: line.daysBeyondTerms,
    highCredit: money(line.highCreditMinor),
    owing: money(line.owingMinor),
    current: money(line.currentMinor),
    days1to30: money(days1to30),
    days31to60: money(days31to60),
    days61to90: money(days61to90),
    days91plus: money(days91plus),
    pastDue: money(sumMinor(line.pastDueMinor)),
    lastSale: line.lastSale,
    disputedLeftOut: money(line.disputedMinor),
  };
}
