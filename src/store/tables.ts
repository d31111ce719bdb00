// Made from the migrations by src/store/schema.test.ts (run it with -u after adding one); do not edit.
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from "kysely";

/** Days and instants are read as text; an instant is written as text too. */
type Text = ColumnType<string, string | undefined, string>;

interface AccountRow {
  id: GeneratedAlways<bigint>;
  creditor: string;
  debtor: string;
  currency: string;
  next_review_on: Generated<string | null>;
  decided_run: bigint | null;
  decided_on: string | null;
  decided_version: number | null;
  activity_head: Buffer | null;
}

interface ActivityRow {
  account_id: bigint;
  id: Generated<bigint>;
  kind: string;
  body: string;
  recorded_by: string | null;
  happened_on: string;
  known_on: string;
  recorded_at: Text;
  previous: Buffer | null;
  hash: Buffer;
}

interface AnchorRow {
  number: number;
  made_on: string;
  heads: number;
  digest: Buffer;
  signature: Buffer;
  recorded_at: Text;
}

interface AnchorHeadRow {
  account_id: bigint;
  anchor: number;
  activity: bigint;
  hash: Buffer;
}

interface ApprovalRow {
  account_id: bigint;
  run_id: bigint;
  step: string;
  items: string;
  total: bigint;
  state: Generated<"approved" | "left-out" | "superseded" | "withdrawn" | "delivered">;
  reason: string | null;
  recorded_by: string | null;
  known_on: string;
  recorded_at: Text;
  by_procedure: Generated<boolean>;
}

interface BankStatementRow {
  id: GeneratedAlways<bigint>;
  creditor: string;
  account: string;
  currency: string;
  kind: "statement" | "report" | "notice";
  number: string | null;
  opening_on: string | null;
  opening: bigint | null;
  closing_on: string | null;
  closing: bigint | null;
  transactions: number;
  import_id: bigint;
  known_on: string;
}

interface BankTransactionRow {
  id: Generated<bigint>;
  creditor: string;
  account: string;
  currency: string;
  key: string;
  ordinal: number;
  booked: string;
  value: string | null;
  amount: bigint;
  payer_name: string | null;
  payer_iban: string | null;
  ultimate_payer: string | null;
  reference: string | null;
  text: string;
  reversal: boolean;
  detail: JSONColumnType<object>;
  state: "open" | "posted" | "known" | "dismissed" | "other";
  account_id: bigint | null;
  import_id: bigint;
  known_on: string;
}

interface CashProposalRow {
  id: GeneratedAlways<bigint>;
  transaction_id: bigint;
  rank: number;
  account_id: bigint;
  amount: bigint;
  body: JSONColumnType<object>;
  known_on: string;
  closed_on: string | null;
}

interface CashWordRow {
  id: GeneratedAlways<bigint>;
  transaction_id: bigint;
  word: "known" | "joined" | "declined" | "dismissed" | "reopened";
  account_id: bigint | null;
  body: JSONColumnType<object>;
  recorded_by: string | null;
  known_on: string;
  recorded_at: Text;
}

interface ChannelRestRow {
  creditor: string;
  channel: string;
  failures: number;
  until: ColumnType<string | null, string | null, string | null>;
  since: Text;
  detail: string;
}

interface CreditorRow {
  id: string;
  name: string;
  settings: JSONColumnType<object>;
  version: Generated<number>;
  decided_version: number | null;
  procedures: string | null;
  newest_known_on: string | null;
}

interface DebtorRow {
  id: string;
  name: string;
  type: Generated<"company" | "sole-trader" | "consumer" | "public" | "unknown">;
  language: string | null;
  country: string | null;
  region: string | null;
  segment: string | null;
  salesperson: string | null;
  contact_name: string | null;
  email: string | null;
  phone: string | null;
  address: JSONColumnType<object | null>;
  ibans: JSONColumnType<object | null>;
}

