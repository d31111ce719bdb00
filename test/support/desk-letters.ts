import type { Day } from "../../src/core/values/day.ts";
import { changedText } from "../../src/procedures/file.ts";
import { procedureText } from "../../src/procedures/read.ts";
import { presentProposal, propose } from "../../src/runs/proposal-run.ts";
import { saveProcedure } from "../../src/runs/save-procedure.ts";
import type { Store } from "../../src/store/database.ts";

/** What these sentences need of the desk. */
interface LetterDesk {
  readonly store: Store;
  readonly day: Day;
  readonly seen: string[];
}

type Do = (words: RegExpExecArray, desk: LetterDesk) => Promise<void>;

/** What stands in the letters of the day, who was told of them, and the procedure that they follow. */
export const LETTER_SENTENCES: readonly (readonly [RegExp, Do])[] = [
  [/^the letters are read$/, (_, d) => readLetters(d)],
  [/^who was told$/, (_, d) => whoWas(d, "told", "tell")],
  [/^who was asked$/, (_, d) => whoWas(d, "asked", "ask")],
  [/^(\S+) is looked after by (\S+)$/, async (w, d) => void (await d.store.pool.query("update debtor set salesperson = $2 where id = $1", [w[1], w[2]]))],
  [/^the procedure is saved with (\S+) = (\S+)$/, (w, d) => saveChanged(d, w[1]!, w[2]!)],
  [/^propose under (\S+)$/, (w, d) => proposeUnder(d, w[1]!)],
];

interface ReadLetter {
  readonly debtor: string;
  readonly language: string;
  readonly procedure: string;
  readonly iban: string | null;
  readonly items: { readonly document: string; readonly overdueDays: number }[];
}

async function readLetters({ store, day, seen }: LetterDesk): Promise<void> {
  const { rows } = await store.pool.query<ReadLetter>(
    `select debtor, language, procedure, notice #>> '{elements,payment-options,value,transfer,iban}' as iban, notice -> 'items' as items
       from letter l join account a on a.id = l.account_id where sent_on = $1 and answers is null`,
    [day],
  );
  for (const { debtor, language, procedure, iban, items } of rows) {
    const words = [`in ${language}`, `under ${procedure}`, iban ? `to pay into ${iban}` : "no bank account"];
    words.push(...items.map(({ document, overdueDays }) => `${document} is ${overdueDays} days late`));
    seen.push(...words.flatMap((each) => [each, `${debtor}: ${each}`]));
  }
}

async function whoWas({ store, seen }: LetterDesk, did: "told" | "asked", verb: string): Promise<void> {
  const { rows } = await store.pool.query<{ to: string; how: string }>(
    `select body::jsonb ->> 'to' as "to", body::jsonb ->> 'how' as how from activity where kind = $1 order by id`,
    [did === "told" ? "told" : "sales-asked"],
  );
  seen.push(...rows.map(({ to, how }) => (how === "not-possible" ? `nobody could ${verb} ${to}` : `${did} ${to}`)), `${rows.length} ${did}`);
}

async function saveChanged({ store, day, seen }: LetterDesk, path: string, value: string): Promise<void> {
  const text = changedText(procedureText("standard"), "standard", [{ path, value }]);
  const { version } = await saveProcedure(store, { name: "story", text, by: "Ann", reason: "for the story", asOf: day });
  seen.push(`version ${version}`);
}

/** On trial: what it would do. */
async function proposeUnder({ store, day, seen }: LetterDesk, procedure: string): Promise<void> {
  const { run } = await propose(store, { asOf: day, procedure });
  const { decisions } = await presentProposal(store, run);
  seen.push(
    run,
    ...decisions.map(({ kind, step, until, items }) =>
      kind === "dun" ? `${step} for ${items.map(({ document }) => document).join(", ")}` : kind === "wait" ? `wait until ${until}` : kind,
    ),
  );
}
