import type { Language } from "../core/letter/language.ts";
import type { Block, Letter } from "../core/letter/letter.ts";
import { elementValue, isOfPlan, type Notice } from "../core/letter/notice.ts";
import { accountBlocks, paymentBlocks } from "./account-table.ts";
import { frameOf } from "./frame.ts";
import { renderHtml } from "./html.ts";
import { readBlocks, readLine, textOf } from "./markdown.ts";
import { PLACE, templateScope } from "./scope.ts";
import { renderText } from "./text.ts";
import { type Wording, wordingOf } from "./wording.ts";

/**
 * Renders a notice in a language: pure, the same notice gives the same letter. Every value is escaped on its way through
 * Liquid and Markdown. Throws only for a broken template, never for a value.
 */
export function compose(notice: Notice, language: Language): Letter {
  const wording = wordingOf(language, notice.debtor.country);
  const template = isOfPlan(notice) ? language.instalments[notice.step] : language.letters[notice.step];
  const scope = templateScope(notice, wording);
  const places = new Map<string, readonly Block[]>([
    [PLACE.account.markdown, accountBlocks(notice, wording)],
    [PLACE.payment.markdown, paymentBlocks(notice, wording)],
    [PLACE.closing.markdown, [closingBlock(notice, wording)]],
  ]);
  const blocks = readBlocks(wording.render(template.body, scope), places);
  const subjectRuns = readLine(wording.render(template.subject, scope));
  const { step } = notice;
  return {
    step,
    locale: wording.locale,
    subject: textOf(subjectRuns),
    subjectRuns,
    blocks,
    frame: frameOf(notice, wording),
    text: renderText(blocks),
    html: renderHtml(blocks),
  };
}

function closingBlock(notice: Notice, wording: Wording): Block {
  const contact = elementValue(notice, "contact-details");
  return {
    kind: "closing",
    lines: [
      [{ text: wording.label("closing"), says: ["sign-off"] }],
      ...(contact ? [[{ text: contact.name, fact: "name" as const }]] : []),
      [{ text: notice.creditor.name, fact: "name" }],
    ],
  };
}