interface DecisionRow {
  account_id: bigint;
  run_id: bigint;
  kind: string;
  step: string | null;
  pay_by: string | null;
  until: string | null;
  task: string | null;
  block: string | null;
  total: bigint;
  ends: string | null;
  review_on: string | null;
  body: string;
}

interface DeliveryRow {
  id: string;
  letter_id: string;
  account_id: bigint;
  channel: string;
  recipient: string;
  state: "claimed" | "accepted" | "refused" | "failed" | "uncertain" | "bounced" | "returned";
  files: JSONColumnType<object>;
  claimed_by: string | null;
  claimed_at: ColumnType<string | null, string | null, string | null>;
  attempts: Generated<number>;
  receipt: JSONColumnType<object | null>;
  known_on: string;
  failing_since: ColumnType<string | null, string | null, string | null>;
  handing_over_since: ColumnType<string | null, string | null, string | null>;
}

interface DeliveryReceiptRow {
  delivery_id: string;
  number: number;
  account_id: bigint;
  outcome: string;
  provider_id: string | null;
  content: string | null;
  salt: Buffer;
  seal: Buffer;
  recorded_at: Text;
}

interface DocumentRow {
  hash: string;
  media_type: string;
  bytes: Buffer;
}

interface EntryRow {
  account_id: bigint;
  id: Generated<bigint>;
  kind: "invoice" | "fee" | "credit-memo" | "payment" | "allocation" | "write-off" | "reversal";
  item: bigint | null;
  document: string | null;
  issue_year: number | null;
  instalment: number | null;
  version: number | null;
  issued: string | null;
  due: string | null;
  amount: bigint | null;
  direct_debit: boolean | null;
  source: bigint | null;
  target: bigint | null;
  rule: string | null;
  evidence: JSONColumnType<object | null>;
  happened_on: string;
  known_on: string;
  import_id: bigint | null;
  charge: JSONColumnType<object | null>;
}

interface ImportRow {
  id: GeneratedAlways<bigint>;
  creditor: string;
  file: string;
  hash: string;
  format: string;
  mode: "movements" | "snapshot";
  read: number;
  new: number;
  known: number;
  changed: number;
  known_on: string;
  recorded_at: Text;
}

interface InboundCursorRow {
  creditor: string;
  mailbox: string;
  uid_validity: string;
  last_uid: bigint;
}

interface InboundMailRow {
  number: GeneratedAlways<bigint>;
  creditor: string;
  hash: string;
  likeness: string;
  message_id: string | null;
  kind: "bounce" | "delay" | "auto-reply" | "reply";
  state: "unrouted" | "unread" | "done" | "ignored";
  sender: string | null;
  subject: string;
  reading: JSONColumnType<object>;
  account_id: bigint | null;
  delivery_id: string | null;
  routed_by: "token" | "reference" | "case-number" | "sender" | "person" | null;
  warning: string | null;
  received_at: Text;
  known_on: string;
  closed_by: string | null;
  closed_as: string | null;
  closed_at: ColumnType<string | null, string | null, string | null>;
}

interface InvoiceCopyRow {
  account_id: bigint;
  item: bigint;
  hash: string;
}

interface LetterRow {
  id: string;
  account_id: bigint;
  run_id: bigint | null;
  step: string;
  sent_on: string;
  delivered_on: string;
  pay_by: string | null;
  language: string;
  total: bigint;
  notice: JSONColumnType<object>;
  void: Generated<boolean>;
  procedure: string | null;
  tell: string[] | null;
  answers: bigint | null;
  charges: JSONColumnType<object | null>;
  made_with: JSONColumnType<object | null>;
}

interface LetterItemRow {
  account_id: bigint;
  item: bigint;
  step: string;
  generation: number;
  letter_id: string;
  void: Generated<boolean>;
}

interface LetterheadRow {
  creditor: string;
  version: number;
  body: JSONColumnType<object | null>;
  reason: string;
  recorded_by: string;
  known_on: string;
  recorded_at: Text;
}

