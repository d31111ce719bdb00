import type { CashItem, CashTransaction } from "../../src/core/ledger/cash/cash.ts";
import { addDays } from "../../src/core/values/day.ts";
import { between, type CashLedger, chance, type MadeDebtor, madeDebtor, pick, TODAY } from "./cash-ledger.ts";

/** What a transaction really is; the matcher never sees it. */
export interface CashTruth {
  readonly scenario: string;
  /** Money by item, per account; nothing where it is nobody's, or on account. */
  readonly parts: readonly {
    readonly account: number;
    readonly money: readonly (readonly [item: number, amountMinor: bigint])[];
    readonly onAccountMinor: bigint;
  }[];
  /** The ledger had this money already: the booked payment or settled items. */
  readonly known: readonly number[];
  /** Items that are closed afterwards by more than the money: credit memos, discounts, charges. */
  readonly closes: readonly number[];
  readonly credits: readonly number[];
}

export interface MadeTransaction {
  readonly transaction: CashTransaction;
  readonly truth: CashTruth;
}

interface Draft {
  amountMinor: bigint;
  text: string;
  reference?: string | null;
  documents?: string[];
  chargesMinor?: bigint;
  payer?: { name: string | null; iban: string | null };
}

interface Scene {
  readonly ledger: CashLedger;
  readonly debtor: MadeDebtor;
  readonly other: MadeDebtor;
  readonly siblings: readonly MadeDebtor[];
  readonly random: () => number;
}

type Made = { draft: Draft; truth: Omit<CashTruth, "scenario"> };
type Scenario = (scene: Scene) => Made[] | null;

const sum = (items: readonly { openMinor: bigint }[]): bigint => items.reduce((all, { openMinor }) => all + openMinor, 0n);

function pays(debtor: MadeDebtor, money: readonly (readonly [number, bigint])[], more: Partial<CashTruth> & { over?: bigint } = {}): Made["truth"] {
  return {
    parts: [{ account: debtor.account.account, money, onAccountMinor: more.over ?? 0n }],
    known: more.known ?? [],
    closes: more.closes ?? [],
    credits: more.credits ?? [],
  };
}

const whole = (items: readonly CashItem[]): (readonly [number, bigint])[] => items.map(({ item, openMinor }) => [item, openMinor] as const);

/** As people write an invoice's number. */
function written(random: () => number, document: string): string {
  const bare = document.replace(/^[A-Z]+-?/, "");
  switch (between(random, 0, 9)) {
    case 0:
      return bare;
    case 1:
      return document.replace(/[-/]0+/g, "-");
    case 2:
      return document.replace(/[-/]/g, " ");
    case 3:
      return document.replace(/[-/]/g, "");
    case 4:
      return document.toLowerCase();
    case 5:
      return `Rechnung Nr. ${bare}`;
    case 6:
      return `Invoice ${document}`;
    case 7:
      return `RG ${bare}`;
    default:
      return document;
  }
}

function noise({ random, debtor }: Scene): string {
  if (random() < 0.6) return "";
  return pick(random, [
    ` vom ${between(random, 1, 28)}.${between(random, 1, 12)}.2026`,
    ` Kd-Nr. ${debtor.customerNumber}`,
    ` customer no ${debtor.customerNumber}`,
    " Danke",
    ` dated 2026-0${between(random, 1, 9)}-1${between(random, 0, 9)}`,
    ` Tel. 0${between(random, 100, 999)} ${between(random, 100_000, 999_999)}`,
    ` ${between(random, 10_000, 99_999)} ${pick(random, ["Ulm", "Torino", "Kent"])}`,
    ` Order ${between(random, 1_000, 9_999_999)}`,
    ` ${between(random, 100, 9_999_999)}`,
  ]);
}

const one = ({ random, debtor }: Scene): CashItem => pick(random, debtor.account.items);

function some(scene: Scene, least: number, most: number): CashItem[] | null {
  const { items } = scene.debtor.account;
  if (items.length < least) return null;
  const start = between(scene.random, 0, items.length - least);
  return items.slice(start, start + between(scene.random, least, Math.min(most, items.length - start)));
}

function named(scene: Scene, items: readonly { document: string }[]): string {
  return items.map(({ document }) => written(scene.random, document)).join(pick(scene.random, [", ", " + ", " ", " / ", "; "]));
}

