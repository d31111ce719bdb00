import type { AnswerNotice, AnyNotice } from "../core/letter/answer.ts";
import type { Language, LetterTemplate } from "../core/letter/language.ts";
import type { Block, Letter } from "../core/letter/letter.ts";
import { type Letterhead, PLAIN_LETTERHEAD } from "../core/letter/letterhead.ts";
import { cleanText, elementValue, isOfPlan, type Notice } from "../core/letter/notice.ts";
import type { StatementNotice } from "../core/letter/statement.ts";
import { accountBlocks } from "./account-table.ts";
import { answerScope, payableOf, planBlocks } from "./answer-scope.ts";
import { frameOf } from "./frame.ts";
import { renderHtml } from "./html.ts";
import { readBlocks, readLine, textOf } from "./markdown.ts";
import { accountBlock, paymentBlocks } from "./payment-block.ts";
import { PLACE, templateScope } from "./scope.ts";
import { statementBlocks, statementScope } from "./statement-table.ts";
import { renderText } from "./text.ts";
import { type Wording, wordingOf } from "./wording.ts";

/**
 * Renders a notice in a language: pure, the same notice gives the same letter. Every value is escaped on its way through
 * Liquid and Markdown. Throws only for a broken template, never for a value.
 */
export function compose(notice: Notice, language: Language, letterhead: Letterhead = PLAIN_LETTERHEAD): Letter {
  const wording = wordingOf(language, notice.debtor.country);
  const places = { account: accountBlocks(notice, wording), payment: paymentBlocks(notice, wording) };
  const template = isOfPlan(notice) ? language.instalments[notice.step] : language.letters[notice.step];
  return assemble(notice, template, wording, letterhead, templateScope(notice, wording), places);
}

/** Renders an answer, in the same way. */
export function composeAnswer(notice: AnswerNotice, language: Language, letterhead: Letterhead = PLAIN_LETTERHEAD): Letter {
  const wording = wordingOf(language, notice.debtor.country);
  const payable = payableOf(notice.answer);
  const places = { plan: planBlocks(notice, wording), payment: payable === null ? [] : paymentBlocks(notice, wording, payable) };
  return assemble(notice, language.letters[notice.step], wording, letterhead, answerScope(notice, wording), places);
}

/** Renders a statement of account, in the same way. */
export function composeStatement(notice: StatementNotice, language: Language, letterhead: Letterhead = PLAIN_LETTERHEAD): Letter {
  const wording = wordingOf(language, notice.debtor.country);
  const places = { account: statementBlocks(notice, wording), payment: notice.totalMinor > 0n ? accountBlock(notice, wording) : [] };
  return assemble(notice, language.statement, wording, letterhead, statementScope(notice, wording), places);
}

/** Whichever it is. */
export function composeAny(notice: AnyNotice, language: Language, letterhead: Letterhead = PLAIN_LETTERHEAD): Letter {
  if (notice.step === "statement") return composeStatement(notice, language, letterhead);
  return "answer" in notice ? composeAnswer(notice, language, letterhead) : compose(notice, language, letterhead);
}

function assemble(
  notice: AnyNotice,
  template: LetterTemplate,
  wording: Wording,
  letterhead: Letterhead,
  scope: Record<string, unknown>,
  blocksOf: Partial<Record<keyof typeof PLACE, readonly Block[]>>,
): Letter {
  const filled = Object.entries({ ...blocksOf, closing: [closingBlock(notice, wording, letterhead)] });
  const places = new Map<string, readonly Block[]>(filled.map(([place, blocks]) => [PLACE[place as keyof typeof PLACE].markdown, blocks]));
  const blocks = readBlocks(wording.render(template.body, scope), places);
  const subjectRuns = readLine(wording.render(template.subject, scope));
  return {
    step: notice.step,
    locale: wording.locale,
    subject: textOf(subjectRuns),
    subjectRuns,
    blocks,
    frame: frameOf(notice, wording, letterhead),
    letterhead,
    text: renderText(blocks, wording.locale),
    html: renderHtml(blocks),
  };
}

/** Who signs: the letterhead's signatory with a title, or the contact. */
function closingBlock(notice: AnyNotice, wording: Wording, { signatory }: Letterhead): Block {
  const contact = elementValue(notice, "contact-details");
  const signs = signatory ? [signatory.name, signatory.title] : [contact?.name];
  return {
    kind: "closing",
    lines: [
      [{ text: wording.label("closing"), says: ["sign-off"] }],
      ...[...signs, notice.creditor.name].flatMap((line) => (line ? [[{ text: cleanText(line), fact: "name" as const }]] : [])),
    ],
  };
}
