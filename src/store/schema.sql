-- Made from the migrations by src/store/schema.test.ts (run it with -u after adding one). Not run: read it.

create table account (
  id bigint generated always as identity not null,
  creditor text not null,
  debtor text not null,
  currency text not null,
  next_review_on date default '-infinity'::date,
  decided_run bigint,
  decided_on date,
  decided_version integer,
  activity_head bytea,
  constraint account_creditor_debtor_currency_key UNIQUE (creditor, debtor, currency),
  constraint account_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint account_pkey PRIMARY KEY (id),
  constraint account_creditor_fkey FOREIGN KEY (creditor) REFERENCES creditor(id),
  constraint account_debtor_fkey FOREIGN KEY (debtor) REFERENCES debtor(id)
);

create table activity (
  account_id bigint not null,
  id bigint default nextval('activity_id'::regclass) not null,
  kind text not null,
  body text not null,
  recorded_by text,
  happened_on date not null,
  known_on date not null,
  recorded_at timestamp with time zone default now() not null,
  previous bytea,
  hash bytea not null,
  constraint activity_pkey PRIMARY KEY (account_id, id),
  constraint activity_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);

create table anchor (
  number integer not null,
  made_on date not null,
  heads integer not null,
  digest bytea not null,
  signature bytea not null,
  recorded_at timestamp with time zone default now() not null,
  constraint anchor_number_check CHECK ((number > 0)),
  constraint anchor_pkey PRIMARY KEY (number)
);

create table anchor_head (
  account_id bigint not null,
  anchor integer not null,
  activity bigint not null,
  hash bytea not null,
  constraint anchor_head_pkey PRIMARY KEY (account_id, anchor),
  constraint anchor_head_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint anchor_head_anchor_fkey FOREIGN KEY (anchor) REFERENCES anchor(number)
);

create table approval (
  account_id bigint not null,
  run_id bigint not null,
  step text not null,
  items text not null,
  total bigint not null,
  state text default 'approved'::text not null,
  reason text,
  recorded_by text,
  known_on date not null,
  recorded_at timestamp with time zone default now() not null,
  by_procedure boolean default false not null,
  constraint approval_pkey PRIMARY KEY (account_id, run_id),
  constraint approval_state_check CHECK ((state = ANY (ARRAY['approved'::text, 'left-out'::text, 'superseded'::text, 'withdrawn'::text, 'delivered'::text]))),
  constraint approval_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint approval_run_id_fkey FOREIGN KEY (run_id) REFERENCES proposal_run(id)
);

create table bank_statement (
  id bigint generated always as identity not null,
  creditor text not null,
  account text not null,
  currency text not null,
  kind text not null,
  number text,
  opening_on date,
  opening bigint,
  closing_on date,
  closing bigint,
  transactions integer not null,
  import_id bigint not null,
  known_on date not null,
  constraint bank_statement_kind_check CHECK ((kind = ANY (ARRAY['statement'::text, 'report'::text, 'notice'::text]))),
  constraint bank_statement_pkey PRIMARY KEY (id),
  constraint bank_statement_creditor_fkey FOREIGN KEY (creditor) REFERENCES creditor(id)
);

create table bank_transaction (
  id bigint default nextval('bank_transaction_id'::regclass) not null,
  creditor text not null,
  account text not null,
  currency text not null,
  key text not null,
  ordinal smallint not null,
  booked date not null,
  value date,
  amount bigint not null,
  payer_name text,
  payer_iban text,
  ultimate_payer text,
  reference text,
  text text not null,
  reversal boolean not null,
  detail jsonb default '{}'::jsonb not null,
  state text not null,
  account_id bigint,
  import_id bigint not null,
  known_on date not null,
  constraint bank_transaction_creditor_account_currency_key_ordinal_key UNIQUE (creditor, account, currency, key, ordinal),
  constraint bank_transaction_pkey PRIMARY KEY (id),
  constraint bank_transaction_state_check CHECK ((state = ANY (ARRAY['open'::text, 'posted'::text, 'known'::text, 'dismissed'::text, 'other'::text]))),
  constraint bank_transaction_creditor_fkey FOREIGN KEY (creditor) REFERENCES creditor(id)
);