/** The scenarios with their weights, in per mille of all stories. */
const SCENARIOS: readonly (readonly [string, number, Scenario])[] = [
  [
    "reference",
    200,
    (scene) =>
      ((item) =>
        item.references[0]
          ? [{ draft: { amountMinor: item.openMinor, text: "", reference: item.references[0] }, truth: pays(scene.debtor, whole([item])) }]
          : null)(one(scene)),
  ],
  [
    "reference in text",
    40,
    (scene) =>
      ((item) =>
        item.references[0]
          ? [
              {
                draft: { amountMinor: item.openMinor, text: `Ref ${item.references[0].replace(/(.{4})(?=.)/g, "$1 ")}${noise(scene)}` },
                truth: pays(scene.debtor, whole([item])),
              },
            ]
          : null)(one(scene)),
  ],
  [
    "number",
    330,
    (scene) =>
      ((item) => [{ draft: { amountMinor: item.openMinor, text: named(scene, [item]) + noise(scene) }, truth: pays(scene.debtor, whole([item])) }])(one(scene)),
  ],
  [
    "structured number",
    20,
    (scene) =>
      ((item) => [{ draft: { amountMinor: item.openMinor, text: "", documents: [item.document] }, truth: pays(scene.debtor, whole([item])) }])(one(scene)),
  ],
  [
    "several numbers",
    80,
    (scene) =>
      ((items) => items && [{ draft: { amountMinor: sum(items), text: named(scene, items) + noise(scene) }, truth: pays(scene.debtor, whole(items)) }])(
        some(scene, 2, 6),
      ),
  ],
  [
    "no text",
    60,
    (scene) =>
      ((item) => [
        { draft: { amountMinor: item.openMinor, text: pick(scene.random, ["", "Zahlung", "payment", "Danke"]) }, truth: pays(scene.debtor, whole([item])) },
      ])(one(scene)),
  ],
  [
    "no text, several",
    15,
    (scene) => ((items) => items && [{ draft: { amountMinor: sum(items), text: "" }, truth: pays(scene.debtor, whole(items)) }])(some(scene, 2, 5)),
  ],
  [
    "whole account",
    20,
    ({ debtor }) => [{ draft: { amountMinor: sum(debtor.account.items), text: "Ausgleich Konto" }, truth: pays(debtor, whole(debtor.account.items)) }],
  ],
  ["letter", 20, letterPaid],
  ["promise", 5, promisePaid],
  ["discount", 25, discountTaken],
  ["charges", 20, chargesTaken],
  ["short", 30, shortPaid],
  ["over", 20, overPaid],
  ["credit named", 10, (scene) => creditTaken(scene, true)],
  ["credit unnamed", 10, (scene) => creditTaken(scene, false)],
  ["typo", 25, typed],
  [
    "split over lines",
    20,
    (scene) =>
      ((item) => [
        {
          draft: {
            amountMinor: item.openMinor,
            text: `Rechnung ${cut(item.document, between(scene.random, 2, item.document.length - 2), pick(scene.random, ["\n", " "]))}`,
          },
          truth: pays(scene.debtor, whole([item])),
        },
      ])(one(scene)),
  ],
  [
    "O for 0",
    10,
    (scene) =>
      ((item) => [{ draft: { amountMinor: item.openMinor, text: item.document.replace(/0/g, "O") }, truth: pays(scene.debtor, whole([item])) }])(one(scene)),
  ],
  ["foreign number", 20, foreignNumber],
  ["own number by chance", 5, ownNumberByChance],
  ["group", 40, groupPays],
  [
    "group, no text",
    10,
    (scene) =>
      scene.debtor.parent
        ? ((item) => [{ draft: { amountMinor: item.openMinor, text: "", payer: scene.debtor.parent ?? undefined }, truth: pays(scene.debtor, whole([item])) }])(
            one(scene),
          )
        : null,
  ],
  ["group, two debtors", 10, groupPaysTwo],
  [
    "third party",
    15,
    (scene) =>
      ((item) => [
        {
          draft: { amountMinor: item.openMinor, text: named(scene, [item]), payer: { name: "Steuerkanzlei Feldberg", iban: null } },
          truth: pays(scene.debtor, whole([item])),
        },
      ])(one(scene)),
  ],
  ["paid twice", 20, paidTwice],
  ["paid again", 15, paidAgain],
  ["two transfers", 15, twoTransfers],
  ["booked before", 15, bookedBefore],
  ["settled before", 15, settledBefore],
  ["part, no text", 10, partPaid],
  ["stranger", 50, strangersMoney],
  ["other business", 20, otherBusiness],
];

