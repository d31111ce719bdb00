import type { Charge, Decision } from "../process/decision.ts";
import { type Step, stepRank } from "../process/procedure.ts";
import { type Day, daysBetween } from "../values/day.ts";
import type { Creditor, Debtor, PostalAddress } from "../values/party.ts";
import { isIban } from "../values/reference.ts";
import { namesCompany } from "./company-name.ts";
import { type ElementId, type ElementsOf, type ElementValues, type EarlierContact, elementsOf, type Stated, type WaiverReason } from "./elements.ts";
import { stateElements } from "./statements.ts";

/** Everything a letter may state. Built from the store; nothing in it is invented. */
export interface LetterFacts {
  readonly letter: { readonly id: string /** "Our reference" as printed, short. */; readonly reference: string };
  readonly creditor: Creditor;
  readonly debtor: Debtor;
  readonly currency: string;
  readonly decision: Extract<Decision, { kind: "dun" }>;
  readonly sentOn: Day;
  /** Expected delivery (R4). */
  readonly deliveredOn: Day;
  /** Null for the final notice only. */
  readonly payBy: Day | null;
  /** Oldest first; without this letter. */
  readonly earlier: readonly EarlierContact[];
  /** Part payments since the last letter, named with day and amount (R12). */
  readonly partPayments: readonly { readonly item: number; readonly amountMinor: bigint; readonly day: Day }[];
  /** Overdue items that this letter leaves out because an earlier letter of ours deals with them. */
  readonly elsewhere: readonly ElsewhereItem[];
  /** `final`: who has taken the claim over; null: approved for hand-over, not yet placed by name. */
  readonly handedOverTo: string | null;
  /** `final`: the credit bureau that it was reported to; null: not reported. */
  readonly reportedTo: string | null;
  /** Where undeliverable post goes back to, as one line; null: the creditor's name and address. */
  readonly returnTo: string | null;
  /** Documents that a copy of is enclosed; absent: none. */
  readonly invoiceCopies?: readonly string[];
  /** The claim is one under German law against a consumer, who is in default after 30 days only if told so (BGB 286 (3)). */
  readonly thirtyDayNotice: boolean;
}

/** An item that the letter does not ask for, and the earlier letter that does. */
export interface ElsewhereItem {
  readonly document: string;
  readonly step: Step;
  readonly sentOn: Day;
}

export interface NoticeItem {
  readonly item: number;
  /** The document's number, with its instalment where it has several. */
  readonly document: string;
  readonly instalment: number | null;
  readonly issued: Day;
  readonly due: Day;
  /** From the printed due date to the sending day; 0 before it. */
  readonly overdueDays: number;
  readonly amountMinor: bigint;
  /** What is asked for: the undisputed rest. */
  readonly openMinor: bigint;
  /** Open, and not asked for: it is in dispute, or a credit memo is expected for it. */
  readonly disputedMinor: bigint;
  readonly creditExpected: boolean;
  readonly step: Step;
  /** An instalment of a payment plan, which stands in for these documents; null: a document of its own. */
  readonly plan: NoticePlan | null;
}

export interface NoticePlan {
  /** How many instalments the plan has. */
  readonly of: number;
  readonly agreedOn: Day;
  readonly documents: readonly string[];
}

/** A document that is in dispute as a whole, so that the letter asks nothing for it. */
export interface UnaskedItem {
  readonly document: string;
  readonly creditExpected: boolean;
}

/** Interest, lump sum or fee. `booked`: an earlier letter made it, and has shown how it was worked out. */
export interface NoticeCharge extends Pick<Charge, "kind" | "amountMinor" | "from" | "to" | "calculation"> {
  /** The document that it is for, which this letter need not name otherwise. */
  readonly document: string;
  readonly booked: boolean;
}

export interface NoticeParty {
  readonly name: string;
  readonly address: PostalAddress | null;
}

/** From whom to whom, and when: what every letter states, whatever it is about. */
export interface LetterHead {
  readonly letter: { readonly id: string; readonly reference: string };
  readonly creditor: NoticeParty & { readonly companyDetails: readonly string[]; readonly country: string | null };
  readonly debtor: NoticeParty & {
    readonly id: string;
    readonly contactName: string | null;
    readonly person: boolean | null;
    readonly email: string | null;
    readonly country: string | null;
  };
  readonly returnTo: string | null;
  readonly invoiceCopies?: readonly string[];
  readonly currency: string;
  readonly sentOn: Day;
  readonly deliveredOn: Day;
}

interface NoticeBase extends LetterHead {
  /** Most advanced step first: items new to dunning stand last, under their own heading (R8). */
  readonly items: readonly NoticeItem[];
  readonly credits: readonly { readonly kind: "credit-memo" | "payment"; readonly document: string; readonly day: Day; readonly openMinor: bigint }[];
  readonly charges: readonly NoticeCharge[];
  readonly partPayments: readonly { readonly document: string; readonly amountMinor: bigint; readonly day: Day }[];
  readonly elsewhere: readonly ElsewhereItem[];
  readonly unasked: readonly UnaskedItem[];
  readonly thirtyDayNotice: boolean;
  /** Items plus charges less credits. */
  readonly totalMinor: bigint;
}

