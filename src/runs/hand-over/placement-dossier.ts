import { type Day, daysBetween } from "../../core/values/day.ts";
import type { Dossier, DossierBlock } from "../../letters/dossier.ts";
import { chronology } from "./placement-chronology.ts";
import { bookedAs, enclosedAs, money, stepName, writtenDay } from "./placement-words.ts";
import type { PlacementDocument } from "./placement-schema.ts";

/** A letter among the enclosures: its number, and the page of the bundle on which it begins (null: attached only). */
export interface Exhibit {
  readonly number: number;
  readonly letter: string;
  readonly page: number | null;
}

/** The pages before the letters: who, what, why, and what happened, for a person who has never seen the account. */
export function placementDossier(document: PlacementDocument, exhibits: readonly Exhibit[]): Dossier {
  const { placement, asOf, creditor, debtor } = document;
  return {
    title: "Claim placed for collection",
    subtitle: `${placement.name} · version ${placement.version} · as of ${writtenDay(asOf)}`,
    running: `${creditor.name} against ${debtor.name} · ${placement.name}, version ${placement.version}`,
    date: asOf as Day,
    author: creditor.name,
    blocks: [
      parties(document),
      summary(document),
      ...claim(document),
      ...interest(document),
      ...beside(document),
      { kind: "heading", text: "Chronology" },
      chronology(document, exhibits),
      ...quarrels(document),
      ...letters(document, exhibits),
      ...missing(document),
      { kind: "heading", text: "Taking the claim back" },
      { kind: "text", text: document.mandate.recall },
    ],
  };
}

function parties({ creditor, debtor, receiver }: PlacementDocument): DossierBlock {
  return {
    kind: "columns",
    columns: [
      {
        title: "CREDITOR",
        lines: [
          creditor.name,
          ...addressLines(creditor.address),
          ...creditor.companyDetails,
          ...(creditor.contact ? [creditor.contact.name, creditor.contact.phone, creditor.contact.email] : []),
        ],
      },
      {
        title: "DEBTOR",
        lines: [
          debtor.name,
          ...(debtor.contactName ? [debtor.contactName] : []),
          ...(debtor.address ? addressLines(debtor.address) : ["No address on file"]),
          ...[debtor.email, debtor.phone].flatMap((line) => line ?? []),
          `Customer number ${debtor.id}`,
          personWords(debtor),
        ],
      },
      { title: "HANDED TO", lines: [receiver ?? "Not named yet"] },
    ],
  };
}

const TYPES = {
  company: "Company",
  "sole-trader": "Sole trader, a natural person",
  consumer: "Consumer, a natural person",
  public: "Public body",
  unknown: "Company or person: not known",
} as const;

function personWords({ type }: PlacementDocument["debtor"]): string {
  return TYPES[type];
}

const COUNTRIES = new Intl.DisplayNames("en-GB", { type: "region" });

function addressLines(address: PlacementDocument["creditor"]["address"]): string[] {
  if (!address) return [];
  const town = [address.postalCode, address.city].filter(Boolean).join(" ");
  const fields = [address.street, town, address.region].flatMap((line) => line || []);
  const lines = fields.length > 0 ? fields : address.lines;
  return [...lines, ...(address.country ? [COUNTRIES.of(address.country) ?? address.country] : [])];
}

function summary({ claim: { totals }, currency, creditor, approvals, placement, checksum, interest: rule }: PlacementDocument): DossierBlock {
  const bank = creditor.bankAccount;
  const rows: [string, string][] = [
    ["Principal", `${money(totals.principal)} ${currency}`],
    ["Interest", rule.refused ? "not worked out, see below" : `${money(totals.interest)} ${currency}`],
    ["Charges", `${money(totals.charges)} ${currency}`],
    ["Total claimed", `${money(totals.total)} ${currency}`],
    [
      "Payments go to",
      bank ? [bank.holder, bank.iban, bank.bic, bank.bank].filter(Boolean).join(", ") : `the creditor; no bank account in ${currency} is on file`,
    ],
    ["Approved by", approvals.map(({ by, day }) => `${by} (${writtenDay(day)})`).join(" and ") || "nobody on record"],
  ];
  if (placement.supersedes)
    rows.push([
      "Takes the place of",
      `version ${placement.supersedes.version} of ${writtenDay(placement.supersedes.filedOn)}, SHA-256 ${placement.supersedes.sha256}`,
    ]);
  rows.push(["Checksum", checksum]);
  return { kind: "pairs", rows, strong: "Total claimed" };
}