/** A payment that means no item in particular, and has no item's amount. */
function partPaid({ debtor, random }: Scene): Made[] | null {
  const amountMinor = BigInt(between(random, 1, 20)) * 5_000n;
  const { items, asked } = debtor.account;
  if (items.some(({ openMinor }) => openMinor === amountMinor) || asked.some((each) => each.amountMinor === amountMinor)) return null;
  return [{ draft: { amountMinor, text: "" }, truth: pays(debtor, [], { over: amountMinor }) }];
}

function letterPaid({ debtor }: Scene): Made[] | null {
  const letter = debtor.account.asked.find(({ what }) => what === "letter");
  if (!letter) return null;
  const items = debtor.account.items.filter(({ item }) => letter.items.includes(item));
  return [{ draft: { amountMinor: sum(items), text: `Ihr Schreiben ${letter.reference}` }, truth: pays(debtor, whole(items)) }];
}

function promisePaid({ debtor }: Scene): Made[] | null {
  const promise = debtor.account.asked.find(({ what }) => what === "promise");
  if (!promise?.amountMinor) return null;
  const items = debtor.account.items
    .filter(({ item }) => promise.items.includes(item))
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.document < b.document ? -1 : 1));
  let left = promise.amountMinor;
  const money = items.flatMap(({ item, openMinor }) => {
    const part = openMinor < left ? openMinor : left;
    left -= part;
    return part > 0n ? [[item, part] as const] : [];
  });
  return [{ draft: { amountMinor: promise.amountMinor, text: "wie vereinbart" }, truth: pays(debtor, money) }];
}

function discountTaken(scene: Scene): Made[] | null {
  const item = scene.debtor.account.items.find(({ discounts }) => discounts[0] && discounts[0].until >= TODAY);
  if (!item) return null;
  const amountMinor = item.openMinor - item.discounts[0]!.amountMinor;
  const text = scene.random() < 0.8 ? `${named(scene, [item])} abzgl. Skonto` : "";
  return [{ draft: { amountMinor, text }, truth: pays(scene.debtor, [[item.item, amountMinor]], { closes: [item.item] }) }];
}

function chargesTaken(scene: Scene): Made[] | null {
  const item = one(scene);
  const charges = BigInt(between(scene.random, 50, 1_500));
  if (charges >= item.openMinor) return null;
  const isStated = scene.random() < 0.5;
  const amountMinor = item.openMinor - charges;
  const text = scene.random() < 0.8 ? named(scene, [item]) : "";
  return [
    { draft: { amountMinor, text, chargesMinor: isStated ? charges : 0n }, truth: pays(scene.debtor, [[item.item, amountMinor]], { closes: [item.item] }) },
  ];
}

function shortPaid(scene: Scene): Made[] {
  const item = one(scene);
  const amountMinor = (item.openMinor * BigInt(between(scene.random, 20, 90))) / 100n;
  const reference = item.references[0] && scene.random() < 0.5 ? item.references[0] : null;
  return [
    { draft: { amountMinor, text: reference ? "" : `${named(scene, [item])} Teilzahlung`, reference }, truth: pays(scene.debtor, [[item.item, amountMinor]]) },
  ];
}

function overPaid(scene: Scene): Made[] {
  const item = one(scene);
  const over = BigInt(between(scene.random, 100, 20_000));
  const reference = item.references[0] && scene.random() < 0.5 ? item.references[0] : null;
  const text = reference ? "" : named(scene, [item]);
  return [{ draft: { amountMinor: item.openMinor + over, text, reference }, truth: pays(scene.debtor, whole([item]), { over }) }];
}

