import type { AnyNotice } from "../../core/letter/answer.ts";
import type { Letter } from "../../core/letter/letter.ts";
import type { Letterhead } from "../../core/letter/letterhead.ts";
import { layHead } from "../../core/letter/notice.ts";
import { type TemplateKind, templateKindOf } from "../../core/letter/template-kind.ts";
import { UserError } from "../../core/user-error.ts";
import type { Day } from "../../core/values/day.ts";
import { readLanguage } from "../../languages/read.ts";
import type { WordingProblem } from "../../letters/check/problem.ts";
import { sampleLetters } from "../../letters/check/sample-letters.ts";
import { composeAny } from "../../letters/compose.ts";
import { renderEmailHtml } from "../../letters/email-shell.ts";
import { type Picture, renderPicture } from "../../letters/pdf.ts";
import type { Store } from "../../store/database.ts";
import { loadCreditor } from "../../store/settings-store.ts";
import { composePreview } from "../preview-run.ts";
import { type House, loadHouse } from "./house.ts";
import { checkWording, kindNamed, languageWith, type WordingName } from "./wording-source.ts";

/** A letter that is only looked at. */
export interface DraftLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly picture: Picture;
}

export interface DraftPreview {
  readonly problems: readonly WordingProblem[];
  /** Null where the text makes no letter yet, or there is none of the kind. */
  readonly letter: DraftLetter | null;
  /** The made-up letters to look at, by name. */
  readonly samples: readonly string[];
}

export interface DraftRequest extends WordingName {
  readonly text: string;
  /** A sample's name; the first where there is no such one. */
  readonly sample: string | null;
  /** A real account instead: "A17". */
  readonly account: string | null;
  readonly asOf: Day;
}

/** What is wrong with a text, and how a letter reads with it. Nothing is stored. */
export async function previewWording(store: Store, request: DraftRequest): Promise<DraftPreview> {
  const kind = kindNamed(request.kind);
  const language = readLanguage(request.language);
  const letterKind = kind === "phrases" ? null : kind;
  const problems = await checkWording(store.pool, request, request.text);
  const samples = sampleLetters(language.code, letterKind);
  const names = samples.map(({ name }) => name);
  const house = await loadHouse(store.pool, request.creditor, null);
  const draft: House = { ...house, dress: (worn) => (worn.code === language.code ? languageWith(house.dress(worn), kind, request.text) : house.dress(worn)) };
  if (request.account) return { problems, samples: names, letter: await realLetter(store, request.account, letterKind, request.asOf, draft) };
  const sample = samples.find(({ name }) => name === request.sample) ?? samples[0];
  if (!sample || !isReadable(problems)) return { problems, letter: null, samples: names };
  const notice = await fromCreditor(store, sample.notice, request.creditor);
  return { problems, letter: await drawn(composeAny(notice, draft.dress(language), house.letterhead), notice), samples: names };
}

/** Letters are made of what can be read; that something is missing in them is seen better than told. */
function isReadable(problems: readonly WordingProblem[]): boolean {
  return problems.every(({ severity, code }) => severity === "W" || /^L\d\d$|-missing$/.test(code));
}

async function realLetter(store: Store, account: string, kind: TemplateKind | null, asOf: Day, house: House): Promise<DraftLetter> {
  const made = await composePreview(store, account, asOf, house);
  if (!made) throw new UserError("letter-missing", `No letter would leave for ${account} today: choose another account, or a sample.`);
  const { letter, notice } = made.composed;
  const own = templateKindOf(notice);
  if (kind && own !== kind) throw new UserError("letter-another", `Today's letter for ${account} is another one: ${own}. Choose that one, or another account.`);
  return drawn(letter, notice);
}

/** A made-up letter, from the creditor itself. */
async function fromCreditor(store: Store, notice: AnyNotice, creditor: string): Promise<AnyNotice> {
  const own = await loadCreditor(store, creditor);
  const { creditor: head } = layHead({ ...(notice as never as Parameters<typeof layHead>[0]), creditor: own });
  return { ...notice, creditor: { ...head, country: head.country ?? notice.creditor.country } };
}

async function drawn(letter: Letter, notice: AnyNotice): Promise<DraftLetter> {
  return { subject: letter.subject, text: letter.text, html: renderEmailHtml(letter), picture: await renderPicture(letter, notice) };
}

/** The page of a made-up letter with a letterhead that is only looked at. */
export async function previewLetterhead(store: Store, creditor: string, letterhead: Letterhead): Promise<DraftLetter> {
  const { language: tag } = await loadCreditor(store, creditor);
  const language = readLanguage(tag);
  const [sample] = sampleLetters(language.code, "first");
  const notice = await fromCreditor(store, sample!.notice, creditor);
  const house = await loadHouse(store.pool, creditor, null);
  return drawn(composeAny(notice, house.dress(language), letterhead), notice);
}
