import { closedChannels } from "../core/process/closed-channels.ts";
import { isAnswerKind } from "../core/letter/answer.ts";
import type { Delivery } from "../store/delivery-store.ts";
import { loadDebtors } from "../store/settings-store.ts";
import type { DecidedAccount } from "./decide-accounts.ts";
import { planDeliveries } from "./delivery-plan.ts";
import { ANSWER_WAYS } from "./prepare-answer.ts";
import type { Sender } from "./send-delivery.ts";
import { voiceWay } from "./voice-way.ts";

/**
 * Whether a letter that is made now would go this way too, to the same address: the channel may have been switched off meanwhile, the debtor may not
 * want it any more, or the address was mended. What was written for a folder stays there: it leaves the house by nobody's hand.
 */
export async function isStillTheWay({ store, asOf, outDir, creditorOf }: Sender, delivery: Delivery, decided: DecidedAccount): Promise<boolean> {
  if (delivery.channel === "outbox") return true;
  const { account, view, procedure, rules } = decided;
  const creditor = await creditorOf(delivery.account);
  const [debtor] = await loadDebtors(store, [account.debtor]);
  const parties = { creditor, debtor: debtor! };
  const rule = isAnswerKind(delivery.step) ? ANSWER_WAYS : procedure.steps[delivery.step];
  const { closed } = await voiceWay(rule, decided, parties, closedChannels(view, asOf), asOf);
  const planned = await planDeliveries(store, { ...parties, rule, closed, isBusinessDay: rules.isBusinessDay, day: asOf, outDir });
  return planned.some(({ channel, recipient }) => channel.name === delivery.channel && recipient === delivery.recipient);
}