function claim({ claim: { items, totals, charges }, currency, asOf }: PlacementDocument): DossierBlock[] {
  const bookings = items.flatMap((item) =>
    item.bookings.map((booking) => [writtenDay(booking.day), item.document, bookedAs(booking.kind), booking.document ?? "", money(booking.amount)]),
  );
  const blocks: DossierBlock[] = [
    { kind: "heading", text: "Claim" },
    {
      kind: "table",
      columns: [
        { title: "Invoice", width: 2 },
        { title: "Issued", width: "auto" },
        { title: "Due", width: "auto" },
        { title: "Days overdue", width: "auto", right: true },
        { title: "In default since", width: "auto" },
        { title: `Amount (${currency})`, width: 1, right: true },
        { title: `Open (${currency})`, width: 1, right: true },
        { title: `Claimed (${currency})`, width: 1, right: true },
      ],
      rows: items.map((item) => [
        item.instalment > 1 ? `${item.document}, instalment ${item.instalment}` : item.document,
        writtenDay(item.issued),
        writtenDay(item.due),
        `${Math.max(0, daysBetween(item.due as Day, asOf as Day))}`,
        item.default ? writtenDay(item.default.since) : "not stated",
        money(item.original),
        money(item.open),
        money(item.principal),
      ]),
      total: ["Principal", "", "", "", "", "", "", money(totals.principal)],
    },
  ];
  if (bookings.length > 0) blocks.push({ kind: "heading", text: "Booked on these invoices" }, bookingTable(bookings, currency));
  if (charges.length > 0) {
    const rows = charges.map((each) => [each.document, each.kind, each.for ?? "", `${writtenDay(each.from)} to ${writtenDay(each.to)}`, money(each.open)]);
    const columns = ["Charge", "Kind", "For", "Days", `Open (${currency})`].map((title, index) => ({ title, width: 1, right: index === 4 }));
    blocks.push(
      { kind: "heading", text: "Charges made with the letters" },
      { kind: "table", columns, rows, total: ["Sum", "", "", "", money(totals.charges)] },
    );
  }
  return blocks;
}

function bookingTable(rows: readonly string[][], currency: string): DossierBlock {
  const columns = [
    { title: "Day", width: "auto" as const },
    { title: "Invoice", width: 2 },
    { title: "What", width: 2 },
    { title: "Number", width: 2 },
    { title: `Amount (${currency})`, width: "auto" as const, right: true },
  ];
  return { kind: "table", columns, rows };
}

function interest({ claim: { items, totals, charges }, interest: rule, currency }: PlacementDocument): DossierBlock[] {
  const charged = charges.flatMap((each) => each.calculation.map((step) => segmentRow(`${each.for ?? ""}, charged as ${each.document}`, step)));
  const blocks: DossierBlock[] = [{ kind: "heading", text: "Interest" }];
  if (rule.refused) blocks.push({ kind: "text", text: `No interest is worked out here: ${rule.refused}. It may be owed all the same.` });
  else blocks.push({ kind: "text", text: [rule.rule, rule.source].filter(Boolean).join(". Source: ") });
  if (charged.length > 0) {
    blocks.push(
      { kind: "text", text: "How the letters worked out the interest that stands among the charges:" },
      { kind: "table", columns: interestColumns(currency), rows: charged },
    );
  }
  if (rule.refused) return blocks;
  const rows = items.flatMap(({ document, interest: sheet }) => {
    const paid = sheet && /[1-9]/.test(sheet.paid) ? [[`${document}: paid by part payments`, "", "", "", "", "", `-${money(sheet.paid)}`]] : [];
    return [...(sheet?.segments ?? []).map((each) => segmentRow(document, each)), ...paid];
  });
  if (rows.length > 0) blocks.push({ kind: "table", columns: interestColumns(currency), rows, total: ["Sum", "", "", "", "", "", money(totals.interest)] });
  else if (charged.length > 0) blocks.push({ kind: "text", text: "None has accrued since." });
  const daily = items.flatMap((item) => (item.interest?.daily ? [`${item.document}: ${item.interest.daily} ${currency}`] : []));
  return [...blocks, { kind: "text", text: `For each further day: ${daily.join("; ") || "not known"}.` }];
}

type Segment = PlacementDocument["claim"]["charges"][number]["calculation"][number];

function segmentRow(name: string, { from, to, days, rate, principal, amount }: Segment): string[] {
  return [name, writtenDay(from), writtenDay(to), `${days}`, `${rate} %`, money(principal), money(amount)];
}

function interestColumns(currency: string) {
  return ["Invoice", "From", "To", "Days", "Rate a year", "On", `Interest (${currency})`].map((title, index) => ({
    title,
    width: index === 0 ? 2 : ("auto" as const),
    right: index > 2,
  }));
}

