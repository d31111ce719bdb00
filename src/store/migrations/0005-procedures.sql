-- A creditor's own procedures: each version stays, with who saved it, why, and from which day it was known.
create table procedure (
  name text not null,
  version integer not null check (version > 0),
  -- The file as it was saved, YAML or JSON.
  body text not null,
  reason text not null,
  recorded_by text not null,
  known_on date not null,
  recorded_at timestamptz not null default now(),
  primary key (name, version)
);

create function refuse_procedure_change() returns trigger language plpgsql as $$
begin
  raise exception 'A saved procedure is never changed: save another version.';
end
$$;

create trigger procedure_is_kept before update or delete on procedure for each row execute function refuse_procedure_change();

-- The procedure and its version that the letter was decided under: "standard v2". Null for letters from before.
alter table letter add column procedure text;

-- Approved by what its procedure says, not by a person.
alter table approval add column by_procedure boolean not null default false;

-- Who is still to be told that the letter left; null where nobody is, or all have been.
alter table letter add column tell text[];
create index letter_tell on letter (account_id) where tell is not null;

-- What an older Firmly has decided is decided anew.
update creditor set version = version + 1;
