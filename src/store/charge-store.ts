import type { ClientBase } from "pg";
import type { InterestSegment } from "../core/claim/interest.ts";
import type { NewCharge } from "../core/process/made-charge.ts";
import type { Day } from "../core/values/day.ts";
import { jsonText } from "../core/values/json-text.ts";

type Queryable = Pick<ClientBase, "query">;

/** A segment of a calculation as it is stored: bigint as text. */
type StoredSegment = Omit<InterestSegment, "principalMinor" | "amountMinor"> & { readonly principalMinor: string; readonly amountMinor: string };
type StoredCharge = Omit<NewCharge, "amountMinor" | "calculation"> & { readonly amountMinor: string; readonly calculation: readonly StoredSegment[] };

/** Charges as JSON; null where there are none. */
export function storedCharges(charges: readonly NewCharge[]): string | null {
  return charges.length === 0 ? null : jsonText(charges);
}

export function readStoredCharges(json: string | null): NewCharge[] {
  if (json === null) return [];
  return (JSON.parse(json) as StoredCharge[]).map((charge) => ({
    ...charge,
    amountMinor: BigInt(charge.amountMinor),
    calculation: readSegments(charge.calculation),
  }));
}

function readSegments(stored: readonly StoredSegment[]): InterestSegment[] {
  return stored.map((segment) => ({ ...segment, principalMinor: BigInt(segment.principalMinor), amountMinor: BigInt(segment.amountMinor) }));
}

/**
 * Books what a letter charges, in the transaction that records it as sent, with the account locked. What stands already is
 * not booked again: the unique index is the last fence, and `firmly check` tells of a charge that a letter states and the book lacks.
 */
export async function bookCharges(
  client: Queryable,
  letter: { readonly id: string; readonly account: number; readonly sentOn: Day; readonly payBy: Day | null; readonly charges: readonly NewCharge[] },
  knownOn: Day,
): Promise<void> {
  if (letter.charges.length === 0) return;
  await client.query(
    `with made as (
       select nextval('entry_id') as id, c ->> 'number' as number, (c ->> 'amountMinor')::bigint as amount, c -> 'calculation' as calculation,
         jsonb_build_object('kind', c ->> 'kind', 'item', (c ->> 'item')::bigint, 'letter', $2::text, 'from', c ->> 'from', 'to', c ->> 'to', 'generation', (
           select count(*) from entry e join entry r on r.account_id = e.account_id and r.kind = 'reversal' and r.target = e.id
           where e.account_id = $1 and e.charge is not null and e.charge ->> 'item' = c ->> 'item' and e.charge ->> 'kind' = c ->> 'kind')) as charge
       from jsonb_array_elements($3::jsonb) with ordinality as t (c, place) order by place)
     insert into entry (account_id, id, kind, item, document, issue_year, instalment, version, issued, due, amount, rule, evidence, charge, happened_on, known_on)
     select $1, id, 'fee', id, number, extract(year from $4::date), 1, 1, $4::date, coalesce($5::date, $4::date), amount, 'letter',
       jsonb_build_object('calculation', calculation), charge, $4::date, $6::date from made
     on conflict do nothing`,
    [letter.account, letter.id, storedCharges(letter.charges), letter.sentOn, letter.payBy, knownOn],
  );
}

/**
 * Takes back what letters have charged, in the transaction that recalls them, with their accounts locked: the charges are gone, and
 * money that was set against them is a credit again.
 * @returns how many charges that were, by letter; one that had none is absent
 */
export async function takeBackCharges(
  client: Queryable,
  letters: readonly { readonly id: string; readonly account: number }[],
  asOf: Day,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ letter: string; charges: number }>(
    `with charged as (
       select e.account_id, e.id, of.letter from unnest($1::bigint[], $2::text[]) as of(account, letter)
       join entry e on e.account_id = of.account and e.charge is not null and e.charge ->> 'letter' = of.letter
       where not exists (select from entry r where r.account_id = e.account_id and r.kind = 'reversal' and r.target = e.id)
     ), taken_back as (
       insert into entry (account_id, kind, target, rule, happened_on, known_on)
       select account_id, 'reversal', id, 'letter-recalled', $3::date, $3::date from charged order by account_id, id
     )
     select letter, count(*)::int as charges from charged group by letter`,
    [letters.map(({ account }) => account), letters.map(({ id }) => id), asOf],
  );
  return new Map(rows.map(({ letter, charges }) => [letter, charges]));
}

/** Gives up what is open of a charge, in the transaction that records the waiver, with the account locked. */
export async function bookWaiver(
  client: Queryable,
  waiver: { readonly account: number; readonly charge: number; readonly amountMinor: bigint; readonly reason: string; readonly by: string | null },
  asOf: Day,
): Promise<void> {
  const { account, charge, amountMinor, reason, by } = waiver;
  await client.query(
    `insert into entry (account_id, kind, target, amount, rule, evidence, happened_on, known_on)
     values ($1, 'write-off', $2, $3, 'waived', jsonb_build_object('reason', $4::text, 'by', $5::text), $6, $6)`,
    [account, charge, amountMinor, reason, by, asOf],
  );
}

/** How the charges of an account were worked out, by their item. */
export async function readCalculations(client: Queryable, account: number): Promise<Map<number, InterestSegment[]>> {
  const { rows } = await client.query<{ item: number; calculation: StoredSegment[] }>(
    `select item::float8 as item, evidence -> 'calculation' as calculation from entry where account_id = $1 and charge is not null`,
    [account],
  );
  return new Map(rows.map(({ item, calculation }) => [item, readSegments(calculation)]));
}
