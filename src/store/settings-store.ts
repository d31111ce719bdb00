import type { ClientBase } from "pg";
import type { BankAccount, ChannelSettings, Creditor, Debtor } from "../core/values/party.ts";
import type { DailySchedule } from "../core/values/daily.ts";
import { UserError } from "../core/user-error.ts";
import type { Store } from "./database.ts";

/** What a creditor has set, and nothing else: what is absent follows the default, also the default of a later version. */
export type StoredSettings = Partial<
  Omit<Creditor, "id" | "name" | "consequences" | "channels" | "bankAccounts" | "cash" | "imports" | "inbox" | "schedule">
> & {
  readonly inbox?: { readonly imap?: object | undefined; readonly webhook?: { readonly secret: string } | undefined } | undefined;
  readonly schedule?: Pick<DailySchedule, "dailyAt"> & Partial<DailySchedule>;
  readonly imports?: Partial<Creditor["imports"]>;
  readonly cash?: Partial<Creditor["cash"]>;
  readonly consequences?: Partial<Creditor["consequences"]>;
  readonly bankAccounts?: readonly (Pick<BankAccount, "iban"> & Partial<BankAccount>)[];
  readonly channels?: Partial<Pick<ChannelSettings, "mode" | "email">> & {
    readonly outbox?: Partial<ChannelSettings["outbox"]>;
    readonly post?: ChannelSettings["post"];
  };
};

export interface StoredCreditor {
  readonly id: string;
  readonly name: string;
  readonly settings: StoredSettings;
  readonly version: number;
}

/** Post takes three business days where nobody knows better (R4). */
const TRANSIT_BUSINESS_DAYS = 3;

/** A service's own days follow from the debtor's country. */
function withTransit(post: ChannelSettings["post"]): ChannelSettings["post"] {
  return post && (post.provider ?? "folder") === "folder" ? { transitBusinessDays: TRANSIT_BUSINESS_DAYS, ...post } : post;
}

/** What a transfer may cost on its way, where banks take it off what arrives. */
const CHARGES_TAKEN: Creditor["cash"]["toleranceAmounts"] = { EUR: "3.00", USD: "3.00", GBP: "3.00", CHF: "3.00" };

/** Stands under letters as long as the creditor has not told its name. */
export const UNNAMED = "Accounts Receivable";

/** Over 5,000 the salesperson is asked, in currencies in which that is a large balance; a "*" of the creditor's own stands for all. */
function salesCheckThreshold(given: Creditor["salesCheckThreshold"] = {}): Creditor["salesCheckThreshold"] {
  return given["*"] === undefined ? { ...ASKED_OVER, ...given } : given;
}

