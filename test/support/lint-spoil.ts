import { REQUIRED, type ElementId } from "../../src/core/letter/elements.ts";
import type { Block, Letter, Run } from "../../src/core/letter/letter.ts";
import { findAmounts } from "../../src/core/letter/lint/amounts.ts";
import { findDates, type FoundDate } from "../../src/core/letter/lint/dates.ts";
import type { CheckId } from "../../src/core/letter/lint/finding.ts";
import type { LintFacts } from "../../src/core/letter/lint/lint-facts.ts";
import type { PdfFacts } from "../../src/core/letter/lint/page-check.ts";
import type { Language } from "../../src/core/letter/language.ts";
import type { Notice } from "../../src/core/letter/notice.ts";
import type { Defects, Spoiler } from "./lint-defects.ts";

/** A letter of ours, ready to be spoiled. */
export interface Ground {
  readonly letter: Letter;
  readonly notice: Notice;
  readonly facts: LintFacts;
}

/** A letter with one thing wrong. `at`: the finding stands there (an offset of the text); null: it is about the whole. */
export interface Spoiled {
  readonly check: CheckId;
  readonly name: string;
  readonly text: string;
  readonly step: Notice["step"];
  readonly facts: Partial<LintFacts>;
  readonly at: number | null;
  readonly pdf?: PdfFacts;
  /** As one of ours, without what it is bound to, where that is what is spoiled. */
  readonly letter?: Letter;
  readonly notice?: Notice;
}

export interface Spoiling {
  readonly language: Language;
  readonly defects: Defects;
  readonly others: readonly Defects[];
  /** "second-full" */
  readonly of: (name: string) => Ground;
}

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const WINDOW = { left: 20, top: 45, right: 105, bottom: 90 };
const PDF: PdfFacts = { pages: 1, address: null, pagesNumbered: true, fontsMissing: [], links: [] };

/** Every defect of the table, in this language's own letters. */
export function spoil(world: Spoiling): Spoiled[] {
  return [...spoilElements(world), ...spoilText(world), ...spoilDays(world), ...spoilFigures(world), ...spoilWords(world), ...spoilSurroundings(world)];
}

function whole(ground: Ground, check: CheckId, name: string, over: Partial<Spoiled> = {}): Spoiled {
  return { check, name, text: ground.letter.text, step: ground.notice.step, facts: ground.facts, at: null, ...over };
}

/** The sentence as a paragraph of its own, before the closing. */
function withSentence(ground: Ground, check: CheckId, name: string, { text: sentence, at }: Spoiler, over: Partial<Spoiled> = {}): Spoiled {
  const cut = ground.letter.text.lastIndexOf("\n\n");
  const text = `${ground.letter.text.slice(0, cut)}\n\n${sentence}${ground.letter.text.slice(cut)}`;
  const offset = text.indexOf(sentence) + sentence.indexOf(at);
  if (!sentence.includes(at)) throw new Error(`"${at}" is not in "${sentence}"`);
  return whole(ground, check, name, { text, at: offset, ...over });
}

function replaced(ground: Ground, check: CheckId, name: string, place: { index: number; text: string }, by: string, over: Partial<Spoiled> = {}): Spoiled {
  const { text } = ground.letter;
  return whole(ground, check, name, { text: text.slice(0, place.index) + by + text.slice(place.index + place.text.length), at: place.index, ...over });
}

function spoilElements({ of }: Spoiling): Spoiled[] {
  return (["reminder", "past-due", "first", "second", "third", "final"] as const).flatMap((step) => {
    const ground = of(`${step}-full`);
    const bound = (element: ElementId, check: CheckId): Spoiled =>
      whole(ground, check, `${step}: no ${element}`, {
        letter: { ...ground.letter, blocks: ground.letter.blocks.map((block) => unsaid(block, element)) },
        notice: ground.notice,
      });
    return [...REQUIRED[step].map((element) => bound(element, "L01")), ...(step === "final" ? [] : [bound("already-paid", "L21")])];
  });
}

/** The block without the pieces that say the element. */
function unsaid(block: Block, element: ElementId): Block {
  const kept = (runs: readonly Run[]): Run[] => runs.filter((run) => !run.says?.includes(element));
  if (block.kind === "paragraph" || block.kind === "heading") return { ...block, runs: kept(block.runs) };
  if (block.kind === "list") return { ...block, items: block.items.map(kept) };
  if (block.kind === "table") return { ...block, rows: block.rows.map((row) => ({ ...row, cells: row.cells.map(kept) })) };
  if (block.kind === "payment") return { ...block, rows: block.rows.map((row) => ({ ...row, value: kept(row.value) })) };
  return { ...block, lines: block.lines.map(kept) };
}

