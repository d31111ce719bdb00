-- Who stopped everything that leaves, or what leaves for one creditor, and who let it go on: the newest line of each says what holds. Lines are only added.
create table pause (
  id bigint generated always as identity primary key,
  -- null: all creditors
  creditor text,
  paused boolean not null,
  reason text,
  recorded_by text not null,
  recorded_at timestamptz not null default now()
);
create function refuse_pause_change() returns trigger language plpgsql as $$
begin
  raise exception 'What was said about a pause is never changed: say the next thing.';
end
$$;
create trigger pause_is_kept before update or delete on pause for each row execute function refuse_pause_change();

-- When the next message of a key may leave ("mail.example.com", "to gmail.com"), over all workers.
create table send_turn (
  key text primary key,
  next_free timestamptz not null
);

-- A channel of a creditor that has failed as a whole, several times in a row. No row: it works.
create table channel_rest (
  creditor text not null references creditor,
  channel text not null,
  failures integer not null,
  -- null: not yet so often that it rests
  until timestamptz,
  since timestamptz not null default now(),
  detail text not null,
  primary key (creditor, channel)
);

-- Since when a recipient has been failing, over all attempts and all letters; null: it has not, or only the channel has.
alter table delivery add column failing_since timestamptz;
create index delivery_failed on delivery (id) where state = 'failed';
create index delivery_recipient on delivery (account_id, channel, recipient);
