import { checkRules } from "../../store/check-rules.ts";
import type { Fault } from "../../store/check-store.ts";
import type { Store } from "../../store/database.ts";
import { INBOX_RULES } from "../../store/inbox-rules.ts";
import { LETTER_RULES } from "../../store/letter-rules.ts";
import { PROOF_RULES } from "../../store/proof-rules.ts";
import { inTransaction } from "../../store/transaction.ts";
import { type AnchorLine, checkAnchors } from "./anchors.ts";
import { checkChains } from "./check-chains.ts";

export interface VerifyReport {
  readonly verified: { readonly accounts: number; readonly activities: number; readonly anchors: number; readonly rules: number };
  readonly problems: readonly Fault[];
}

/**
 * Whether the proof of what was sent and answered is whole: every log from its first activity to its head, every receipt under its seal, every byte
 * that left and every message that came in under its hash, every letter as its log has it, every anchor. Changes nothing.
 * @param kept anchors that were kept elsewhere: they show a log whose end was cut off together with its head
 */
export async function verifyProof(store: Store, kept: readonly AnchorLine[] = []): Promise<VerifyReport> {
  return inTransaction(store, async (client) => {
    await client.query("set transaction isolation level repeatable read, read only");
    const chains = await checkChains(client);
    const { rules, faults } = await checkRules(client, { ...PROOF_RULES, ...LETTER_RULES, ...INBOX_RULES });
    const anchors = await checkAnchors(client, kept);
    return {
      verified: { accounts: chains.accounts, activities: chains.count, anchors: anchors.count, rules },
      problems: [...chains.faults, ...faults, ...anchors.faults],
    };
  });
}
