-- How many calls were made on a day: what is left of the day's capacity.
create index activity_call on activity (happened_on) where kind = 'call';

-- An older Firmly decided by other rules and gave other reasons: every account is due in the next proposal, and nothing that
-- was decided before counts as decided.
update creditor set version = version + 1;
