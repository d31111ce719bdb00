import { formatMinor, parseMinor, sumMinor } from "../../core/values/money.ts";
import { spreadsheetRows } from "../spreadsheet-rows.ts";
import type { PlacementDocument } from "./placement-schema.ts";

type Item = PlacementDocument["claim"]["items"][number];
type Row = Readonly<Record<string, string | number | null>>;

/** One row per item, with what agencies' systems ask for. The charges of a document stand at its first row: the totals of the rows make the claim. */
export function placementCsv(document: PlacementDocument): string {
  const first = new Set(document.claim.items.filter((item, index, all) => all.findIndex((each) => each.document === item.document) === index));
  const rows = document.claim.items.map((item) => rowOf(document, item, first.has(item)));
  const head = Object.keys(rows[0] ?? {});
  return spreadsheetRows(
    head,
    rows.map((row) => head.map((name) => row[name] ?? null)),
  );
}

function rowOf({ claim, placement, asOf, account, currency, receiver, creditor, debtor }: PlacementDocument, item: Item, isFirst: boolean): Row {
  const { address } = debtor;
  const letter = item.thirdLetter;
  const minor = (amount: string) => parseMinor(amount, currency)!;
  const charged = sumMinor(claim.charges.filter((charge) => isFirst && charge.for === item.document).map(({ open }) => minor(open)));
  const total = minor(item.principal) + (item.interest ? minor(item.interest.total) : 0n) + charged;
  return {
    placement: placement.name,
    version: placement.version,
    as_of: asOf,
    receiver,
    creditor: creditor.name,
    account,
    debtor_number: debtor.id,
    debtor_name: debtor.name,
    debtor_type: debtor.type,
    natural_person: debtor.naturalPerson === null ? null : debtor.naturalPerson ? "yes" : "no",
    contact: debtor.contactName,
    email: debtor.email,
    phone: debtor.phone,
    address: address && [...address.lines].join(", "),
    street: address?.street ?? null,
    postal_code: address?.postalCode ?? null,
    city: address?.city ?? null,
    region: address?.region ?? null,
    country: address?.country ?? null,
    document: item.document,
    instalment: item.instalment,
    issued: item.issued,
    due: item.due,
    original: item.original,
    booked: booked(item, currency),
    open: item.open,
    principal: item.principal,
    currency,
    default_since: item.default?.since ?? null,
    interest: item.interest?.total ?? null,
    interest_to: item.interest?.to ?? null,
    interest_daily: item.interest?.daily ?? null,
    charges: formatMinor(charged, currency),
    total: formatMinor(total, currency),
    last_letter: letter?.letter ?? null,
    last_letter_sent: letter?.sentOn ?? null,
    last_letter_pay_by: letter?.payBy ?? null,
    creditor_iban: creditor.bankAccount?.iban ?? null,
  };
}

/** What was taken off the original amount: the two always make the open one. */
function booked({ original, open }: Item, currency: string): string {
  return formatMinor(parseMinor(original, currency)! - parseMinor(open, currency)!, currency);
}