function spoilText({ of, language, defects, others }: Spoiling): Spoiled[] {
  const second = of("second-full");
  const [amount] = findAmounts(second.letter.text, second.notice.currency);
  const prose = second.letter.text.split("\n\n").find((part) => part.length > 90 && !part.includes("  "))!;
  const word = /(?<![\p{L}-])\p{Ll}{5,}(?![\p{L}-])/u.exec(prose)!;
  const place = { index: second.letter.text.indexOf(prose) + word.index, text: word[0] };
  return [
    ...["{{ total }}", "[Total]", "NaN", "XXX"].map((debris) => replaced(second, "L02", `debris ${debris}`, amount!, debris)),
    ...defects.blanks.map((each) => withSentence(second, "L02", "blank place", each)),
    whole(second, "L15", "too long", { text: second.letter.text.replace(prose, Array(12).fill(prose).join("\n\n")) }),
    replaced(second, "L16", "capitals", place, place.text.toUpperCase()),
    withSentence(second, "L16", "exclamation marks", { text: `${defects.plain.slice(0, -1)}!!`, at: "!!" }),
    ...(language.code === "id"
      ? []
      : [whole(second, "L17", "hard to read", { text: second.letter.text.replace(prose, Array(6).fill(defects.hard).join(" ")) })]),
    ...others.slice(0, 2).map((other) => withSentence(second, "L20", "another language in between", { text: other.plain, at: other.plain })),
    ...(others[0] ? [whole(second, "L20", "another language", { text: Array(3).fill(others[0].plain).join("\n\n") })] : []),
    ...defects.familiar.map((each) => withSentence(second, "L20", "familiar address", each)),
  ];
}

function spoilDays({ of, language }: Spoiling): Spoiled[] {
  const second = of("second-plain");
  const { payBy } = second.facts;
  const dates = findDates(second.letter.text, language.code);
  const payByDate = dates.find(({ day, weekday }) => day === payBy && weekday !== null)!;
  const contact = dates.find(({ day }) => second.facts.contacts!.some((each) => each.day === day))!;
  const days = Number(payBy!.slice(8));
  const changed = (date: FoundDate, from: RegExp, to: string): string => {
    const text = date.text.replace(from, to);
    if (text === date.text) throw new Error(`${from} is not in "${date.text}"`);
    return text;
  };
  const number = new RegExp(`(?<!\\d)0?${days}(?!\\d)`);
  const paragraph = second.letter.text
    .split("\n\n")
    .find((part) => part.includes(payByDate.text.slice(-12)) && part.replace(/\s/g, "").includes(payByDate.text.replace(/\s/g, "")))!;
  const twice = changed({ ...payByDate }, number, String(days + 7));
  const again = `${paragraph}\n\n${paragraph.replace(payByDate.text, twice)}`;
  const text = second.letter.text.replace(paragraph, again);
  const isMoved = again.includes(twice);
  return [
    replaced(second, "L03", "weekday does not fit", payByDate, changed(payByDate, number, String(days + 1))),
    replaced(
      second,
      "L03",
      "no such day",
      payByDate,
      changed(payByDate, number, "31").replace(/diciembre|dicembre|décembre|Dezember|Desember|December/i, (month) => NOVEMBER[month.toLowerCase()]!),
    ),
    replaced(second, "L03", "long past", payByDate, changed(payByDate, /2026/, "2015")),
    whole(second, "L03", "not the day that was decided", { facts: { ...second.facts, payBy: "2026-12-08" }, at: payByDate.index }),
    whole(second, "L03", "too soon", { facts: { ...second.facts, deliveredOn: "2026-12-01" }, at: payByDate.index }),
    replaced(second, "L11", "contact in the future", contact, changed(contact, /2026/, "2027")),
    whole(second, "L11", "contact that nobody logged", {
      facts: { ...second.facts, contacts: second.facts.contacts!.filter(({ day }) => day !== contact.day) },
      at: contact.index,
    }),
    ...(isMoved ? [whole(second, "L12", "two days to pay by", { text, at: text.lastIndexOf(twice) })] : []),
  ];
}

const NOVEMBER: Readonly<Record<string, string>> = {
  diciembre: "noviembre",
  dicembre: "novembre",
  décembre: "novembre",
  dezember: "November",
  desember: "November",
  december: "November",
};