create table cash_proposal (
  id bigint generated always as identity not null,
  transaction_id bigint not null,
  rank smallint not null,
  account_id bigint not null,
  amount bigint not null,
  body jsonb not null,
  known_on date not null,
  closed_on date,
  constraint cash_proposal_pkey PRIMARY KEY (id),
  constraint cash_proposal_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint cash_proposal_transaction_id_fkey FOREIGN KEY (transaction_id) REFERENCES bank_transaction(id)
);

create table cash_word (
  id bigint generated always as identity not null,
  transaction_id bigint not null,
  word text not null,
  account_id bigint,
  body jsonb default '{}'::jsonb not null,
  recorded_by text,
  known_on date not null,
  recorded_at timestamp with time zone default now() not null,
  constraint cash_word_pkey PRIMARY KEY (id),
  constraint cash_word_word_check CHECK ((word = ANY (ARRAY['known'::text, 'joined'::text, 'declined'::text, 'dismissed'::text, 'reopened'::text]))),
  constraint cash_word_transaction_id_fkey FOREIGN KEY (transaction_id) REFERENCES bank_transaction(id)
);

create table channel_rest (
  creditor text not null,
  channel text not null,
  failures integer not null,
  until timestamp with time zone,
  since timestamp with time zone default now() not null,
  detail text not null,
  constraint channel_rest_pkey PRIMARY KEY (creditor, channel),
  constraint channel_rest_creditor_fkey FOREIGN KEY (creditor) REFERENCES creditor(id)
);

create table creditor (
  id text not null,
  name text not null,
  settings jsonb default '{}'::jsonb not null,
  version integer default 1 not null,
  decided_version integer,
  procedures text,
  newest_known_on date,
  constraint creditor_pkey PRIMARY KEY (id)
);

create table debtor (
  id text not null,
  name text not null,
  type text default 'unknown'::text not null,
  language text,
  country text,
  region text,
  segment text,
  salesperson text,
  contact_name text,
  email text,
  phone text,
  address jsonb,
  ibans jsonb,
  constraint debtor_pkey PRIMARY KEY (id),
  constraint debtor_type_check CHECK ((type = ANY (ARRAY['company'::text, 'sole-trader'::text, 'consumer'::text, 'public'::text, 'unknown'::text])))
);

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
  review_on date,
  body text not null,
  constraint decision_pkey PRIMARY KEY (account_id, run_id)
);

create table delivery (
  id text not null,
  letter_id text not null,
  account_id bigint not null,
  channel text not null,
  recipient text not null,
  state text not null,
  files jsonb not null,
  claimed_by text,
  claimed_at timestamp with time zone,
  attempts integer default 0 not null,
  receipt jsonb,
  known_on date not null,
  failing_since timestamp with time zone,
  handing_over_since timestamp with time zone,
  constraint delivery_letter_id_channel_recipient_key UNIQUE (letter_id, channel, recipient),
  constraint delivery_pkey PRIMARY KEY (id),
  constraint delivery_state_check CHECK ((state = ANY (ARRAY['claimed'::text, 'accepted'::text, 'refused'::text, 'failed'::text, 'uncertain'::text, 'bounced'::text, 'returned'::text]))),
  constraint delivery_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint delivery_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letter(id)
);

create table delivery_receipt (
  delivery_id text not null,
  number integer not null,
  account_id bigint not null,
  outcome text not null,
  provider_id text,
  content text,
  salt bytea not null,
  seal bytea not null,
  recorded_at timestamp with time zone default now() not null,
  constraint delivery_receipt_pkey PRIMARY KEY (delivery_id, number),
  constraint delivery_receipt_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint delivery_receipt_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES delivery(id)
);

create table document (
  hash text not null,
  media_type text not null,
  bytes bytea not null,
  constraint document_pkey PRIMARY KEY (hash)
);