const ASKED_OVER: Creditor["salesCheckThreshold"] = Object.fromEntries(
  ["EUR", "USD", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD"].map((currency) => [currency, "5000"]),
);

/** Fills what is not set with its default. */
export function completeCreditor(id: string, name: string, settings: StoredSettings): Creditor {
  const { channels, bankAccounts, consequences, paymentOptions } = settings;
  const currency = settings.currency ?? null;
  return {
    id,
    name,
    country: settings.country ?? null,
    region: settings.region ?? null,
    claimLaw: settings.claimLaw ?? null,
    // The machine's own zone: whoever runs this by hand means the day on the wall.
    timeZone: settings.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    language: settings.language ?? "en",
    address: settings.address ?? null,
    contact: settings.contact ?? null,
    companyDetails: settings.companyDetails ?? [],
    bankAccounts: (bankAccounts ?? []).map((account) => ({
      ...account,
      id: account.id ?? account.iban,
      holder: account.holder ?? name,
      currency: account.currency ?? currency ?? "EUR",
    })),
    paymentOptions: paymentOptions ?? {},
    termsDays: settings.termsDays ?? null,
    currency,
    imports: { folder: settings.imports?.folder ?? null },
    channels: {
      ...channels,
      mode: channels?.mode ?? "outbox",
      outbox: { folder: channels?.outbox?.folder ?? null },
      email: channels?.email ?? null,
      post: withTransit(channels?.post ?? null),
    },
    inbox: { imap: settings.inbox?.imap ?? null, webhook: settings.inbox?.webhook ?? null },
    procedures: { "*": "standard", ...settings.procedures },
    salesCheckThreshold: salesCheckThreshold(settings.salesCheckThreshold),
    firstWavePerDay: settings.firstWavePerDay ?? null,
    callsPerDay: settings.callsPerDay ?? {},
    lettersInsteadOfCalls: settings.lettersInsteadOfCalls ?? [],
    cash: { tolerancePercent: 0.5, toleranceAmounts: CHARGES_TAKEN, discount: null, oldestFirst: [], ...settings.cash },
    consequences: { creditTerms: false, agency: null, attorney: null, creditReport: false, ...consequences },
    schedule: settings.schedule ? { approveUpTo: null, days: null, ...settings.schedule } : null,
    clock: settings.clock ?? null,
  };
}

/**
 * What of a creditor's settings a decision rests on: where one of these changes, the accounts decided before are due again
 * (R26). A new letterhead or contact is not among them.
 */
function decisive(creditor: Creditor): string {
  const { country, region, claimLaw, procedures, salesCheckThreshold, firstWavePerDay, bankAccounts, channels } = creditor;
  const calls = [Object.entries(creditor.callsPerDay).sort(), [...creditor.lettersInsteadOfCalls].sort()];
  const sorted = (record: Readonly<Record<string, string>>) => Object.entries(record).sort();
  const delivery = [
    Object.keys(channels)
      .filter((name) => channels[name] !== null)
      .sort(),
    channels.mode,
    channels.post && [channels.post.provider ?? "folder", channels.post.transitBusinessDays ?? null],
  ];
  return JSON.stringify([
    country,
    region,
    claimLaw,
    sorted(procedures),
    sorted(salesCheckThreshold),
    firstWavePerDay,
    bankAccounts.map(({ id }) => id).sort(),
    delivery,
    calls,
    // Only where something is let go: of all others nothing has changed.
    ...(creditor.schedule?.approveUpTo ? [creditor.schedule.approveUpTo] : []),
  ]);
}

const COLUMNS = "id, name, settings, version";

/** The stored settings of a creditor, or of all; `lock` keeps others from changing them until the transaction ends. */
export async function readCreditors(client: Pick<ClientBase, "query">, id?: string, lock = false): Promise<StoredCreditor[]> {
  const sql = `select ${COLUMNS} from creditor where $1::text is null or id = $1 order by id${lock ? " for update" : ""}`;
  return (await client.query<StoredCreditor>(sql, [id ?? null])).rows;
}

export async function loadCreditors(store: Pick<Store, "pool">): Promise<Creditor[]> {
  return (await readCreditors(store.pool)).map(({ id, name, settings }) => completeCreditor(id, name, settings));
}

/** @throws UserError `creditor-unknown` */
export async function loadCreditor(store: Pick<Store, "pool">, id: string): Promise<Creditor> {
  const creditors = await loadCreditors(store);
  const found = creditors.find((creditor) => creditor.id === id);
  if (found) return found;
  const known = creditors.map((creditor) => creditor.id).join(", ");
  throw new UserError(
    "creditor-unknown",
    `There is no creditor "${id}". ${known ? `Known: ${known}.` : "Make one with `firmly settings apply FILE`, or import a ledger."}`,
  );
}

/** Stores a creditor's settings. Its version rises where a change can change a decision. Returns what is in force now. */
export async function saveCreditor(client: ClientBase, { id, name, settings }: Omit<StoredCreditor, "version">): Promise<Creditor> {
  const [before] = await readCreditors(client, id, true);
  const after = completeCreditor(id, name, settings);
  const changed = before !== undefined && decisive(completeCreditor(id, before.name, before.settings)) !== decisive(after);
  await client.query(
    `insert into creditor (id, name, settings) values ($1, $2, $3)
     on conflict (id) do update set name = excluded.name, settings = excluded.settings, version = creditor.version + $4`,
    [id, name, JSON.stringify(settings), changed ? 1 : 0],
  );
  return after;
}

/** Makes the creditor where there is none of this id: a first import needs no settings. */
export async function ensureCreditor(client: Pick<ClientBase, "query">, id = "default", name: string = UNNAMED): Promise<void> {
  await client.query("insert into creditor (id, name) values ($1, $2) on conflict (id) do nothing", [id, name]);
}

/** Debtors by id, in the order of their ids; one that is not known is absent. */
export async function readDebtors(client: Pick<ClientBase, "query">, ids: readonly string[]): Promise<Debtor[]> {
  const { rows } = await client.query<Debtor>(
    `select id, name, type, language, country, region, segment, salesperson, contact_name as "contactName", email, phone, address
     from debtor where id = any($1::text[]) order by id`,
    [ids],
  );
  return rows;
}

export function loadDebtors(store: Pick<Store, "pool">, ids: readonly string[]): Promise<Debtor[]> {
  return readDebtors(store.pool, ids);
}
