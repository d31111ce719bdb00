import type { CreditReportRule } from "./conduct.ts";
import type { OpenLedger } from "../ledger/open-items.ts";
import type { IsBusinessDay } from "../values/business-days.ts";
import type { Day } from "../values/day.ts";
import type { ClaimLaw } from "../claim/claim-law.ts";
import type { Activity, ContactChannel } from "./activity.ts";
import type { PaymentsKnown } from "./payments-known.ts";
import type { Step } from "./procedure.ts";

export interface ProposedCash {
  /** The bank transaction. */
  readonly transaction: number;
  readonly bookedOn: Day;
  readonly amountMinor: bigint;
  /** This account is the likeliest of those that the proposals name. */
  readonly isLikeliest: boolean;
}

/** All that a decision looks at, as known by its day. */
export interface AccountView {
  /** ISO 4217: every amount of the account is in it. */
  readonly currency: string;
  readonly ledger: OpenLedger;
  /** Of this account, in the order of recording. */
  readonly activities: readonly Activity[];
  /** Of the debtor's other accounts: its messages count for the gaps, its calls for the caps, its debtor-wide facts count here too (R6, R14, R17). */
  readonly debtorActivities: readonly Activity[];
  /** Bank money that a cash proposal sets against this account, and nobody has accepted or declined yet, oldest first. */
  readonly proposedCash: readonly ProposedCash[];
  /** The day up to which payments are known, and whether bank statements or ledger imports tell it (R25). */
  readonly payments: PaymentsKnown;
  /** The creditor's threshold for asking the salesperson, minor units; null: never asked. */
  readonly salesCheckMinor: bigint | null;
  /** Where the debtor can be reached today: what a hold on a contact, or a bounce, is compared with. */
  readonly reach: Reach;
  /** False: the day's calls are used up, or the segment gets letters instead of calls. */
  readonly callsPossible: boolean;
}

export interface Reach {
  readonly email: string | null;
  readonly phone: string | null;
  readonly post: boolean;
}

/** What the jurisdiction, the calendars and the channels say about this account. */
export interface Rules {
  /** Open for debtor and creditor both (R3). */
  readonly isBusinessDay: IsBusinessDay;
  /** The creditor's bank days. */
  readonly isBankDay: IsBusinessDay;
  /** When a message of this step, sent on `day`, is expected to arrive; null: there is no open way on which it could go. */
  readonly expectedDelivery: (step: Step, day: Day, closed: ClosedChannels) => Day | null;
  /** A longer least lead that the law of the debtor's country asks for, in days; 0 where it asks for none. */
  readonly lawfulLeadDays: (step: Step) => number;
  /** What the law that governs the claim lets the creditor add to it; null: no law is on file for it. */
  readonly claimLaw: ClaimLaw | null;
  /** Whether the debtor's country lets an unpaid debt be reported to a credit bureau; absent: no rule is on file. */
  readonly creditReport?: CreditReportRule;
}

/** Ways that must not be used: a hold, a bounce that nothing has mended. */
export type ClosedChannels = ReadonlySet<ContactChannel>;