function creditTaken(scene: Scene, isNamed: boolean): Made[] | null {
  const credit = scene.debtor.account.credits[0];
  const item = scene.debtor.account.items.find(({ openMinor }) => credit && openMinor > credit.openMinor);
  if (!credit || !item) return null;
  const amountMinor = item.openMinor - credit.openMinor;
  const text = `${named(scene, [item])}${isNamed ? ` abzgl. Gutschrift ${credit.document}` : ""}`;
  return [{ draft: { amountMinor, text }, truth: pays(scene.debtor, [[item.item, amountMinor]], { closes: [item.item], credits: [credit.item] }) }];
}

function typed(scene: Scene): Made[] | null {
  const item = one(scene);
  const digits = Array.from(item.document).flatMap((sign, place) => (/\d/.test(sign) ? [place] : []));
  const at = pick(scene.random, digits);
  const signs = Array.from(item.document);
  const kind = scene.random();
  if (kind < 0.4 && digits.includes(at + 1)) [signs[at], signs[at + 1]] = [signs[at + 1]!, signs[at]!];
  else if (kind < 0.7) signs[at] = String((Number(signs[at]) + between(scene.random, 1, 9)) % 10);
  else if (kind < 0.85) signs.splice(at, 1);
  else signs.splice(at, 0, signs[at]!);
  // A slip that makes the number of another invoice is no slip: nobody could tell.
  const digitsOf = (text: string): string => text.replace(/\d+/g, (part) => String(Number(part))).replace(/\D/g, "");
  const { items, paid, settled } = scene.debtor.account;
  if ([...items, ...paid, ...settled].some(({ document }) => digitsOf(document) === digitsOf(signs.join("")))) return null;
  return [{ draft: { amountMinor: item.openMinor, text: `Rechnung ${signs.join("")}` }, truth: pays(scene.debtor, whole([item])) }];
}

function cut(text: string, at: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at);
}

/** The payer's own number (an order, a file) is the number of another debtor's open invoice; sometimes of the same amount. */
function foreignNumber(scene: Scene): Made[] | null {
  const item = one(scene);
  const { ledger, random } = scene;
  let foreign = pick(random, scene.other.account.items);
  const isEqual = random() < 0.3;
  // Of another debtor: the number of another own invoice, of the same amount, could be told from a slip by nobody.
  const { items: own } = scene.debtor.account;
  for (let tries = 0; isEqual && tries < 40 && foreign.openMinor !== item.openMinor; tries++) {
    const { items } = madeDebtor(ledger, between(random, 0, ledger.debtors - 1)).account;
    foreign = items.find(({ openMinor, item: id }) => openMinor === item.openMinor && own.every((each) => each.item !== id)) ?? foreign;
  }
  if (own.some((each) => each.item === foreign.item && each.item !== item.item && each.openMinor === item.openMinor)) return null;
  const number = random() < 0.2 ? foreign.document : foreign.document.replace(/^[A-Z]+-?/, "");
  const text = random() < 0.5 ? `${number} ${named(scene, [item])}` : pick(random, [number, `Auftrag ${number}`, `Vorgang ${number}`]);
  return [{ draft: { amountMinor: item.openMinor, text }, truth: pays(scene.debtor, whole([item])) }];
}

/** Another own invoice's number stands in the text by chance. */
function ownNumberByChance(scene: Scene): Made[] | null {
  const items = some(scene, 2, 2);
  if (!items || items[0]!.openMinor === items[1]!.openMinor) return null;
  return [
    {
      draft: { amountMinor: items[0]!.openMinor, text: `Bestellung ${items[1]!.document.replace(/^[A-Z]+-?/, "")} ${named(scene, [items[0]!])}` },
      truth: pays(scene.debtor, whole([items[0]!])),
    },
  ];
}

function groupPays(scene: Scene): Made[] | null {
  const { parent } = scene.debtor;
  if (!parent) return null;
  const item = one(scene);
  return [{ draft: { amountMinor: item.openMinor, text: named(scene, [item]) + noise(scene), payer: parent }, truth: pays(scene.debtor, whole([item])) }];
}

function groupPaysTwo(scene: Scene): Made[] | null {
  const { parent } = scene.debtor;
  const sibling = scene.siblings.find((each) => each.account.account !== scene.debtor.account.account);
  if (!parent || !sibling) return null;
  const items = [one(scene), pick(scene.random, sibling.account.items)];
  const parts = [scene.debtor, sibling].map((debtor, place) => ({ account: debtor.account.account, money: whole([items[place]!]), onAccountMinor: 0n }));
  return [{ draft: { amountMinor: sum(items), text: named(scene, items), payer: parent }, truth: { parts, known: [], closes: [], credits: [] } }];
}