create table entry (
  account_id bigint not null,
  id bigint default nextval('entry_id'::regclass) not null,
  kind text not null,
  item bigint,
  document text,
  issue_year smallint,
  instalment smallint,
  version smallint,
  issued date,
  due date,
  amount bigint,
  direct_debit boolean,
  source bigint,
  target bigint,
  rule text,
  evidence jsonb,
  happened_on date not null,
  known_on date not null,
  import_id bigint,
  charge jsonb,
  constraint entry_amount_check CHECK ((amount >= 0)),
  constraint entry_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'fee'::text, 'credit-memo'::text, 'payment'::text, 'allocation'::text, 'write-off'::text, 'reversal'::text]))),
  constraint entry_pkey PRIMARY KEY (account_id, id)
);

create table import (
  id bigint generated always as identity not null,
  creditor text not null,
  file text not null,
  hash text not null,
  format text not null,
  mode text not null,
  read integer not null,
  new integer not null,
  known integer not null,
  changed integer not null,
  known_on date not null,
  recorded_at timestamp with time zone default now() not null,
  constraint import_mode_check CHECK ((mode = ANY (ARRAY['movements'::text, 'snapshot'::text]))),
  constraint import_pkey PRIMARY KEY (id),
  constraint import_creditor_fkey FOREIGN KEY (creditor) REFERENCES creditor(id)
);

create table inbound_cursor (
  creditor text not null,
  mailbox text not null,
  uid_validity text not null,
  last_uid bigint not null,
  constraint inbound_cursor_pkey PRIMARY KEY (creditor, mailbox),
  constraint inbound_cursor_creditor_fkey FOREIGN KEY (creditor) REFERENCES creditor(id)
);

create table inbound_mail (
  number bigint generated always as identity not null,
  creditor text not null,
  hash text not null,
  likeness text not null,
  message_id text,
  kind text not null,
  state text not null,
  sender text,
  subject text not null,
  reading jsonb not null,
  account_id bigint,
  delivery_id text,
  routed_by text,
  warning text,
  received_at timestamp with time zone default now() not null,
  known_on date not null,
  closed_by text,
  closed_as text,
  closed_at timestamp with time zone,
  constraint inbound_mail_creditor_hash_key UNIQUE (creditor, hash),
  constraint inbound_mail_creditor_likeness_key UNIQUE (creditor, likeness),
  constraint inbound_mail_kind_check CHECK ((kind = ANY (ARRAY['bounce'::text, 'delay'::text, 'auto-reply'::text, 'reply'::text]))),
  constraint inbound_mail_pkey PRIMARY KEY (number),
  constraint inbound_mail_routed_by_check CHECK ((routed_by = ANY (ARRAY['token'::text, 'reference'::text, 'case-number'::text, 'sender'::text, 'person'::text]))),
  constraint inbound_mail_state_check CHECK ((state = ANY (ARRAY['unrouted'::text, 'unread'::text, 'done'::text, 'ignored'::text]))),
  constraint inbound_mail_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint inbound_mail_creditor_fkey FOREIGN KEY (creditor) REFERENCES creditor(id),
  constraint inbound_mail_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES delivery(id),
  constraint inbound_mail_hash_fkey FOREIGN KEY (hash) REFERENCES document(hash)
);

create table invoice_copy (
  account_id bigint not null,
  item bigint not null,
  hash text not null,
  constraint invoice_copy_pkey PRIMARY KEY (account_id, item),
  constraint invoice_copy_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint invoice_copy_hash_fkey FOREIGN KEY (hash) REFERENCES document(hash)
);

create table letter (
  id text not null,
  account_id bigint not null,
  run_id bigint,
  step text not null,
  sent_on date not null,
  delivered_on date not null,
  pay_by date,
  language text not null,
  total bigint not null,
  notice jsonb not null,
  void boolean default false not null,
  procedure text,
  tell text[],
  answers bigint,
  charges jsonb,
  made_with jsonb,
  constraint letter_of_run_or_answer CHECK (((run_id IS NULL) = (answers IS NOT NULL))),
  constraint letter_pkey PRIMARY KEY (id),
  constraint letter_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint letter_run_id_fkey FOREIGN KEY (run_id) REFERENCES proposal_run(id)
);