type NoticeOf<S extends Step> = NoticeBase & { readonly step: S; readonly elements: ElementsOf<S> };

/** What must be said, as values. Only `notice` makes one, so that a letter with an empty place cannot be composed. */
export type Notice = { [S in Step]: NoticeOf<S> }[Step];

/** Why no letter can be written from these facts. `element` null: it concerns the letter as a whole. */
export interface MissingFact {
  readonly element: ElementId | null;
  readonly code: "items" | "total" | "total-differs" | "pay-by" | "debtor-name" | "document" | "iban" | "creditor-name" | "letter-id";
  readonly message: string;
}

export function notice(facts: LetterFacts): { readonly notice: Notice } | { readonly missing: readonly MissingFact[] } {
  const base = layBase(facts);
  const missing = findMissing(facts, base);
  if (missing.length > 0) return { missing };
  const stated = stateElements(facts, base);
  const elements: Partial<Record<ElementId, Stated<unknown>>> = {};
  for (const id of elementsOf(facts.decision.step)) elements[id] = stated[id];
  // The one place where the type is vouched for: elementsOf(step) lists exactly the keys of ElementsOf<step>.
  return { notice: { ...base, step: facts.decision.step, elements } as unknown as Notice };
}

/** The parties as a letter prints them: cleaned of what cannot be printed. */
export function layHead(
  facts: Pick<LetterFacts, "letter" | "creditor" | "debtor" | "currency" | "sentOn" | "deliveredOn" | "returnTo" | "invoiceCopies">,
): LetterHead {
  const { creditor, debtor } = facts;
  return {
    letter: { id: facts.letter.id, reference: cleanText(facts.letter.reference) },
    creditor: {
      name: cleanText(creditor.name),
      address: creditor.address,
      companyDetails: creditor.companyDetails.map(cleanText).filter(Boolean),
      country: creditor.country,
    },
    debtor: {
      id: debtor.id,
      name: cleanText(debtor.name),
      address: debtor.address,
      contactName: cleanText(debtor.contactName ?? "") || null,
      person: personOf(debtor),
      email: cleanText(debtor.email ?? "") || null,
      country: debtor.country ?? debtor.address?.country ?? null,
    },
    returnTo: facts.returnTo,
    ...(facts.invoiceCopies && { invoiceCopies: facts.invoiceCopies.map(cleanText).filter(Boolean) }),
    currency: facts.currency,
    sentOn: facts.sentOn,
    deliveredOn: facts.deliveredOn,
  };
}

function layBase(facts: LetterFacts): NoticeBase {
  const { decision } = facts;
  const items = layItems(facts);
  const byId = new Map(items.map((item) => [item.item, item.document]));
  return {
    ...layHead(facts),
    items,
    credits: decision.credits.map((credit) => ({ kind: credit.kind, document: cleanText(credit.document), day: credit.bookedOn, openMinor: credit.openMinor })),
    charges: decision.charges.map(({ kind, item, document, amountMinor, from, to, calculation, booked }) => ({
      kind,
      document: byId.get(item) ?? cleanText(document),
      amountMinor,
      from,
      to,
      calculation,
      booked: booked !== null,
    })),
    partPayments: facts.partPayments.flatMap((part) => {
      const document = byId.get(part.item);
      return document === undefined ? [] : [{ document, amountMinor: part.amountMinor, day: part.day }];
    }),
    elsewhere: facts.elsewhere.map((item) => ({ ...item, document: cleanText(item.document) })).filter((item) => item.document !== ""),
    unasked: layUnasked(decision),
    thirtyDayNotice: facts.thirtyDayNotice,
    totalMinor: decision.totalMinor,
  };
}

/** Wholly in dispute, or to be credited as a whole. Of what else is left out a letter says nothing. */
function layUnasked({ items, left }: LetterFacts["decision"]): UnaskedItem[] {
  const asked = new Set(items.map(({ item }) => item.item));
  return left.flatMap(({ item, block }) => {
    if ((block !== "disputed" && block !== "credit-expected") || asked.has(item.item)) return [];
    const document = cleanText(item.document);
    return document === "" ? [] : [{ document, creditExpected: block === "credit-expected" }];
  });
}

