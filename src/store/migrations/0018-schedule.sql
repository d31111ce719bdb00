-- The daily run of a creditor: one row a day, whichever worker makes it. What a worker has left unfinished, another goes on with.
create table schedule_run (
  creditor text not null references creditor,
  day date not null,
  -- the presence of the worker that is at it
  holder text,
  run_id bigint references proposal_run,
  -- letters that went without a person
  approved integer,
  -- how the contact was told of what is to be done; null: not yet
  digest text,
  -- why there was no run, or no more of it
  note text,
  begun_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (creditor, day)
);
