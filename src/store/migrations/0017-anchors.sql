-- The heads of the accounts' logs at one moment, each anchor sealing the one before it: a log whose end was cut off no longer holds what was
-- anchored. Only logs that have grown since are listed again. Copies are kept elsewhere (firmly verify --anchors).
create table anchor (
  number integer primary key check (number > 0),
  made_on date not null,
  heads integer not null,
  -- SHA-256 over the digest before, the day and the heads in the order of their accounts.
  digest bytea not null,
  -- Ed25519 over the digest.
  signature bytea not null,
  recorded_at timestamptz not null default now()
);
create table anchor_head (
  account_id bigint not null references account,
  anchor integer not null references anchor,
  activity bigint not null,
  hash bytea not null,
  primary key (account_id, anchor)
);

create function refuse_proof_change() returns trigger language plpgsql as $$
begin
  raise exception 'what proves a delivery is never changed';
end $$;
create trigger anchor_is_kept before update or delete on anchor for each row execute function refuse_proof_change();
create trigger anchor_head_is_kept before update or delete on anchor_head for each row execute function refuse_proof_change();