function spoilFigures({ of, defects }: Spoiling): Spoiled[] {
  const first = of("first-full");
  const charged = of("second-charges");
  const [amount] = findAmounts(first.letter.text, first.notice.currency);
  const rate = /11[.,]75/.exec(charged.letter.text);
  const iban = /[A-Z]{2}\d{2}(?= [A-Z0-9]{4} )/.exec(first.letter.text);
  const days = /\d+/.exec(String(first.facts.items[0]!.overdueDays))![0];
  const text = first.letter.text.replaceAll("INV-4701", "INV-9999");
  const emailGone = first.letter.text.replace(EMAIL, "");
  return [
    replaced(first, "L05", "another amount", amount!, amount!.text.replace(/\d/, "9")),
    whole(first, "L06", `other days than ${days}`, {
      facts: { ...first.facts, items: first.facts.items.map((item) => ({ ...item, overdueDays: item.overdueDays + 1 })) },
      at: -1,
    }),
    ...(rate ? [whole(charged, "L07", "interest without its rate", { text: charged.letter.text.replaceAll(rate[0], ""), at: -1 })] : []),
    whole(charged, "L07", "interest where the law has none", {
      facts: { ...charged.facts, lawful: { interest: false, "lump-sum": null, fee: null, source: "the law" } },
      at: -1,
    }),
    whole(charged, "L07", "a lump sum where the law has none", {
      facts: { ...charged.facts, lawful: { interest: null, "lump-sum": false, fee: null, source: "the law" } },
    }),
    withSentence(
      first,
      "L07",
      "interest asked for in words",
      { text: defects.interest.text.replace("{amount}", amount!.text), at: defects.interest.at },
      { facts: {} },
    ),
    whole(first, "L08", "asks for what is in dispute", { text, facts: { ...first.facts, leftOut: [{ document: "INV-9999", why: "in dispute" }] }, at: -1 }),
    ...(iban ? [replaced(first, "L13", "wrong check digits", { index: iban.index, text: iban[0] }, `${iban[0].slice(0, 2)}00`)] : []),
    whole(first, "L13", "no e-mail address", { text: emailGone }),
  ];
}

function spoilWords({ of, defects }: Spoiling): Spoiled[] {
  const [first, second, final] = [of("first-full"), of("second-full"), of("final-full")];
  return [
    ...defects.vague.map((each) => withSentence(second, "L04", "vague deadline", each)),
    ...defects.threats.map((each) => withSentence(second, "L09", "threat", each)),
    ...defects.early.map((each) => withSentence(first, "L09", "consequence too early", each)),
    withSentence(second, "L18", "last word too early", defects.last),
    withSentence(final, "L18", "negotiates when it is over", defects.negotiation),
    ...defects.reproaches.map((each) => withSentence(second, "L19", "reproach", each)),
    ...defects.disclosures.map((each) => withSentence(second, "L19", "disclosure", each)),
    whole(second, "L19", "debt shows on the envelope", { facts: { ...second.facts, envelope: { lines: [defects.envelope], names: [] } } }),
  ];
}

function spoilSurroundings({ of }: Spoiling): Spoiled[] {
  const [first, third, reminder] = [of("first-full"), of("third-full"), of("reminder-plain")];
  const line = (top: number) => ({ text: "Town", left: 25, top, right: 60, bottom: top + 4 });
  const page = (name: string, pdf: Partial<PdfFacts>): Spoiled => whole(first, "L22", name, { pdf: { ...PDF, ...pdf } });
  const sending = { closed: null, quietUntil: null, sameTextOn: null, leastGapDays: 3 };
  const sent = (name: string, over: Partial<NonNullable<LintFacts["sending"]>>): Spoiled =>
    whole(first, "L23", name, { facts: { ...first.facts, sending: { ...sending, ...over } } });
  return [
    whole(third, "L09", "consequence that is not enabled", { facts: { ...third.facts, enabled: new Set() }, at: -1 }),
    whole(third, "L10", "credit report where none is allowed", { facts: { ...third.facts, creditReport: { allowed: false, reason: "too early" } }, at: -1 }),
    whole(first, "L14", "company details left out", { facts: { ...first.facts, company: { ...first.facts.company!, lines: ["www.example.org"] } } }),
    page("address below the window", { address: { lines: [line(88.5)], visible: WINDOW } }),
    page("pages without numbers", { pages: 2, pagesNumbered: false }),
    page("font left out", { fontsMissing: ["Arial"] }),
    sent("same text again", { sameTextOn: "2026-11-22" }),
    sent("at night", { quietUntil: "08:00" }),
    sent("closed channel", { closed: { channel: "email", why: "it bounced" } }),
    whole(reminder, "L24", "consumer not told of 30 days", { facts: { ...reminder.facts, thirtyDayNotice: true } }),
  ];
}
