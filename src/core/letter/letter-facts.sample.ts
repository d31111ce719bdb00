import type { Debtor, Creditor } from "../values/party.ts";
import type { OpenItem } from "../ledger/open-items.ts";
import type { Charge } from "../process/decision.ts";
import { type Step } from "../process/procedure.ts";
import { addDays, type Day } from "../values/day.ts";
import { sumMinor } from "../values/money.ts";
import type { LetterFacts } from "./notice.ts";

/** Sample facts for tests: one creditor, one debtor, invoices as needed. All names are made up. */
export const SAMPLE_CREDITOR: Creditor = {
  id: "northwind",
  name: "Northgate Paper Ltd",
  country: "GB",
  region: null,
  claimLaw: null,
  timeZone: "Europe/London",
  language: "en",
  address: { street: "14 Mill Lane", city: "Leeds", postalCode: "LS1 4DT", country: "GB" },
  contact: { name: "Helen Marsh", phone: "+44 113 496 0120", email: "accounts@northgate.example" },
  companyDetails: [
    "Northgate Paper Ltd, registered in England and Wales, no. 01234567",
    "Registered office: 14 Mill Lane, Leeds LS1 4DT",
    "VAT no. GB 123 4567 89",
  ],
  bankAccounts: [
    { id: "gbp", iban: "GB33BUKB20201555555555", bic: "BUKBGB22", bank: "Barclays", holder: "Northgate Paper Ltd", currency: "GBP" },
    { id: "eur", iban: "DE89370400440532013000", bic: "COBADEFFXXX", bank: "Commerzbank", holder: "Northgate Paper Ltd", currency: "EUR" },
  ],
  paymentOptions: { portalUrl: "https://pay.northgate.example/account", cardByPhone: true },
  termsDays: 30,
  currency: "GBP",
  channels: { mode: "outbox", outbox: { folder: null }, email: null, post: null },
  procedures: { "*": "standard" },
  salesCheckThreshold: {},
  firstWavePerDay: null,
  callsPerDay: {},
  lettersInsteadOfCalls: [],
  inbox: { imap: null, webhook: null },
  imports: { folder: null },
  cash: { tolerancePercent: 0.5, toleranceAmounts: {}, discount: null, oldestFirst: [] },
  consequences: { creditTerms: false, agency: null, attorney: null, creditReport: false },
  schedule: null,
  clock: null,
};

export const SAMPLE_DEBTOR: Debtor = {
  id: "10042",
  name: "Brightwater Stationers Ltd",
  type: "company",
  language: null,
  country: "GB",
  region: null,
  segment: null,
  salesperson: null,
  contactName: null,
  email: "ap@brightwater.example",
  phone: null,
  address: { street: "7 Harbour Street", city: "Whitby", postalCode: "YO21 1DJ", country: "GB" },
};

export const SAMPLE_SENT: Day = "2026-11-23";

export function sampleItem(item: number, over: Partial<OpenItem> = {}): OpenItem {
  const amountMinor = over.amountMinor ?? 124_050n;
  return {
    item,
    document: `INV-${4700 + item}`,
    instalment: 1,
    issued: "2026-10-14",
    due: "2026-11-13",
    knownOn: "2026-10-14",
    amountMinor,
    openMinor: amountMinor,
    directDebit: false,
    parts: [],
    reopened: 0,
    reversedOn: null,
    reversalKnownOn: null,
    lowered: [],
    ...over,
  };
}

export interface SampleOptions extends Partial<Omit<LetterFacts, "decision">> {
  readonly items?: readonly OpenItem[];
  readonly steps?: readonly Step[];
  readonly credits?: LetterFacts["decision"]["credits"];
  readonly charges?: readonly Charge[];
  readonly left?: LetterFacts["decision"]["left"];
}

/** Facts of a letter of this step, whole and consistent; `options` replaces what a test is about. */
export function sampleFacts(step: Step, options: SampleOptions = {}): LetterFacts {
  const { items = [sampleItem(1)], steps = [], credits = [], charges = [], left = [], ...facts } = options;
  const sentOn = facts.sentOn ?? SAMPLE_SENT;
  const lead = { reminder: 7, "past-due": 2, first: 10, second: 10, third: 14, final: null }[step];
  const payBy = facts.payBy ? facts.payBy : lead === null ? null : addDays(sentOn, lead);
  const owed = sumMinor([...items.map((item) => item.openMinor), ...charges.map((charge) => charge.amountMinor)]);
  const totalMinor = owed - sumMinor(credits.map((credit) => credit.openMinor));
  return {
    letter: { id: "L-000017-02", reference: "A17-2" },
    creditor: SAMPLE_CREDITOR,
    debtor: SAMPLE_DEBTOR,
    currency: "GBP",
    sentOn,
    deliveredOn: sentOn,
    earlier: [],
    partPayments: [],
    elsewhere: [],
    handedOverTo: null,
    reportedTo: null,
    returnTo: null,
    thirtyDayNotice: false,
    ...facts,
    payBy,
    decision: {
      kind: "dun",
      step,
      payBy,
      deliveredOn: facts.deliveredOn ?? sentOn,
      items: items.map((item, index) => ({ item, step: steps[index] ?? step })),
      left,
      credits,
      charges,
      totalMinor,
      why: [],
      ends: null,
      tasks: [],
      reviewOn: null,
    },
  };
}