interface MappingRow {
  creditor: string;
  headings_key: string;
  mapping: JSONColumnType<object>;
  confirmed_by: string;
  confirmed_on: string;
  recorded_at: Text;
}

interface PauseRow {
  id: GeneratedAlways<bigint>;
  creditor: string | null;
  paused: boolean;
  reason: string | null;
  recorded_by: string;
  recorded_at: Text;
}

interface PostedThroughRow {
  id: GeneratedAlways<bigint>;
  creditor: string;
  bank_account: string | null;
  through: string;
  known_on: string;
  recorded_by: string | null;
}

interface ProcedureRow {
  name: string;
  version: number;
  body: string;
  reason: string;
  recorded_by: string;
  known_on: string;
  recorded_at: Text;
}

interface ProposalRunRow {
  id: GeneratedAlways<bigint>;
  as_of: string;
  creditor: string | null;
  procedure: string | null;
  decided: Generated<number>;
  recorded_at: Text;
}

interface ScheduleRunRow {
  creditor: string;
  day: string;
  holder: string | null;
  run_id: bigint | null;
  approved: number | null;
  digest: string | null;
  note: string | null;
  begun_at: Text;
  ended_at: ColumnType<string | null, string | null, string | null>;
}

interface SecretRow {
  name: string;
  key: Buffer;
}

interface SendTurnRow {
  key: string;
  next_free: ColumnType<string, string, string>;
}

interface SignInAccountRow {
  id: string;
  account_id: string;
  provider_id: string;
  user_id: string;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: ColumnType<string | null, string | null, string | null>;
  refresh_token_expires_at: ColumnType<string | null, string | null, string | null>;
  scope: string | null;
  password: string | null;
  created_at: Text;
  updated_at: ColumnType<string, string, string>;
}

interface SignInSessionRow {
  id: string;
  expires_at: ColumnType<string, string, string>;
  token: string;
  created_at: Text;
  updated_at: ColumnType<string, string, string>;
  ip_address: string | null;
  user_agent: string | null;
  user_id: string;
}

interface SignInUserRow {
  id: string;
  name: string;
  email: string;
  email_verified: boolean;
  image: string | null;
  created_at: Text;
  updated_at: Text;
}

interface SignInVerificationRow {
  id: string;
  identifier: string;
  value: string;
  expires_at: ColumnType<string, string, string>;
  created_at: Text;
  updated_at: Text;
}

interface TemplateRow {
  creditor: string;
  language: string;
  kind: string;
  version: number;
  body: string;
  reason: string;
  recorded_by: string;
  known_on: string;
  recorded_at: Text;
}

export interface Tables {
  account: AccountRow;
  activity: ActivityRow;
  anchor: AnchorRow;
  anchor_head: AnchorHeadRow;
  approval: ApprovalRow;
  bank_statement: BankStatementRow;
  bank_transaction: BankTransactionRow;
  cash_proposal: CashProposalRow;
  cash_word: CashWordRow;
  channel_rest: ChannelRestRow;
  creditor: CreditorRow;
  debtor: DebtorRow;
  decision: DecisionRow;
  delivery: DeliveryRow;
  delivery_receipt: DeliveryReceiptRow;
  document: DocumentRow;
  entry: EntryRow;
  import: ImportRow;
  inbound_cursor: InboundCursorRow;
  inbound_mail: InboundMailRow;
  invoice_copy: InvoiceCopyRow;
  letter: LetterRow;
  letter_item: LetterItemRow;
  letterhead: LetterheadRow;
  mapping: MappingRow;
  pause: PauseRow;
  posted_through: PostedThroughRow;
  procedure: ProcedureRow;
  proposal_run: ProposalRunRow;
  schedule_run: ScheduleRunRow;
  secret: SecretRow;
  send_turn: SendTurnRow;
  sign_in_account: SignInAccountRow;
  sign_in_session: SignInSessionRow;
  sign_in_user: SignInUserRow;
  sign_in_verification: SignInVerificationRow;
  template: TemplateRow;
}