create table letter_item (
  account_id bigint not null,
  item bigint not null,
  step text not null,
  generation smallint not null,
  letter_id text not null,
  void boolean default false not null,
  constraint letter_item_pkey PRIMARY KEY (letter_id, item),
  constraint letter_item_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letter(id)
);

create table letterhead (
  creditor text not null,
  version integer not null,
  body jsonb,
  reason text not null,
  recorded_by text not null,
  known_on date not null,
  recorded_at timestamp with time zone default now() not null,
  constraint letterhead_pkey PRIMARY KEY (creditor, version),
  constraint letterhead_version_check CHECK ((version > 0)),
  constraint letterhead_creditor_fkey FOREIGN KEY (creditor) REFERENCES creditor(id)
);

create table mapping (
  creditor text not null,
  headings_key text not null,
  mapping jsonb not null,
  confirmed_by text not null,
  confirmed_on date not null,
  recorded_at timestamp with time zone default now() not null,
  constraint mapping_pkey PRIMARY KEY (creditor, headings_key),
  constraint mapping_creditor_fkey FOREIGN KEY (creditor) REFERENCES creditor(id)
);

create table pause (
  id bigint generated always as identity not null,
  creditor text,
  paused boolean not null,
  reason text,
  recorded_by text not null,
  recorded_at timestamp with time zone default now() not null,
  constraint pause_pkey PRIMARY KEY (id)
);

create table posted_through (
  id bigint generated always as identity not null,
  creditor text not null,
  bank_account text,
  through date not null,
  known_on date not null,
  recorded_by text,
  constraint posted_through_pkey PRIMARY KEY (id),
  constraint posted_through_creditor_fkey FOREIGN KEY (creditor) REFERENCES creditor(id)
);

create table procedure (
  name text not null,
  version integer not null,
  body text not null,
  reason text not null,
  recorded_by text not null,
  known_on date not null,
  recorded_at timestamp with time zone default now() not null,
  constraint procedure_pkey PRIMARY KEY (name, version),
  constraint procedure_version_check CHECK ((version > 0))
);

create table proposal_run (
  id bigint generated always as identity not null,
  as_of date not null,
  creditor text,
  procedure text,
  decided integer default 0 not null,
  recorded_at timestamp with time zone default now() not null,
  constraint proposal_run_pkey PRIMARY KEY (id)
);

create table schedule_run (
  creditor text not null,
  day date not null,
  holder text,
  run_id bigint,
  approved integer,
  digest text,
  note text,
  begun_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone,
  constraint schedule_run_pkey PRIMARY KEY (creditor, day),
  constraint schedule_run_creditor_fkey FOREIGN KEY (creditor) REFERENCES creditor(id),
  constraint schedule_run_run_id_fkey FOREIGN KEY (run_id) REFERENCES proposal_run(id)
);

create table secret (
  name text not null,
  key bytea not null,
  constraint secret_key_check CHECK ((length(key) >= 32)),
  constraint secret_pkey PRIMARY KEY (name)
);

create table send_turn (
  key text not null,
  next_free timestamp with time zone not null,
  constraint send_turn_pkey PRIMARY KEY (key)
);

create table sign_in_account (
  id text not null,
  account_id text not null,
  provider_id text not null,
  user_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone default CURRENT_TIMESTAMP not null,
  updated_at timestamp with time zone not null,
  constraint sign_in_account_pkey PRIMARY KEY (id),
  constraint sign_in_account_user_id_fkey FOREIGN KEY (user_id) REFERENCES sign_in_user(id) ON DELETE CASCADE
);