function layItems({ decision, sentOn }: LetterFacts): NoticeItem[] {
  const times = new Map<string, number>();
  for (const { item } of decision.items) times.set(item.document, (times.get(item.document) ?? 0) + 1);
  const credited = new Set(decision.left.flatMap(({ item, block }) => (block === "credit-expected" ? [item.item] : [])));
  const items = decision.items.map(({ item, step }) => ({
    item: item.item,
    document: cleanText(item.document),
    instalment: item.plan || times.get(item.document)! > 1 ? item.instalment : null,
    issued: item.issued,
    due: item.due,
    overdueDays: Math.max(0, daysBetween(item.due, sentOn)),
    amountMinor: item.amountMinor,
    openMinor: item.openMinor,
    disputedMinor: item.disputedMinor ?? 0n,
    creditExpected: credited.has(item.item),
    step: step ?? decision.step,
    plan: item.plan ? { of: item.plan.of, agreedOn: item.plan.agreedOn, documents: item.plan.documents.map(cleanText).filter(Boolean) } : null,
  }));
  return items.sort((a, b) => stepRank(b.step) - stepRank(a.step));
}

/** Whether the debtor is a person, who is greeted by name; null: not known, and the name does not tell. */
function personOf(debtor: Debtor): boolean | null {
  if (debtor.type === "unknown") return namesCompany(cleanText(debtor.name)) ? false : null;
  return debtor.type === "consumer" || debtor.type === "sole-trader";
}

function findMissing(facts: LetterFacts, base: NoticeBase): MissingFact[] {
  const missing: MissingFact[] = [];
  const add = (element: ElementId | null, code: MissingFact["code"], message: string): void => void missing.push({ element, code, message });
  let sum = 0n;
  for (const item of base.items) sum += item.openMinor;
  for (const charge of base.charges) sum += charge.amountMinor;
  for (const credit of base.credits) sum -= credit.openMinor;
  if (!/[a-z0-9]/i.test(facts.letter.id)) add(null, "letter-id", "the letter has no id; the payment reference is made from it");
  if (base.items.length === 0) add("invoice-number", "items", "the decision names no item; a letter needs at least one");
  if (base.totalMinor <= 0n) add("amount-due", "total", "nothing is left to pay once credits are deducted; no letter is needed");
  if (sum !== base.totalMinor) add("amount-due", "total-differs", "the items, charges and credits do not add up to the decision's total; propose again");
  if (base.items.some((item) => item.document === "")) add("invoice-number", "document", "an item has no document number; add it in the ledger");
  if (base.debtor.name === "") add("customer-name", "debtor-name", `debtor ${facts.debtor.id} has no name; add it to the debtor's data`);
  const account = wrongIban(facts);
  if (account) add("payment-options", "iban", `the IBAN of bank account ${account.id} has wrong check digits; correct it with "firmly settings"`);
  if (base.creditor.name === "") add("sign-off", "creditor-name", `creditor ${facts.creditor.id} has no name; set it with "firmly settings"`);
  if (facts.decision.step !== "final" && (facts.payBy == null || facts.payBy < facts.deliveredOn))
    add("payment-date", "pay-by", "the pay-by day is missing or lies before the expected delivery; propose again for a later day");
  return missing;
}

/** The creditor's bank account in the letter's currency, where its IBAN cannot be right. */
export function wrongIban({ creditor, currency }: Pick<LetterFacts, "creditor" | "currency">): Creditor["bankAccounts"][number] | null {
  const account = creditor.bankAccounts.find((bank) => bank.currency === currency);
  return account && /^[A-Z]{2}\d{2}/i.test(account.iban.trim()) && !isIban(account.iban) ? account : null;
}

// Control characters, byte order marks, private-use characters and direction overrides have no place on a letter.
const UNPRINTABLE = /[\p{Cc}\p{Co}\p{Cs}\p{Cn}\u200B\u2028\u2029\u202A-\u202E\u2060\u2066-\u2069\uFEFF\uFFF9-\uFFFC]/gu;

/** A value from outside as one printable line. */
export function cleanText(text: string): string {
  return text.replace(/\s+/gu, " ").replace(UNPRINTABLE, "").replace(/ {2,}/g, " ").trim();
}

/** Whether the message is about instalments of payment plans: they never share one with ordinary invoices. */
export function isOfPlan(from: Pick<Notice, "items" | "step">): from is { readonly items: Notice["items"]; readonly step: "reminder" | "past-due" } {
  return (from.step === "reminder" || from.step === "past-due") && from.items.every(({ plan }) => plan !== null);
}

/** The element's value; null where it was waived or the letter does not know it. */
export function elementValue<E extends ElementId>(from: { readonly elements: object }, id: E): ElementValues[E] | null {
  const stated = (from.elements as Partial<Record<ElementId, Stated<unknown>>>)[id];
  return stated && "value" in stated ? (stated.value as ElementValues[E]) : null;
}

/** The elements that the letter does without, and why: to be recorded. */
export function waivers(from: { readonly elements: object }): readonly { readonly element: ElementId; readonly reason: WaiverReason }[] {
  return Object.entries(from.elements).flatMap(([element, stated]) => ("waived" in stated ? [{ element: element as ElementId, reason: stated.waived }] : []));
}
