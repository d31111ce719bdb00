-- A creditor's own letters: templates and phrases by language, and letterheads. Each version stays, with who saved it, why, and
-- from which day it was known. An empty body goes back to Firmly's own.
create table template (
  creditor text not null references creditor (id),
  language text not null,
  -- A step, "instalment-reminder", "instalment-past-due", a kind of answer, "statement", or "phrases".
  kind text not null,
  version integer not null check (version > 0),
  -- Liquid in Markdown; phrases in YAML.
  body text not null,
  reason text not null,
  recorded_by text not null,
  known_on date not null,
  recorded_at timestamptz not null default now(),
  primary key (creditor, language, kind, version)
);

create table letterhead (
  creditor text not null references creditor (id),
  version integer not null check (version > 0),
  -- Colours, signatory and window; pictures by the hash of their document. Null: Firmly's plain one.
  body jsonb,
  reason text not null,
  recorded_by text not null,
  known_on date not null,
  recorded_at timestamptz not null default now(),
  primary key (creditor, version)
);

create function refuse_house_change() returns trigger language plpgsql as $$
begin
  raise exception 'A saved template or letterhead is never changed: save another version.';
end
$$;

create trigger template_is_kept before update or delete on template for each row execute function refuse_house_change();
create trigger letterhead_is_kept before update or delete on letterhead for each row execute function refuse_house_change();

-- What the letter was made with: {"template": "en/second v2", "phrases": 1, "letterhead": 3}; 0 and no version are Firmly's own.
-- Null for letters from before.
alter table letter add column made_with jsonb;