create table sign_in_session (
  id text not null,
  expires_at timestamp with time zone not null,
  token text not null,
  created_at timestamp with time zone default CURRENT_TIMESTAMP not null,
  updated_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  user_id text not null,
  constraint sign_in_session_pkey PRIMARY KEY (id),
  constraint sign_in_session_token_key UNIQUE (token),
  constraint sign_in_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES sign_in_user(id) ON DELETE CASCADE
);

create table sign_in_user (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null,
  image text,
  created_at timestamp with time zone default CURRENT_TIMESTAMP not null,
  updated_at timestamp with time zone default CURRENT_TIMESTAMP not null,
  constraint sign_in_user_email_key UNIQUE (email),
  constraint sign_in_user_pkey PRIMARY KEY (id)
);

create table sign_in_verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default CURRENT_TIMESTAMP not null,
  updated_at timestamp with time zone default CURRENT_TIMESTAMP not null,
  constraint sign_in_verification_pkey PRIMARY KEY (id)
);

create table template (
  creditor text not null,
  language text not null,
  kind text not null,
  version integer not null,
  body text not null,
  reason text not null,
  recorded_by text not null,
  known_on date not null,
  recorded_at timestamp with time zone default now() not null,
  constraint template_pkey PRIMARY KEY (creditor, language, kind, version),
  constraint template_version_check CHECK ((version > 0)),
  constraint template_creditor_fkey FOREIGN KEY (creditor) REFERENCES creditor(id)
);

