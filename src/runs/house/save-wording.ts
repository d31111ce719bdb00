import { UserError } from "../../core/user-error.ts";
import type { Day } from "../../core/values/day.ts";
import { readLanguage } from "../../languages/read.ts";
import type { WordingProblem } from "../../letters/check/problem.ts";
import type { Store } from "../../store/database.ts";
import { insertTemplate, lockTemplates, readSavedTemplates } from "../../store/template-store.ts";
import { inTransaction } from "../../store/transaction.ts";
import { refuseBackdating } from "../backdating.ts";
import { checkWording, firmlysText, kindNamed, type WordingName } from "./wording-source.ts";

export interface SaveWordingRequest extends WordingName {
  /** The template or phrases; empty: back to Firmly's own. */
  readonly text: string;
  readonly by: string;
  readonly reason: string;
  readonly asOf: Day;
  readonly backdate?: boolean;
}

export interface SavedWording {
  readonly language: string;
  readonly kind: string;
  readonly version: number;
  /** False: it says what is in force already, so that nothing was saved. */
  readonly isNew: boolean;
  /** What was noticed and did not hinder it. */
  readonly problems: readonly WordingProblem[];
}

/**
 * Saves a creditor's own template or phrases as their next version, once they pass the check.
 * @throws UserError `wording-invalid` naming every problem with its line and column, `reason-missing`, `backdated`
 */
export async function saveWording(store: Store, request: SaveWordingRequest): Promise<SavedWording> {
  const kind = kindNamed(request.kind);
  const language = readLanguage(request.language);
  const reason = request.reason.trim();
  if (reason === "") throw new UserError("reason-missing", 'Say why the words are as they are: --reason "our own thanks, agreed with sales".');
  const text = normal(request.text);
  return inTransaction(store, async (client) => {
    await lockTemplates(client);
    const problems = text === "" ? [] : await checkWording(client, request, text);
    refuseProblems(problems, `${language.code}/${kind}`);
    const newest = (await readSavedTemplates(client, request.creditor, { language: language.code, kind })).at(-1);
    const said = { language: language.code, kind, problems };
    const isSame = newest ? newest.body === text : text === "" || text === normal(firmlysText(language, kind));
    if (isSame) return { ...said, version: newest?.version ?? 0, isNew: false };
    if (newest && request.asOf < newest.knownOn) {
      throw new UserError("backdated", `Version ${newest.version} is known from ${newest.knownOn}: save the next one as of that day or later.`);
    }
    await refuseBackdating(client, request.creditor, request);
    const version = (newest?.version ?? 0) + 1;
    const { creditor, by, asOf } = request;
    await insertTemplate(client, { creditor, language: language.code, kind, version, body: text, reason, by, knownOn: asOf });
    return { ...said, version, isNew: true };
  });
}

function normal(text: string): string {
  const plain = text.replaceAll("\r\n", "\n").trim();
  return plain === "" ? "" : `${plain}\n`;
}

/** @throws UserError `wording-invalid` where something would make wrong letters */
export function refuseProblems(problems: readonly WordingProblem[], name: string): void {
  const errors = problems.filter(({ severity }) => severity === "E");
  if (errors.length === 0) return;
  throw new UserError(
    "wording-invalid",
    `${name} cannot be used; nothing was saved. Mend ${errors.length === 1 ? "this" : "these"} and try again:\n${problemLines(errors)}`,
  );
}

/** "12:4 variable-unknown: This letter has no value ..." */
export function problemLines(problems: readonly WordingProblem[]): string {
  return problems.map(({ line, column, code, message, suggestion }) => `  ${line}:${column} ${code}: ${message} ${suggestion}`).join("\n");
}
