-- A message that came in, once however often it is fetched: what it is, whom it is about, and what became of it. Its bytes are a document.
create table inbound_mail (
  number bigint generated always as identity primary key,
  creditor text not null references creditor,
  hash text not null references document,
  -- SHA-256 over Message-ID, sender, subject and text: the same message by another way.
  likeness text not null,
  message_id text,
  kind text not null check (kind in ('bounce', 'delay', 'auto-reply', 'reply')),
  -- unrouted: nobody knows whom it is about; unread: a person is to read it; done: a person has, or nobody needs to; ignored: it says nothing to us.
  state text not null check (state in ('unrouted', 'unread', 'done', 'ignored')),
  sender text,
  subject text not null,
  -- As understood when it came in, without the bytes of attachments.
  reading jsonb not null,
  account_id bigint references account,
  delivery_id text references delivery,
  routed_by text check (routed_by in ('token', 'reference', 'case-number', 'sender', 'person')),
  -- Why to be careful with it, for a person.
  warning text,
  received_at timestamptz not null default now(),
  known_on date not null,
  closed_by text,
  closed_as text,
  closed_at timestamptz,
  unique (creditor, hash),
  unique (creditor, likeness)
);
create index inbound_mail_open on inbound_mail (creditor, number) where state in ('unrouted', 'unread');
create index inbound_mail_account on inbound_mail (account_id) where account_id is not null;

-- How far a mailbox has been read (RFC 3501: UIDs count only as long as the validity is the same).
create table inbound_cursor (
  creditor text not null references creditor,
  mailbox text not null,
  uid_validity text not null,
  last_uid bigint not null,
  primary key (creditor, mailbox)
);
