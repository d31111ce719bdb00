import { createHash } from "node:crypto";
import { isDocument } from "../../core/ledger/entry.ts";
import { personKey } from "../../core/process/dun.ts";
import type { ActivityOf } from "../../core/process/activity.ts";
import { formatMinor } from "../../core/values/money.ts";
import type { Creditor, Debtor, DebtorType, PostalAddress } from "../../core/values/party.ts";
import type { HandOverCase } from "./case.ts";
import { type Calculations, placedClaim } from "./placement-claim.ts";
import { placementHistory, type Proofs } from "./placement-history.ts";
import { PLACEMENT_FORMAT, type PlacementDocument } from "./placement-schema.ts";

export interface PlacementFacts {
  readonly the: HandOverCase;
  readonly debtor: Debtor;
  readonly items: ReadonlySet<number>;
  /** The agency or attorney; null: not chosen yet. */
  readonly receiver: string | null;
  readonly proofs: Proofs;
  readonly calculations: Calculations;
}

/** What a placement file says, apart from its name and the file that it takes the place of. */
export type PlacementBody = Omit<PlacementDocument, "format" | "placement" | "checksum">;

const RECALL =
  "The creditor may take back any of these invoices at any time, in writing. From that day on the receiver takes no further step on them and reports what it has received.";

/** The body of the file: the same state of the account gives the same body. `told`: the bookings that it tells of. */
export function placementBody({ the, debtor, items, receiver, proofs, calculations }: PlacementFacts): {
  readonly body: PlacementBody;
  readonly told: readonly number[];
} {
  const { account } = the.decided;
  const { claim, interest, told } = placedClaim(the, items, calculations);
  const { letters, history, promises, plans, disputes } = placementHistory(the, items, proofs);
  const body = {
    asOf: the.asOf,
    account: `A${account.id}`,
    currency: account.currency,
    receiver,
    creditor: creditorOf(the.creditor, account.currency),
    debtor: debtorOf(debtor),
    claim,
    interest,
    creditNotes: creditNotes(the),
    others: the.decided.view.ledger.items
      .filter(({ item }) => !items.has(item))
      .map(({ document, due, openMinor }) => ({ document, due, open: formatMinor(openMinor, account.currency) })),
    letters,
    history,
    promises,
    plans,
    disputes,
    approvals: approvalsOf(the, items),
    security: null,
    limitation: null,
    mandate: { mayAccept: null, payTo: "creditor" as const, recall: RECALL },
  };
  return { body, told };
}

/** The whole file, and its bytes. */
export function placementFile(
  body: PlacementBody,
  placement: PlacementDocument["placement"],
): { readonly document: PlacementDocument; readonly bytes: Uint8Array } {
  const document: PlacementDocument = { format: PLACEMENT_FORMAT, placement, checksum: checksumOf(body), ...body };
  return { document, bytes: new TextEncoder().encode(`${JSON.stringify(document, null, 1)}\n`) };
}

/** What two files are compared by: the same checksum, the same state. */
export function checksumOf(body: PlacementBody): string {
  return createHash("sha256").update(JSON.stringify(body)).digest("hex");
}

function creditorOf(creditor: Creditor, currency: string): PlacementDocument["creditor"] {
  const bank = creditor.bankAccounts.find((account) => account.currency === currency);
  return {
    id: creditor.id,
    name: creditor.name,
    address: creditor.address && addressOf(creditor.address),
    companyDetails: [...creditor.companyDetails],
    vatId: null,
    contact: creditor.contact && { name: creditor.contact.name, phone: creditor.contact.phone, email: creditor.contact.email },
    bankAccount: bank ? { holder: bank.holder, iban: bank.iban, bic: bank.bic ?? null, bank: bank.bank ?? null } : null,
  };
}

const PERSON: Readonly<Record<DebtorType, boolean | null>> = { company: false, public: false, "sole-trader": true, consumer: true, unknown: null };

function debtorOf({ id, name, type, address, country, contactName, email, phone, language }: Debtor): PlacementDocument["debtor"] {
  return {
    id,
    name,
    type,
    naturalPerson: PERSON[type],
    registerNumber: null,
    vatId: null,
    address: address && { ...addressOf(address), country: address.country ?? country },
    addressSource: address && "ledger",
    contactName,
    email,
    phone,
    language,
  };
}

function addressOf({ lines = [], street, postalCode, city, region, country }: PostalAddress): NonNullable<PlacementDocument["creditor"]["address"]> {
  return { lines: [...lines], street: street ?? null, postalCode: postalCode ?? null, city: city ?? null, region: region ?? null, country: country ?? null };
}

function creditNotes({ decided, asOf }: HandOverCase): PlacementDocument["creditNotes"] {
  const open = new Map(decided.view.ledger.credits.map((credit) => [credit.item, credit.openMinor]));
  const money = (minor: bigint) => formatMinor(minor, decided.account.currency);
  const newest = new Map(
    decided.entries.flatMap((entry) => (isDocument(entry) && entry.kind === "credit-memo" && entry.knownOn <= asOf ? [[entry.item, entry]] : [])),
  );
  return [...newest.values()].map(({ item, document, happenedOn, amountMinor }) => {
    return { document, day: happenedOn, amount: money(amountMinor), open: money(open.get(item) ?? 0n) };
  });
}

/** The people who approved handing these items over since their third letters, each once. */
function approvalsOf({ decided, placed }: HandOverCase, items: ReadonlySet<number>): PlacementDocument["approvals"] {
  const people = new Map<string, { by: string; day: string }>();
  const approvals = decided.view.activities.filter((activity): activity is ActivityOf<"hand-over-approved"> => activity.kind === "hand-over-approved");
  for (const { by, items: covered, happenedOn } of approvals) {
    const notices = covered.flatMap((item) => placed.get(item)?.sentOn ?? []);
    const after = notices.length > 0 && notices.every((sentOn) => happenedOn > sentOn);
    if (by && !after && covered.some((item) => items.has(item))) people.set(personKey(by), { by, day: happenedOn });
  }
  return [...people.values()];
}
