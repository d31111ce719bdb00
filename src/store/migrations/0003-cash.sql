-- What the creditor's bank tells. Statements and transactions are facts from outside and never change; what has become of a
-- transaction follows from the entries that name it and from cash_word.

create table bank_statement (
  id bigint generated always as identity primary key,
  creditor text not null references creditor (id),
  account text not null,
  currency text not null,
  kind text not null check (kind in ('statement', 'report', 'notice')),
  number text,
  opening_on date,
  opening bigint,
  closing_on date,
  closing bigint,
  transactions integer not null,
  import_id bigint not null,
  known_on date not null
);
create index bank_statement_account on bank_statement (creditor, account, currency);

create sequence bank_transaction_id;
create table bank_transaction (
  id bigint primary key default nextval('bank_transaction_id'),
  creditor text not null references creditor (id),
  account text not null,
  currency text not null,
  -- What the same booking is known by in another file; equal ones within a file are told apart by their ordinal.
  key text not null,
  ordinal smallint not null,
  booked date not null,
  value date,
  -- Credits to the account are positive.
  amount bigint not null,
  payer_name text,
  payer_iban text,
  ultimate_payer text,
  reference text,
  text text not null,
  reversal boolean not null,
  -- otherReferences, documents, bankReference, code, returnReason, charges
  detail jsonb not null default '{}',
  -- These two cache what follows from entries and words; `firmly check` compares them.
  state text not null check (state in ('open', 'posted', 'known', 'dismissed', 'other')),
  account_id bigint,
  import_id bigint not null,
  known_on date not null,
  unique (creditor, account, currency, key, ordinal)
);
create index bank_transaction_open on bank_transaction (creditor, id) where state = 'open';
create index bank_transaction_payer on bank_transaction (payer_iban);
create index bank_transaction_account on bank_transaction (account_id) where account_id is not null;

-- What rules and persons have said of transactions beside posting them. Append-only.
create table cash_word (
  id bigint generated always as identity primary key,
  transaction_id bigint not null references bank_transaction (id),
  word text not null check (word in ('known', 'joined', 'declined', 'dismissed', 'reopened')),
  account_id bigint,
  body jsonb not null default '{}',
  recorded_by text,
  known_on date not null,
  recorded_at timestamptz not null default now()
);
create index cash_word_transaction on cash_word (transaction_id);

-- Derived: what the matching proposes for open transactions. One that is overtaken, or whose transaction is done with, is
-- closed and stays, because decisions of earlier days have seen it.
create table cash_proposal (
  id bigint generated always as identity primary key,
  transaction_id bigint not null references bank_transaction (id),
  rank smallint not null,
  account_id bigint not null references account (id),
  amount bigint not null,
  body jsonb not null,
  known_on date not null,
  closed_on date
);
create unique index cash_proposal_open on cash_proposal (transaction_id, rank) where closed_on is null;
create index cash_proposal_account on cash_proposal (account_id);

-- Accounts that the debtor pays from, as its master data tell them.
alter table debtor add column ibans jsonb;

create index entry_transaction on entry ((evidence ->> 'transaction')) where evidence ? 'transaction';
