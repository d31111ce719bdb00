-- What a channel answered about a delivery, and what was heard of it later, in full. The log holds the seal of each row: SHA-256 over
-- salt and content. A content that was erased leaves its seal, and the log stays whole.
create table delivery_receipt (
  delivery_id text not null references delivery,
  number integer not null,
  account_id bigint not null references account,
  outcome text not null,
  provider_id text,
  -- JSON text: recipient, answer.
  content text,
  salt bytea not null,
  seal bytea not null,
  recorded_at timestamptz not null default now(),
  primary key (delivery_id, number)
);
create index delivery_receipt_account on delivery_receipt (account_id);
create index delivery_receipt_provider on delivery_receipt (provider_id) where provider_id is not null;