/** The same transfer once more, some days later. */
function paidTwice(scene: Scene): Made[] | null {
  const item = one(scene);
  // As much was booked elsewhere: nobody could tell which of the two the second one is.
  if (scene.debtor.account.booked.some(({ amountMinor }) => amountMinor === item.openMinor)) return null;
  const text = named(scene, [item]);
  const draft = { amountMinor: item.openMinor, text };
  return [
    { draft, truth: pays(scene.debtor, whole([item])) },
    { draft: { ...draft }, truth: pays(scene.debtor, [], { over: item.openMinor }) },
  ];
}

/** An invoice that was paid long ago, with the amount of an open one. */
function paidAgain(scene: Scene): Made[] | null {
  const paid = scene.debtor.account.paid.find(({ item }) => item % 1000 < 650);
  if (!paid || scene.debtor.account.booked.some(({ amountMinor }) => amountMinor === paid.amountMinor)) return null;
  return [{ draft: { amountMinor: paid.amountMinor, text: named(scene, [paid]) }, truth: pays(scene.debtor, [], { over: paid.amountMinor }) }];
}

function twoTransfers(scene: Scene): Made[] {
  const item = one(scene);
  const first = item.openMinor / 2n;
  const text = named(scene, [item]);
  const reference = item.references[0] && scene.random() < 0.5 ? item.references[0] : null;
  return [first, item.openMinor - first].map((amountMinor) => ({
    draft: { amountMinor, text, reference },
    truth: pays(scene.debtor, [[item.item, amountMinor]]),
  }));
}

function bookedBefore(scene: Scene): Made[] | null {
  const { account } = scene.debtor;
  const booked = account.booked[0];
  if (!booked) return null;
  const paid = account.paid.find(({ item }) => item % 1000 === 650);
  const text = paid && scene.random() < 0.7 ? named(scene, [paid]) : pick(scene.random, ["", "Zahlung", booked.document]);
  return [{ draft: { amountMinor: booked.amountMinor, text }, truth: pays(scene.debtor, [], { known: [booked.item] }) }];
}

function settledBefore(scene: Scene): Made[] | null {
  const settled = scene.debtor.account.settled[0];
  if (!settled) return null;
  const text = scene.random() < 0.7 ? named(scene, [settled]) : "";
  return [{ draft: { amountMinor: settled.amountMinor, text }, truth: pays(scene.debtor, [], { known: [settled.item] }) }];
}

const STRANGERS = ["Finanzamt Mitte", "Stadtwerke Auental", "Versicherung Nordstern AG", "Eigenübertrag", "Kasse Einzahlung"];

function strangersMoney(scene: Scene): Made[] {
  const text = pick(scene.random, [
    "Erstattung UST 2026",
    "Umbuchung",
    `Schaden ${between(scene.random, 10_000, 9_999_999)}`,
    `Vertrag ${between(scene.random, 100_000, 999_999)}`,
    "",
  ]);
  // Half of them have the amount of somebody's open invoice.
  const amountMinor = scene.random() < 0.5 ? one(scene).openMinor : BigInt(between(scene.random, 1_000, 900_000));
  const isNumbered = scene.random() < 0.2;
  const draft = {
    amountMinor,
    text: isNumbered ? `Vorgang ${one(scene).document.replace(/^[A-Z]+-?/, "")}` : text,
    payer: { name: pick(scene.random, STRANGERS), iban: null },
  };
  return [{ draft, truth: { parts: [], known: [], closes: [], credits: [] } }];
}

/** A debtor pays for something that is not in this ledger. */
function otherBusiness({ debtor, random }: Scene): Made[] {
  const amountMinor = BigInt(between(random, 1_000, 900_000));
  return [
    {
      draft: { amountMinor, text: pick(random, ["Miete Stellplatz", "Kaution", `Los ${between(random, 1, 9_999)}`]) },
      truth: pays(debtor, [], { over: amountMinor }),
    },
  ];
}