CREATE INDEX account_debtor ON public.account USING btree (debtor);
CREATE INDEX account_due ON public.account USING btree (next_review_on);
CREATE INDEX activity_answerable ON public.activity USING btree (account_id, id) WHERE (kind = ANY (ARRAY['promise'::text, 'plan'::text, 'dispute'::text, 'recall'::text]));
CREATE INDEX activity_call ON public.activity USING btree (happened_on) WHERE (kind = 'call'::text);
CREATE INDEX approval_left_out ON public.approval USING btree (known_on) WHERE (state = 'left-out'::text);
CREATE INDEX approval_open ON public.approval USING btree (run_id) WHERE (state = 'approved'::text);
CREATE INDEX bank_statement_account ON public.bank_statement USING btree (creditor, account, currency);
CREATE INDEX bank_transaction_account ON public.bank_transaction USING btree (account_id) WHERE (account_id IS NOT NULL);
CREATE INDEX bank_transaction_open ON public.bank_transaction USING btree (creditor, id) WHERE (state = 'open'::text);
CREATE INDEX bank_transaction_payer ON public.bank_transaction USING btree (payer_iban);
CREATE INDEX cash_proposal_account ON public.cash_proposal USING btree (account_id);
CREATE INDEX cash_word_transaction ON public.cash_word USING btree (transaction_id);
CREATE INDEX decision_run ON public.decision USING btree (run_id);
CREATE INDEX decision_sales_check ON public.decision USING btree (account_id, run_id) WHERE (task = 'sales-check'::text);
CREATE INDEX delivery_failed ON public.delivery USING btree (id) WHERE (state = 'failed'::text);
CREATE INDEX delivery_letter ON public.delivery USING btree (letter_id);
CREATE INDEX delivery_open ON public.delivery USING btree (state) WHERE (state = ANY (ARRAY['claimed'::text, 'failed'::text, 'uncertain'::text]));
CREATE INDEX delivery_outbox_file ON public.delivery USING btree (recipient, lower(((files -> 0) ->> 'name'::text))) WHERE (channel = 'outbox'::text);
CREATE INDEX delivery_receipt_account ON public.delivery_receipt USING btree (account_id);
CREATE INDEX delivery_receipt_provider ON public.delivery_receipt USING btree (provider_id) WHERE (provider_id IS NOT NULL);
CREATE INDEX delivery_recipient ON public.delivery USING btree (account_id, channel, recipient);
CREATE INDEX entry_cash_payment ON public.entry USING btree (id) WHERE ((kind = 'payment'::text) AND (evidence ? 'transaction'::text));
CREATE INDEX entry_transaction ON public.entry USING btree (((evidence ->> 'transaction'::text))) WHERE (evidence ? 'transaction'::text);
CREATE INDEX inbound_mail_account ON public.inbound_mail USING btree (account_id) WHERE (account_id IS NOT NULL);
CREATE INDEX inbound_mail_open ON public.inbound_mail USING btree (creditor, number) WHERE (state = ANY (ARRAY['unrouted'::text, 'unread'::text]));
CREATE INDEX letter_account ON public.letter USING btree (account_id);
CREATE INDEX letter_run ON public.letter USING btree (run_id) WHERE (NOT void);
CREATE INDEX letter_tell ON public.letter USING btree (account_id) WHERE (tell IS NOT NULL);
CREATE INDEX posted_through_creditor ON public.posted_through USING btree (creditor, known_on);
CREATE INDEX sign_in_account_user ON public.sign_in_account USING btree (user_id);
CREATE INDEX sign_in_session_user ON public.sign_in_session USING btree (user_id);
CREATE INDEX sign_in_verification_identifier ON public.sign_in_verification USING btree (identifier);
CREATE OR REPLACE FUNCTION public.refuse_house_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'A saved template or letterhead is never changed: save another version.';
end
$function$
;
CREATE OR REPLACE FUNCTION public.refuse_pause_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'What was said about a pause is never changed: say the next thing.';
end
$function$
;
CREATE OR REPLACE FUNCTION public.refuse_procedure_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'A saved procedure is never changed: save another version.';
end
$function$
;
CREATE OR REPLACE FUNCTION public.refuse_proof_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what proves a delivery is never changed';
end $function$
;
CREATE SEQUENCE activity_id;
CREATE SEQUENCE bank_transaction_id;
CREATE SEQUENCE entry_id;
CREATE TRIGGER anchor_head_is_kept BEFORE DELETE OR UPDATE ON public.anchor_head FOR EACH ROW EXECUTE FUNCTION refuse_proof_change();
CREATE TRIGGER anchor_is_kept BEFORE DELETE OR UPDATE ON public.anchor FOR EACH ROW EXECUTE FUNCTION refuse_proof_change();
CREATE TRIGGER letterhead_is_kept BEFORE DELETE OR UPDATE ON public.letterhead FOR EACH ROW EXECUTE FUNCTION refuse_house_change();
CREATE TRIGGER pause_is_kept BEFORE DELETE OR UPDATE ON public.pause FOR EACH ROW EXECUTE FUNCTION refuse_pause_change();
CREATE TRIGGER procedure_is_kept BEFORE DELETE OR UPDATE ON public.procedure FOR EACH ROW EXECUTE FUNCTION refuse_procedure_change();
CREATE TRIGGER template_is_kept BEFORE DELETE OR UPDATE ON public.template FOR EACH ROW EXECUTE FUNCTION refuse_house_change();
CREATE UNIQUE INDEX cash_proposal_open ON public.cash_proposal USING btree (transaction_id, rank) WHERE (closed_on IS NULL);
CREATE UNIQUE INDEX entry_charge ON public.entry USING btree (account_id, ((charge ->> 'item'::text)), ((charge ->> 'kind'::text)), ((charge ->> 'from'::text)), ((charge ->> 'generation'::text))) WHERE (charge IS NOT NULL);
CREATE UNIQUE INDEX entry_document ON public.entry USING btree (account_id, document, kind, issue_year, instalment, version) WHERE (document <> ''::text);
CREATE UNIQUE INDEX entry_unnumbered ON public.entry USING btree (account_id, happened_on, amount, instalment) WHERE ((document = ''::text) AND (version = 1));
CREATE UNIQUE INDEX letter_answers_once ON public.letter USING btree (account_id, answers) WHERE ((NOT void) AND (answers IS NOT NULL));
CREATE UNIQUE INDEX letter_item_once ON public.letter_item USING btree (account_id, item, step, generation) WHERE (NOT void);
CREATE UNIQUE INDEX letter_once_a_day ON public.letter USING btree (account_id, sent_on) WHERE ((NOT void) AND (answers IS NULL));
