-- How a person has said that the tables of a creditor are to be read: the next file with the same headings needs no question.

create table mapping (
  creditor text not null references creditor (id),
  -- The headings without case, blanks and punctuation, in their order.
  headings_key text not null,
  mapping jsonb not null,
  confirmed_by text not null,
  confirmed_on date not null,
  recorded_at timestamptz not null default now(),
  primary key (creditor, headings_key)
);

-- What was matched lately is listed, newest first.
create index entry_cash_payment on entry (id) where kind = 'payment' and evidence ? 'transaction';