/** What such a payer's money means that names nothing: by his own standing rule, the oldest items. */
function isNameless(account: MadeDebtor["account"], made: readonly Made[] | null, scenario: string): boolean {
  if (!account.oldestFirst || made === null) return false;
  if (scenario === "other business" || scenario === "foreign number") return true;
  return made.some(({ draft, truth }) => !draft.payer && !/\d/.test(draft.text) && !draft.reference && !draft.documents && truth.known.length === 0);
}

/** German law puts fees before invoices; of each the oldest goes first. */
function oldestPaid({ debtor, random }: Scene): Made[] {
  const amountMinor = BigInt(between(random, 1_000, 900_000));
  const order = [...debtor.account.items].sort(
    (a, b) => Number(b.isFee) - Number(a.isFee) || (a.due < b.due ? -1 : a.due > b.due ? 1 : a.document < b.document ? -1 : 1),
  );
  let left = amountMinor;
  const money = order.flatMap(({ item, openMinor }) => {
    const part = openMinor < left ? openMinor : left;
    left -= part;
    return part > 0n ? [[item, part] as const] : [];
  });
  return [{ draft: { amountMinor, text: "" }, truth: pays(debtor, money, { over: left }) }];
}

function payerNameOf(random: () => number, name: string): string | null {
  switch (between(random, 0, 11)) {
    case 0:
      return name.toUpperCase();
    case 1:
      return name.replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").toUpperCase();
    case 2:
      return name.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase();
    case 3:
      return name.slice(0, 27);
    case 4:
      return name.slice(0, 35);
    case 5:
      return name.split(" ").length === 2 ? name.split(" ").reverse().join(", ") : name;
    case 6:
      return random() < 0.3 ? null : name;
    case 7:
      return name.replace(/ (GmbH & Co\. KG|GmbH|AG|Ltd|KG|Inc\.)$/, "");
    default:
      return name;
  }
}

/** Transactions with their truth, as many as wanted, without end and without memory. Debtors come in no order; their stories do not repeat. */
export function* cashStream(ledger: CashLedger, count: number): Generator<MadeTransaction> {
  const random = chance(ledger.seed, 99);
  const total = SCENARIOS.reduce((all, [, weight]) => all + weight, 0);
  // A step that shares no factor with the number of debtors visits each of them once a round.
  let step = Math.floor(ledger.debtors * 0.618) | 1;
  while (gcd(step, ledger.debtors) !== 1) step += 2;
  for (let id = 1, story = 0; id <= count; story++) {
    const index = (story * step) % ledger.debtors;
    const debtor = madeDebtor(ledger, index);
    const group = Math.floor(index / 4) * 4;
    const scene: Scene = {
      ledger,
      debtor,
      other: madeDebtor(ledger, between(random, 0, ledger.debtors - 1)),
      siblings: debtor.parent ? [0, 1, 2, 3].filter((place) => group + place < ledger.debtors).map((place) => madeDebtor(ledger, group + place)) : [],
      random,
    };
    let roll = random() * total;
    const drawn = SCENARIOS.find(([, weight]) => (roll -= weight) < 0) ?? SCENARIOS[0]!;
    const drawnStory = drawn[2](scene);
    const isOldest = isNameless(debtor.account, drawnStory, drawn[0]);
    const [scenario, made] = isOldest ? ["oldest first", oldestPaid(scene)] : [drawn[0], drawnStory];
    for (const { draft, truth } of made ?? []) {
      if (id > count) return;
      yield { transaction: transactionOf(id++, draft, scene), truth: { ...truth, scenario } };
    }
  }
}

function transactionOf(id: number, draft: Draft, { debtor, random }: Scene): CashTransaction {
  const payer = draft.payer ?? { name: payerNameOf(random, debtor.account.name), iban: random() < 0.05 ? null : debtor.iban };
  return {
    id,
    booked: random() < 0.5 ? TODAY : addDays(TODAY, -1),
    amountMinor: draft.amountMinor,
    currency: "EUR",
    payerName: payer.name,
    payerIban: payer.iban,
    ultimatePayer: null,
    reference: draft.reference ?? (random() < 0.2 ? `E2E${between(random, 100_000, 99_999_999)}` : null),
    otherReferences: [],
    documents: draft.documents ?? [],
    text: draft.text,
    chargesMinor: draft.chargesMinor ?? 0n,
    declined: [],
  };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
