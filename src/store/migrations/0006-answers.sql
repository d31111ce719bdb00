-- Letters that answer the debtor and demand nothing: a promise, plan or dispute confirmed in writing, the correction of a
-- letter that was recalled. They belong to no run and take no item to a step, so neither the day nor the items limit them.

alter table letter alter column run_id drop not null;
-- The activity that it answers; null: a letter of the procedure, which a run has decided.
alter table letter add column answers bigint;
alter table letter add constraint letter_of_run_or_answer check ((run_id is null) = (answers is not null));

drop index letter_once_a_day;
create unique index letter_once_a_day on letter (account_id, sent_on) where not void and answers is null;
create unique index letter_answers_once on letter (account_id, answers) where not void and answers is not null;
create index letter_run on letter (run_id) where not void;

-- What may have to be answered in writing.
create index activity_answerable on activity (account_id, id) where kind in ('promise', 'plan', 'dispute', 'recall');
