import type { RuleTable } from "./check-rules.ts";

/** What letters, their deliveries and the logs must say of each other. The unique constraints are asked again: an index can be dropped, or damaged. */
export const LETTER_RULES: RuleTable = {
  "letter-unrecorded": {
    message: "was accepted by a channel, but its account's log does not know it",
    sql: `select l.id as what, 'A' || l.account_id as detail from letter l where exists (select from delivery v where v.letter_id = l.id and v.state in ('accepted', 'bounced', 'returned'))
          and not exists (select from activity t where t.account_id = l.account_id and t.kind = case when l.answers is null then 'letter' else 'answer' end and t.body::jsonb ->> 'letter' = l.id)`,
  },
  "letter-missing": {
    message: "stands in the log, but the letter itself is gone",
    sql: `select t.body::jsonb ->> 'letter' as what, 'A' || t.account_id as detail from activity t where t.kind in ('letter', 'answer')
          and not exists (select from letter l where l.id = t.body::jsonb ->> 'letter' and l.account_id = t.account_id)`,
  },
  "letter-recorded-twice": {
    message: "stands more than once in its account's log",
    sql: `select body::jsonb ->> 'letter' as what, 'A' || min(account_id) as detail from activity where kind in ('letter', 'answer') group by 1 having count(*) > 1`,
  },
  "letter-without-delivery": {
    message: "stands in the log, but no channel has accepted it",
    sql: `select t.body::jsonb ->> 'letter' as what, 'A' || t.account_id as detail from activity t where t.kind in ('letter', 'answer')
          and not exists (select from delivery v where v.letter_id = t.body::jsonb ->> 'letter' and v.account_id = t.account_id and v.state in ('accepted', 'bounced', 'returned'))`,
  },
  "letter-items-differ": {
    message: "names other items, steps or days than the log says",
    sql: `select l.id as what, 'A' || l.account_id as detail from activity t join letter l on l.id = t.body::jsonb ->> 'letter' where t.kind = 'letter'
          and ((select coalesce(jsonb_agg(jsonb_build_array(i.item, i.step, i.generation) order by i.item), '[]') from letter_item i where i.letter_id = l.id)
            <> (select coalesce(jsonb_agg(jsonb_build_array((e ->> 'item')::bigint, e ->> 'step', (e ->> 'generation')::int) order by (e ->> 'item')::bigint), '[]') from jsonb_array_elements(t.body::jsonb -> 'items') e)
            or t.body::jsonb ->> 'step' <> l.step or (t.body::jsonb ->> 'sentOn')::date <> l.sent_on
            or (t.body::jsonb ->> 'deliveredOn')::date <> l.delivered_on or (t.body::jsonb ->> 'payBy')::date is distinct from l.pay_by)`,
  },
  "letter-item-differs": {
    message: "counts otherwise than its letter does",
    sql: `select l.id as what, 'item ' || i.item || ', A' || l.account_id as detail from letter l join letter_item i on i.letter_id = l.id where i.void <> l.void or i.account_id <> l.account_id`,
  },
  "letter-total-differs": {
    message: "states another total than is recorded of it",
    sql: `select id as what, total::text as detail from letter where notice ->> 'totalMinor' is distinct from total::text`,
  },
  "item-doubled": {
    message: "was taken to the same step twice in one generation",
    sql: `select 'item ' || item as what, step || ', A' || account_id as detail from letter_item where not void group by account_id, item, step, generation having count(*) > 1`,
  },
  "letter-doubled": {
    message: "has more than one letter of one day",
    sql: `select 'A' || account_id as what, sent_on::text as detail from letter where not void and answers is null group by account_id, sent_on having count(*) > 1`,
  },
  "answer-doubled": {
    message: "was answered in writing more than once",
    sql: `select 'activity ' || answers as what, 'A' || account_id as detail from letter where not void and answers is not null group by account_id, answers having count(*) > 1`,
  },
  "answer-differs": {
    message: "answers something else than the log says",
    sql: `select l.id as what, 'A' || l.account_id as detail from letter l left join activity t on t.account_id = l.account_id and t.kind = 'answer' and t.body::jsonb ->> 'letter' = l.id
          where l.answers is not null and (exists (select from letter_item i where i.letter_id = l.id)
            or not exists (select from activity o where o.account_id = l.account_id and o.id = l.answers
                and o.kind = case l.step when 'confirm-promise' then 'promise' when 'confirm-plan' then 'plan' when 'confirm-dispute' then 'dispute' when 'correction' then 'recall' end)
            or (t.id is not null and (t.body::jsonb ->> 'of')::bigint <> l.answers))`,
  },
  "letter-corrected-twice": {
    message: "was corrected more than once",
    sql: `select o.body::jsonb ->> 'letter' as what, 'A' || l.account_id as detail from letter l join activity o on o.account_id = l.account_id and o.id = l.answers and o.kind = 'recall'
          where not l.void group by l.account_id, o.body::jsonb ->> 'letter' having count(*) > 1`,
  },
  "recalled-but-standing": {
    message: "was recalled, but still counts as sent",
    sql: `select l.id as what, 'A' || l.account_id as detail from letter l join activity t on t.account_id = l.account_id and t.kind = 'recall' and t.body::jsonb ->> 'letter' = l.id where not l.void`,
  },
  "void-but-sent": {
    message: "counts as never sent, but a channel has accepted it and nobody has recalled it",
    sql: `select l.id as what, 'A' || l.account_id as detail from letter l where l.void and exists (select from delivery v where v.letter_id = l.id and v.state = 'accepted')
          and not exists (select from activity t where t.account_id = l.account_id and t.kind = 'recall' and t.body::jsonb ->> 'letter' = l.id)`,
  },
  "letter-undelivered": {
    message: "has no delivery at all",
    sql: `select l.id as what, 'A' || l.account_id as detail from letter l where not exists (select from delivery v where v.letter_id = l.id)`,
  },
};
