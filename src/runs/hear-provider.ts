import type { Heard, HookRequest } from "../channels/contract.ts";
import { channels } from "../open-folders.ts";
import type { Store } from "../store/database.ts";
import { loadCreditors } from "../store/settings-store.ts";
import { todayOf } from "./clock.ts";
import { channelSettings } from "./delivery-plan.ts";
import { messageOf, recordNews } from "./delivery-news.ts";

/** What the provider is told. `nowhere`: there is nothing at this address, or it was not signed; which of them is not said. */
export type HookAnswer = { readonly said: "heard"; readonly answer: Heard["answer"] } | { readonly said: "nowhere" } | { readonly said: "later" };

/** A provider's request, as it came. */
export type ProviderRequest = HookRequest;

/** Hands a provider's request to the channel that it is for, and records what that understood. */
export async function hearProvider(store: Store, creditorId: string, channelName: string, request: ProviderRequest): Promise<HookAnswer> {
  const channel = (await channels()).get(channelName);
  const creditor = (await loadCreditors(store)).find(({ id }) => id === creditorId);
  if (!channel?.hear || !creditor) return { said: "nowhere" };
  const today = todayOf(creditor);
  const settings = channelSettings(store, channel, creditor, today, null);
  if (settings === null) return { said: "nowhere" };
  const heard = await channel.hear(request, settings, (id) => messageOf(store, creditorId, channelName, id));
  if (heard === "not-authentic") return { said: "nowhere" };
  const outcomes = await recordNews(store, creditorId, channelName, heard.news, today);
  return outcomes.includes("early") ? { said: "later" } : { said: "heard", answer: heard.answer };
}
