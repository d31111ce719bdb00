import type { AskedSum, CashAccount, CashCredit, CashItem } from "../../src/core/ledger/cash/cash.ts";
import { addDays, type Day } from "../../src/core/values/day.ts";
import { creditorReference } from "../../src/core/values/reference.ts";

/**
 * A made-up ledger of any size, without being held in memory: each debtor is worked out from the seed and his number. It
 * knows nothing of how money is matched.
 */
export interface CashLedger {
  readonly seed: number;
  readonly debtors: number;
  /** Most open items of a debtor; one in forty has many more. */
  readonly items: number;
}

export const TODAY: Day = "2026-11-25";

/** Numbers between 0 and 1, the same ones for the same seed (mulberry32). */
export function chance(...seeds: number[]): () => number {
  let state = seeds.reduce((mixed, seed) => Math.imul(mixed ^ (seed + 0x9e3779b9), 0x85ebca6b) ^ (mixed >>> 13), 0x1234567);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(random: () => number, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}

export function between(random: () => number, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

const ROOTS =
  "Adler Bergmann Böhm Brückner Castelli Durand Eisenhut Fröhlich Gärtner Hartwig Immergrün Jansson Köhler Lindqvist Müller Nygaard Oberholz Pahlavi Quandt Rossini Schäfer Tannhof Ueberall Vogelsang Wörner Yildirim Zöllner Moreau Garrido Santoso".split(
    " ",
  );
const TRADES =
  "Bau|Holz|Technik|Logistik|Metall|Druck|Garten|Elektro|Medien|Textil|Handel|Transport|Services|Trading|Industries|Foods|Verlag|Werkzeugbau|Haustechnik|Anlagenbau".split(
    "|",
  );
const PLACES = "Nord|Süd|West|Ost|Rhein|Alpen|Hanse|Adria|Iberia|Java|Atlantic|Central|Lyon|Torino|Bergen|Ulm|Kent|Ohio".split("|");
const FORMS = ["GmbH", "AG", "GmbH & Co. KG", "Ltd", "S.p.A.", "SARL", "S.L.", "KG", "Inc.", "PT", "e.K.", "B.V."];
const GIVEN = "Anna Bruno Chloé Dieter Elena Fabian Giulia Hendra Inés Jörg Karin Luca Marta Niklas Olga Pierre Rosa Sören Tina Umberto".split(" ");
const PRICES = [4_900n, 9_900n, 11_900n, 19_900n, 59_500n, 119_000n, 250_000n, 100_000n];

export interface MadeDebtor {
  readonly account: CashAccount;
  /** From where he usually pays; whether the ledger has seen it before is in `account.ibans`. */
  readonly iban: string;
  /** Debtors of one group are paid for by one parent, whose IBAN some of their accounts know. */
  readonly parent: { readonly name: string; readonly iban: string } | null;
  readonly customerNumber: string;
}

const GROUP = 4;

function nameOf(ledger: CashLedger, index: number): string {
  // Two in sixty are namesakes of the debtor before them; two more differ in the legal form alone.
  if (index > 0 && index % 60 === 7) return nameOf(ledger, index - 1);
  const random = chance(ledger.seed, index % 60 === 17 ? index - 1 : index, 1);
  const root = pick(random, ROOTS);
  if (random() < 0.2 && index % 60 !== 16 && index % 60 !== 17) return `${pick(random, GIVEN)} ${root}`;
  const words = `${root} ${pick(random, TRADES)} ${pick(random, PLACES)}${random() < 0.15 ? " Verwaltungs- und Beteiligungsgesellschaft" : ""}`;
  const form = index % 60 === 17 ? "AG" : index % 60 === 16 ? "GmbH" : pick(random, FORMS);
  return form === "PT" ? `PT ${words}` : `${words} ${form}`;
}

function ibanOf(random: () => number): string {
  let bban = "";
  while (bban.length < 18) bban += between(random, 0, 9).toString();
  let rest = 0;
  for (const digit of `${bban}131400`) rest = (rest * 10 + Number(digit)) % 97;
  return `DE${(98 - rest).toString().padStart(2, "0")}${bban}`;
}

/** How this creditor numbers his invoices. */
function documentOf(ledger: CashLedger, serial: number): string {
  const wide = String(serial).padStart(6, "0");
  switch (ledger.seed % 5) {
    case 0:
      return `RE-2026-${wide}`;
    case 1:
      return `2026/${String(serial).padStart(4, "0")}`;
    case 2:
      return `INV${serial + 100_000}`;
    case 3:
      return String(serial + 1_000_000);
    default:
      return `R${serial + 10_000}`;
  }
}

function makeItems(ledger: CashLedger, index: number, random: () => number): CashItem[] {
  const isRegular = random() < 0.2;
  const regular = pick(random, PRICES);
  const most = random() < 0.025 ? ledger.items * 8 : ledger.items;
  const items: CashItem[] = [];
  for (let place = 0; place < between(random, 1, most); place++) {
    const issued = addDays(TODAY, -between(random, 2, 120));
    const price = isRegular ? regular : random() < 0.25 ? pick(random, PRICES) : BigInt(between(random, 1_500, 900_000));
    // Serials of a debtor lie apart, as they do where many debtors are billed in turn.
    const serial = 1 + index + place * ledger.debtors;
    const document = documentOf(ledger, serial);
    items.push({
      item: index * 1000 + place + 1,
      document,
      instalment: 1,
      issued,
      due: addDays(issued, 30),
      openMinor: price,
      isFee: random() < 0.02,
      references: ledger.seed % 2 === 0 ? [creditorReference(`${serial}7`)] : [],
      discounts: random() < 0.1 ? [{ until: addDays(issued, 14), amountMinor: (price * 2n) / 100n }] : [],
    });
  }
  return items;
}

/** The debtor of a number from 0 on, with his open items and what the ledger has learned of him. */
export function madeDebtor(ledger: CashLedger, index: number): MadeDebtor {
  const random = chance(ledger.seed, index, 2);
  const name = nameOf(ledger, index);
  const iban = ibanOf(random);
  const group = Math.floor(index / GROUP);
  const isGroup = chance(ledger.seed, group, 3)() < 0.06;
  const parentRandom = chance(ledger.seed, group, 4);
  const parent = isGroup ? { name: `${pick(parentRandom, ROOTS)} Holding ${pick(parentRandom, PLACES)} AG`, iban: ibanOf(parentRandom) } : null;
  const items = makeItems(ledger, index, random);
  const credits: CashCredit[] =
    random() < 0.12 ? [{ item: index * 1000 + 900, document: `GS${index + 50_000}`, openMinor: BigInt(between(random, 500, 20_000)) }] : [];
  const hasParent = parent !== null && random() < 0.5;
  const isLearned = random() < 0.7;
  const paid = [...makePaid(ledger, index, random, items)];
  const isBooked = random() < 0.08;
  // What accounting has booked it has mostly set against an invoice, too; that one may have the amount of an open one.
  const amount = random() < 0.2 ? items[0]!.openMinor : BigInt(between(random, 2_000, 500_000));
  const bookedOn = addDays(TODAY, -between(random, 0, 5));
  if (isBooked && random() < 0.7) {
    const serial = 1 + index + 80 * ledger.debtors;
    paid.push({ item: index * 1000 + 650, document: documentOf(ledger, serial), references: [], amountMinor: amount, paidOn: bookedOn });
  }
  return {
    iban,
    parent,
    customerNumber: String(10_000 + index),
    account: {
      account: index + 1,
      debtor: `D${index}`,
      name,
      currency: "EUR",
      items,
      credits,
      booked: isBooked ? [{ item: index * 1000 + 800, document: `ZE${index}`, amountMinor: amount, bookedOn }] : [],
      settled: makeSettled(ledger, index, random),
      paid,
      asked: makeAsked(index, random, items),
      ibans: [...(isLearned ? [iban] : []), ...(hasParent ? [parent.iban] : [])],
      aliases: hasParent ? [parent.name] : [],
      oldestFirst: random() < 0.02,
    },
  };
}

function makePaid(ledger: CashLedger, index: number, random: () => number, items: readonly CashItem[]): CashAccount["paid"] {
  const count = between(random, 0, 3);
  return Array.from({ length: count }, (_, place) => {
    const serial = 1 + index + (items.length + 10 + place) * ledger.debtors;
    return {
      item: index * 1000 + 600 + place,
      document: documentOf(ledger, serial),
      references: ledger.seed % 2 === 0 ? [creditorReference(`${serial}7`)] : [],
      amountMinor: random() < 0.3 ? items[0]!.openMinor : BigInt(between(random, 2_000, 500_000)),
      paidOn: addDays(TODAY, -between(random, 3, 200)),
    };
  });
}

function makeSettled(ledger: CashLedger, index: number, random: () => number): CashAccount["settled"] {
  if (random() >= 0.06) return [];
  const serial = 1 + index + 90 * ledger.debtors;
  return [
    {
      item: index * 1000 + 700,
      document: documentOf(ledger, serial),
      references: [],
      amountMinor: BigInt(between(random, 2_000, 500_000)),
      settledOn: addDays(TODAY, -between(random, 0, 10)),
    },
  ];
}

function makeAsked(index: number, random: () => number, items: readonly CashItem[]): AskedSum[] {
  const asked: AskedSum[] = [];
  const overdue = items.filter(({ due }) => due < TODAY);
  if (overdue.length > 0 && random() < 0.5) {
    asked.push({ what: "letter", reference: `FL${String(index).padStart(6, "0")}XQ`, items: overdue.map(({ item }) => item), amountMinor: null });
  }
  if (overdue.length > 0 && random() < 0.1) {
    const most = overdue.reduce((sum, { openMinor }) => sum + openMinor, 0n);
    asked.push({ what: "promise", reference: null, items: overdue.map(({ item }) => item), amountMinor: (most / 20_000n) * 10_000n || most });
  }
  return asked;
}
