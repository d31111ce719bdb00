-- The two append-only truths (entry, activity), what was decided, approved and delivered, and the settings.
-- Columns marked "derived" cache what follows from the truths; `firmly check` recomputes and compares them.

create table creditor (
  id text primary key,
  name text not null,
  settings jsonb not null default '{}',
  -- Rises with every change that can change a decision; accounts decided under an older one are due again (R26).
  version integer not null default 1,
  -- derived: the version under which all its accounts have been decided or looked at
  decided_version integer,
  -- the procedures on file when the version last rose: others make the accounts due again
  procedures text,
  -- derived: the newest day from which anything of this creditor is known; recording before it asks for --backdate (R1)
  newest_known_on date
);

-- A debtor is one party with all creditors of this installation (R17).
create table debtor (
  id text primary key,
  name text not null,
  type text not null default 'unknown' check (type in ('company', 'sole-trader', 'consumer', 'public', 'unknown')),
  language text,
  country text,
  region text,
  segment text,
  salesperson text,
  contact_name text,
  email text,
  phone text,
  -- { lines: [..], street, postalCode, city, region, country }
  address jsonb
);

create table account (
  id bigint generated always as identity primary key,
  creditor text not null references creditor,
  debtor text not null references debtor,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- derived: the day from which the stored decision may be another; null: only an event changes it
  next_review_on date default '-infinity',
  -- derived: the run that holds the stored decision, its day, and the creditor's version it was decided under
  decided_run bigint,
  decided_on date,
  decided_version integer,
  -- the hash of its newest activity: the head of the chain
  activity_head bytea,
  unique (creditor, debtor, currency)
)
-- A run writes to every account that it decides: room on the page keeps those updates away from the indexes.
with (fillfactor = 45);
create index account_due on account (next_review_on);
create index account_debtor on account (debtor);

create table import (
  id bigint generated always as identity primary key,
  creditor text not null references creditor,
  file text not null,
  hash text not null,
  format text not null,
  mode text not null check (mode in ('movements', 'snapshot')),
  read integer not null,
  new integer not null,
  known integer not null,
  changed integer not null,
  known_on date not null,
  recorded_at timestamptz not null default now()
);

create sequence entry_id;
create table entry (
  -- No foreign key: its check, row by row, would double the time of an import, which makes the accounts in the same
  -- transaction. `firmly check` looks for entries without an account.
  account_id bigint not null,
  id bigint not null default nextval('entry_id'),
  kind text not null check (kind in ('invoice', 'fee', 'credit-memo', 'payment', 'allocation', 'write-off', 'reversal')),
  -- documents: the id of the first version of this document (its own id where it is the first)
  item bigint,
  -- empty for a payment without a number
  document text,
  issue_year smallint,
  instalment smallint,
  version smallint,
  issued date,
  due date,
  amount bigint check (amount >= 0),
  direct_debit boolean,
  -- allocations: where the money comes from (null: a list that just shows less open) and the item it is set against;
  -- reversals: target is the entry taken back
  source bigint,
  target bigint,
  rule text,
  evidence jsonb,
  happened_on date not null,
  known_on date not null,
  import_id bigint,
  primary key (account_id, id)
);
-- A document's key (R21): importing it again finds it.
create unique index entry_document on entry (account_id, document, kind, issue_year, instalment, version) where document <> '';
-- Payments without a number are told apart by their content, and equal ones by their ordinal (instalment) within the file.
create unique index entry_unnumbered on entry (account_id, happened_on, amount, instalment) where document = '' and version = 1;

create sequence activity_id;
create table activity (
  account_id bigint not null references account,
  id bigint not null default nextval('activity_id'),
  kind text not null,
  -- the fields of its kind as JSON text; money as strings of minor units. Text, not jsonb: the hash covers these bytes.
  body text not null,
  recorded_by text,
  happened_on date not null,
  known_on date not null,
  recorded_at timestamptz not null default now(),
  previous bytea,
  hash bytea not null,
  primary key (account_id, id)
);

create table posted_through (
  id bigint generated always as identity primary key,
  creditor text not null references creditor,
  -- null: the ledger as a whole, by an import
  bank_account text,
  through date not null,
  known_on date not null,
  recorded_by text
);
create index posted_through_creditor on posted_through (creditor, known_on);

create table proposal_run (
  id bigint generated always as identity primary key,
  as_of date not null,
  creditor text,
  procedure text,
  decided integer not null default 0,
  recorded_at timestamptz not null default now()
);

-- Written in bulk by a run that has just read these accounts, and disposable: no foreign keys to check a million times.
create table decision (
  account_id bigint not null,
  run_id bigint not null,
  kind text not null,
  step text,
  pay_by date,
  until date,
  task text,
  block text,
  total bigint not null,
  ends text,
  -- the day from which it may be another (R26)
  review_on date,
  -- { items, left, credits, charges, why } as decided; money in minor units
  body text not null,
  primary key (account_id, run_id)
);
create index decision_run on decision (run_id);

create table approval (
  account_id bigint not null references account,
  run_id bigint not null references proposal_run,
  step text not null,
  -- what was approved (R13): [[item, open, step]] and the total
  items text not null,
  total bigint not null,
  state text not null default 'approved' check (state in ('approved', 'left-out', 'superseded', 'withdrawn', 'delivered')),
  reason text,
  recorded_by text,
  known_on date not null,
  recorded_at timestamptz not null default now(),
  primary key (account_id, run_id)
);
create index approval_open on approval (run_id) where state = 'approved';
create index approval_left_out on approval (known_on) where state = 'left-out';

create table letter (
  id text primary key,
  account_id bigint not null references account,
  run_id bigint not null references proposal_run,
  step text not null,
  sent_on date not null,
  delivered_on date not null,
  pay_by date,
  language text not null,
  total bigint not null,
  -- the notice as composed: every value that the letter states
  notice jsonb not null,
  -- never sent after all (each delivery refused or returned) or recalled: its steps may be taken again
  void boolean not null default false
);
create unique index letter_once_a_day on letter (account_id, sent_on) where not void;

create table letter_item (
  account_id bigint not null,
  item bigint not null,
  step text not null,
  generation smallint not null,
  letter_id text not null references letter,
  void boolean not null default false,
  primary key (letter_id, item)
);
create unique index letter_item_once on letter_item (account_id, item, step, generation) where not void;

-- The exact bytes of what left, by their hash.
create table document (
  hash text primary key,
  media_type text not null,
  bytes bytea not null
);

create table delivery (
  id text primary key,
  letter_id text not null references letter,
  account_id bigint not null references account,
  channel text not null,
  recipient text not null,
  state text not null check (state in ('claimed', 'accepted', 'refused', 'failed', 'uncertain', 'bounced', 'returned')),
  -- [{ name, mediaType, hash }]: what is handed to the channel
  files jsonb not null,
  -- which process holds the claim, and since when: a claim whose process is gone is reconciled
  claimed_by text,
  claimed_at timestamptz,
  attempts integer not null default 0,
  receipt jsonb,
  known_on date not null,
  unique (letter_id, channel, recipient)
);
create index delivery_open on delivery (state) where state in ('claimed', 'failed', 'uncertain');
create index delivery_letter on delivery (letter_id);
-- Which file names are taken in an outbox folder.
create index delivery_outbox_file on delivery (recipient, lower(files -> 0 ->> 'name')) where channel = 'outbox';
create index letter_account on letter (account_id);
