-- When a claimed delivery was about to be handed over: a claim without it was left before its channel saw anything of it, and may go out again.
alter table delivery add column handing_over_since timestamptz;
update delivery set handing_over_since = claimed_at where state = 'claimed';