function beside({ creditNotes, others, currency }: PlacementDocument): DossierBlock[] {
  const blocks: DossierBlock[] = [];
  const column = (title: string, right = false) => ({ title, width: 1, right });
  if (creditNotes.length > 0) {
    const rows = creditNotes.map(({ document, day, amount, open }) => [document, writtenDay(day), money(amount), money(open)]);
    const columns = [column("Credit note"), column("Day"), column(`Amount (${currency})`, true), column(`Not applied (${currency})`, true)];
    blocks.push({ kind: "heading", text: "Credit notes on the account" }, { kind: "table", columns, rows });
  }
  if (others.length > 0) {
    const rows = others.map(({ document, due, open }) => [document, writtenDay(due), money(open)]);
    blocks.push(
      { kind: "heading", text: "Open on the account and not placed" },
      { kind: "table", columns: [column("Invoice"), column("Due"), column(`Open (${currency})`, true)], rows },
    );
  }
  return blocks;
}

function quarrels({ promises, plans, disputes, currency }: PlacementDocument): DossierBlock[] {
  const lines = [
    ...disputes.map(({ document, day, reason, detail, amount, answer }) => {
      const what = `${document} was disputed on ${writtenDay(day)} (${[reason, detail].filter(Boolean).join(": ")})${amount ? `, ${money(amount)} ${currency} of it` : ""}.`;
      return `${what} ${answer ? `Answered on ${writtenDay(answer.day)}: ${answer.outcome}${answer.detail ? `, ${answer.detail}` : ""}.` : "Not answered."}`;
    }),
    ...promises.map(
      ({ made, amount, day, status }) =>
        `On ${writtenDay(made)} ${money(amount)} ${currency} were promised for ${writtenDay(day)}: ${status.replace("-", " ")}.`,
    ),
    ...plans.map(({ made, instalments, status }) => `On ${writtenDay(made)} a plan of ${instalments.length} instalments was agreed: ${status}.`),
  ];
  const heading: DossierBlock = { kind: "heading", text: "Disputes, promises and plans" };
  return [heading, ...(lines.length > 0 ? lines : ["None is on record."]).map((text): DossierBlock => ({ kind: "text", text }))];
}

function letters(document: PlacementDocument, exhibits: readonly Exhibit[]): DossierBlock[] {
  const rows = document.letters.map((letter) => {
    const exhibit = exhibits.find((each) => each.letter === letter.letter);
    const ways = letter.deliveries.map(({ channel, recipient, state, answer }) =>
      [channel, recipient && `to ${recipient}`, state, answer && answer !== state && `(${answer})`].filter(Boolean).join(" "),
    );
    return [
      `${exhibit?.number ?? ""}`,
      `${stepName(letter.step)} ${letter.letter}`,
      writtenDay(letter.sentOn),
      letter.payBy ? writtenDay(letter.payBy) : "",
      ways.join("; "),
      exhibit?.page ? `${exhibit.page}` : "attached",
    ];
  });
  const own = document.letters.some(({ deliveries }) => deliveries.some(({ channel }) => channel === "outbox"));
  const outbox = own ? " Outbox means that the file was written for a person to send." : "";
  const columns = [
    { title: "No.", width: "auto" as const },
    { title: "Letter", width: 2 },
    { title: "Sent", width: "auto" as const },
    { title: "Pay by", width: "auto" as const },
    { title: "How, and what was answered", width: 3 },
    { title: "Page", width: "auto" as const, right: true },
  ];
  const hashes = document.letters.flatMap(({ letter, files }) => files.map(({ name, sha256 }) => [enclosedAs(letter, name), sha256] as const));
  return [
    { kind: "heading", text: "Letters as sent" },
    {
      kind: "text",
      text: `Each letter follows with its own pages, unchanged, and is attached to this file byte for byte.${outbox}`,
    },
    { kind: "table", columns, rows },
    { kind: "heading", text: "SHA-256 of the attached files" },
    {
      kind: "table",
      columns: [
        { title: "File", width: 1 },
        { title: "SHA-256", width: "auto" },
      ],
      rows: hashes,
    },
  ];
}

/** What the receiver will ask for and Firmly cannot tell. */
function missing({ debtor, claim: { items }, limitation, security }: PlacementDocument): DossierBlock[] {
  const unknown = [
    debtor.registerNumber === null && "the debtor's register number",
    debtor.vatId === null && "the debtor's VAT number",
    debtor.address === null && "the debtor's address",
    items.some(({ contract, order }) => contract === null && order === null) && "the contract or order",
    items.some(({ deliveredOn }) => deliveredOn === null) && "the day of delivery or performance",
    security === null && "retention of title or other security",
    limitation === null && "the day on which the claim becomes statute-barred",
  ].flatMap((each) => each || []);
  return unknown.length === 0
    ? []
    : [
        { kind: "heading", text: "To be asked for" },
        { kind: "text", text: `Not on file, and not guessed: ${unknown.join("; ")}.` },
      ];
}
