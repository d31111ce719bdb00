import type { ClientBase } from "pg";
import type { Day } from "../core/values/day.ts";

/** A Message-ID stands in the head of a mail, which is far shorter. */
const HEAD_BYTES = 16_384;

/**
 * The first bytes of mails of an account that were accepted and speak of one of these documents, or were sent on `day`: the
 * newest `most`, oldest first.
 */
export async function earlierMails(
  client: Pick<ClientBase, "query">,
  account: number,
  about: { readonly documents: readonly string[]; readonly day: Day | null },
  most: number,
): Promise<Uint8Array[]> {
  const { rows } = await client.query<{ head: Buffer }>(
    `select substring(d.bytes from 1 for ${HEAD_BYTES}) as head
     from delivery v join letter l on l.id = v.letter_id join document d on d.hash = v.files -> 0 ->> 'hash'
     where v.account_id = $1 and v.channel = 'email' and v.state = 'accepted'
       and (l.sent_on = $3 or exists (select from jsonb_path_query(l.notice, '$.**{0 to 3}.document') as said where said #>> '{}' = any($2::text[]))
         or l.notice -> 'answer' -> 'documents' ?| $2::text[])
     order by l.sent_on desc, v.claimed_at desc, v.id desc limit $4`,
    [account, about.documents, about.day, most],
  );
  return rows.map(({ head }) => head).reverse();
}
