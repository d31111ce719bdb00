import type { DailySchedule } from "./daily.ts";
import type { Day } from "./day.ts";

/** A postal address. `lines` is the block as the source wrote it; the fields are preferred where they are known. */
export interface PostalAddress {
  readonly lines?: readonly string[];
  readonly street?: string;
  readonly postalCode?: string;
  readonly city?: string;
  readonly region?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
}

export type DebtorType = "company" | "sole-trader" | "consumer" | "public" | "unknown";

/** Who owes. One debtor may have accounts with several creditors and in several currencies. */
export interface Debtor {
  readonly id: string;
  readonly name: string;
  readonly type: DebtorType;
  /** BCP 47 ("en", "de-CH"); null: the creditor's. */
  readonly language: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly segment: string | null;
  readonly salesperson: string | null;
  readonly contactName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: PostalAddress | null;
}

export interface BankAccount {
  readonly id: string;
  readonly iban: string;
  readonly bic?: string;
  readonly bank?: string;
  /** The exact account holder: Verification of Payee warns the payer on a mismatch. */
  readonly holder: string;
  readonly currency: string;
}

/** What cash application lets pass. */
export interface CashSettings {
  /** A payment that names its invoice may be short by this much of it, or by the amount of its currency, for bank charges. */
  readonly tolerancePercent: number;
  readonly toleranceAmounts: Readonly<Record<string, string>>;
  /** A cash discount on invoices that state none of their own. */
  readonly discount: { readonly percent: number; readonly days: number } | null;
  /** Debtors whose money goes to the oldest items where it names none. */
  readonly oldestFirst: readonly string[];
}

/** Who is owed, and how it wants to be seen. Everything but id and name may be missing: then what needs it is waived or refused. */
export interface Creditor {
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2; decides the calendar. */
  readonly country: string | null;
  readonly region: string | null;
  /** The jurisdiction whose law governs claims ("de", "eu"); null: that of the country. */
  readonly claimLaw: string | null;
  /** IANA name; "today" is the day there. */
  readonly timeZone: string;
  readonly language: string;
  readonly address: PostalAddress | null;
  /** Who answers for the letters. */
  readonly contact: { readonly name: string; readonly phone: string; readonly email: string } | null;
  /** Company details that the law wants on letters, one line each ("Registered in England 01234567"). */
  readonly companyDetails: readonly string[];
  readonly bankAccounts: readonly BankAccount[];
  /** Ways to pay besides the transfer, as short phrases; and the address for cheques where they are taken. */
  readonly paymentOptions: { readonly portalUrl?: string; readonly cardByPhone?: boolean; readonly chequeEnclosure?: boolean };
  readonly termsDays: number | null;
  readonly currency: string | null;
  /** The folder that the worker follows: files dropped there are imported. A whole path; null: none. */
  readonly imports: { readonly folder: string | null };
  readonly channels: ChannelSettings;
  /** Where answers and bounces come in, as src/runs/inbox/inbox-settings.ts checks it. */
  readonly inbox: { readonly imap: object | null; readonly webhook: { readonly secret: string } | null };
  /** Procedure by debtor segment; "*" is the default. */
  readonly procedures: Readonly<Record<string, string>>;
  /** Major units by currency ("*" for all others): over it the salesperson is asked before the second letter. */
  readonly salesCheckThreshold: Readonly<Record<string, string>>;
  /** How many letters of an old ledger's first wave leave a day, at most; null: all of them (R10). */
  readonly firstWavePerDay: number | null;
  /** How many calls people can make in a day, by debtor segment; "*" is all that are not named. A segment without a number has no limit. */
  readonly callsPerDay: Readonly<Record<string, number>>;
  /** Segments whose debtors get the letter instead of a call; "*" is all of them. */
  readonly lettersInsteadOfCalls: readonly string[];
  readonly cash: CashSettings;
  /** Lets the second and later letters name the agency or attorney; what is not enabled is never threatened. */
  readonly consequences: { readonly creditTerms: boolean; readonly agency: string | null; readonly attorney: string | null; readonly creditReport: boolean };
  /** What is done every day by itself; null: nothing. */
  readonly schedule: DailySchedule | null;
  /** A clock of its own (the demo): this day is its today. */
  readonly clock: Day | null;
}

export interface ChannelSettings {
  /** `outbox` writes files and nothing leaves; `live` uses e-mail and post. */
  readonly mode: "outbox" | "live";
  readonly outbox: { readonly folder: string | null };
  readonly email: {
    readonly host: string;
    readonly port: number;
    readonly secure: boolean;
    readonly user?: string;
    readonly password?: string;
    readonly from: string;
    /** Where bounces go: "bounces+{token}@example.com", or in short the domain alone. */
    readonly bounceAddress?: string;
    readonly bounceDomain?: string;
    /** Signs each mail (RFC 6376); the key in PEM. */
    readonly dkim?: { readonly domain: string; readonly selector: string; readonly privateKey: string };
    /** Where replies go, "replies+{token}@example.com"; a token in the place of `{token}` tells which mail is answered. */
    readonly replyAddress?: string;
    /** How the letter's PDF comes; absent: "attached". */
    readonly pdf?: "attached" | "linked";
    /** Where this server is reached from outside, for links: https, without a slash at the end. */
    readonly linkBase?: string;
    /** To which letters a statement of account is attached; absent: "from-second". */
    readonly statement?: "never" | "from-second" | "always";
    /** To which letters copies of their invoices are attached, where the ledger has them; absent: "from-first". */
    readonly invoiceCopies?: "never" | "from-first";
  } | null;
  /** A print folder, or the service that prints and posts; the rest of its settings the channel checks itself. */
  readonly post:
    | { readonly provider?: "folder"; readonly folder: string; readonly transitBusinessDays?: number }
    | { readonly provider: "lob"; readonly transitBusinessDays?: number }
    | { readonly provider: "pingen"; readonly addressPosition?: "left" | "right"; readonly transitBusinessDays?: number }
    | null;
  /** Of the other channels, as each checks them itself (src/channels). */
  readonly [channel: string]: unknown;
}
