import type { RuleTable } from "./check-rules.ts";

/** What inbox and logs must say of each other: whatever a person wrote has stopped the letters, and stops them until somebody has read it. */
export const INBOX_RULES: RuleTable = {
  "message-unheard": {
    message: "came in for an account, but its log knows nothing of it",
    sql: `select 'M' || m.number as what, 'A' || m.account_id as detail from inbound_mail m where m.kind in ('reply', 'auto-reply') and m.state in ('unread', 'done')
          and not exists (select from activity t where t.account_id = m.account_id and t.kind = m.kind and t.body::jsonb ->> 'message' = 'M' || m.number)`,
  },
  "message-differs": {
    message: "is listed with another sender, subject or kind than was read in it",
    sql: `select 'M' || number as what, creditor as detail from inbound_mail where kind <> reading ->> 'kind' or subject <> reading ->> 'subject'
          or sender is distinct from reading #>> '{from,address}' or message_id is distinct from reading ->> 'messageId'`,
  },
  "message-left-open": {
    message: "waits to be read, but its account's log says that it was read",
    sql: `select 'M' || m.number as what, 'A' || m.account_id as detail from inbound_mail m where m.state = 'unread'
          and exists (select from activity t where t.account_id = m.account_id and t.kind = 'reply-read' and t.body::jsonb ->> 'message' = 'M' || m.number)`,
  },
  "message-closed": {
    message: "was dealt with, but its account's log still waits for it",
    sql: `select 'M' || m.number as what, 'A' || m.account_id as detail from inbound_mail m join activity o on o.account_id = m.account_id and o.kind = 'reply'
            and o.body::jsonb ->> 'message' = 'M' || m.number
          where m.state in ('done', 'ignored') and not exists (select from activity t where t.account_id = m.account_id and t.kind = 'reply-read'
            and (t.body::jsonb ->> 'message' = 'M' || m.number or t.body::jsonb ->> 'message' is null and t.id > o.id))`,
  },
};
