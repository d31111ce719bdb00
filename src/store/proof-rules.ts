import type { RuleTable } from "./check-rules.ts";
import { sealedAt } from "./receipt-store.ts";

/** What must hold of the proof of deliveries: each receipt on its log, its content under its seal, every byte that left under its hash. */
export const PROOF_RULES: RuleTable = {
  "receipt-missing": {
    message: "stands on the log, but what was answered is gone or is another",
    sql: `select t.body::jsonb ->> 'delivery' as what, 'receipt ' || (t.body::jsonb ->> 'number') || ', A' || t.account_id as detail from activity t
          left join delivery_receipt r on r.delivery_id = t.body::jsonb ->> 'delivery' and r.number = (t.body::jsonb ->> 'number')::int
          where t.kind = 'receipt' and (encode(r.seal, 'hex') is distinct from t.body::jsonb ->> 'seal' or r.outcome is distinct from t.body::jsonb ->> 'outcome')`,
  },
  "receipt-unknown": {
    message: "is kept, but the log knows nothing of it",
    sql: `select r.delivery_id as what, 'receipt ' || r.number || ', A' || r.account_id as detail from delivery_receipt r
          where not exists (select from activity t where t.account_id = r.account_id and t.kind = 'receipt' and t.body::jsonb ->> 'delivery' = r.delivery_id
              and (t.body::jsonb ->> 'number')::int = r.number)`,
  },
  "receipt-altered": {
    message: "says something else than was sealed",
    sql: `select delivery_id as what, 'receipt ' || number || ', A' || account_id as detail from delivery_receipt where content is not null
          and case when sha256(salt || convert_to(content, 'UTF8')) <> seal then true
            -- Receipts of earlier versions hold recipient and answer only.
            else content::jsonb ? 'at' and (content::jsonb ->> 'providerId' is distinct from provider_id or content::jsonb ->> 'at' <> ${sealedAt("recorded_at")}) end`,
  },
  "delivery-altered": {
    message: "stands otherwise than its receipts say, or for another letter, channel or recipient",
    sql: `select v.id as what, v.state || ', A' || v.account_id as detail from delivery v join letter l on l.id = v.letter_id
          left join lateral (select r.outcome from delivery_receipt r where r.delivery_id = v.id and r.outcome in ('accepted', 'refused', 'failed', 'uncertain', 'bounced', 'returned')
            order by r.number desc limit 1) last on true
          where v.account_id <> l.account_id or v.id <> v.letter_id || '-' || v.channel
            -- A letter that was recalled before it left is withdrawn without a word from its channel.
            or v.state <> 'claimed' and v.state <> last.outcome and not (v.state = 'refused' and last.outcome = 'failed')
            or exists (select from delivery_receipt r where r.delivery_id = v.id and r.outcome = 'accepted'
              and case when r.content is not null and sha256(r.salt || convert_to(r.content, 'UTF8')) = r.seal then r.content::jsonb ->> 'recipient' <> v.recipient end)`,
  },
  "bytes-altered": {
    message: "are no longer the bytes that were kept under this hash",
    sql: `select 'document ' || left(hash, 16) as what, media_type as detail from document where encode(sha256(bytes), 'hex') <> hash`,
  },
  "bytes-missing": {
    message: "was handed over, or told of, with bytes that are gone or are none of its own",
    sql: `select t.body::jsonb ->> 'delivery' as what, left(f.hash, 16) || ', A' || t.account_id as detail from activity t, jsonb_array_elements_text(t.body::jsonb -> 'files') as f (hash)
          where t.kind = 'receipt' and (not exists (select from document d where d.hash = f.hash)
            or not exists (select from delivery v, jsonb_array_elements(v.files) as own (file) where v.id = t.body::jsonb ->> 'delivery' and own.file ->> 'hash' = f.hash)
              and not exists (select from inbound_mail m where m.account_id = t.account_id and m.hash = f.hash))`,
  },
  "message-altered": {
    message: "is on the log, but the message is gone or is another",
    sql: `select t.body::jsonb ->> 'message' as what, t.kind || ', A' || t.account_id as detail from activity t join account a on a.id = t.account_id
          where t.kind in ('reply', 'auto-reply', 'reply-read') and t.body::jsonb ->> 'message' is not null
          and not exists (select from inbound_mail m where 'M' || m.number = t.body::jsonb ->> 'message' and m.creditor = a.creditor and m.hash = coalesce(t.body::jsonb ->> 'bytes', m.hash))`,
  },
  "acceptance-unproven": {
    message: "counts as accepted, but no receipt says so",
    sql: `select v.id as what, v.state || ', A' || v.account_id as detail from delivery v where v.state in ('accepted', 'bounced', 'returned')
          and exists (select from delivery_receipt r where r.delivery_id = v.id) and not exists (select from delivery_receipt r where r.delivery_id = v.id and r.outcome = 'accepted')`,
  },
  "anchored-missing": {
    message: "was anchored, but is not on the log any more, or is another",
    sql: `select 'A' || h.account_id as what, 'activity ' || h.activity || ', anchor ' || h.anchor as detail from anchor_head h
          left join activity t on t.account_id = h.account_id and t.id = h.activity where t.hash is distinct from h.hash`,
  },
};
