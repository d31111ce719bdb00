import { isAbsolute, join, resolve } from "node:path";
import type { Channel } from "../channels/contract.ts";
import type { StepRule } from "../core/process/procedure.ts";
import type { ClosedChannels, Rules } from "../core/process/view.ts";
import { addBusinessDays } from "../core/values/business-days.ts";
import type { Day } from "../core/values/day.ts";
import type { Creditor, Debtor } from "../core/values/party.ts";
import { channels } from "../open-folders.ts";
import type { Store } from "../store/database.ts";

/** One way that a letter will go, before it is claimed. */
export interface PlannedDelivery {
  readonly channel: Channel;
  readonly recipient: string;
  /** Expected delivery (R4). */
  readonly deliveredOn: Day;
}

export interface PlanRequest {
  readonly creditor: Creditor;
  readonly debtor: Debtor;
  readonly rule: Pick<StepRule, "channels" | "also">;
  readonly closed: ClosedChannels;
  readonly isBusinessDay: Rules["isBusinessDay"];
  readonly day: Day;
  /** The folder that the caller wants the files in; null: as the creditor's settings say. */
  readonly outDir: string | null;
}

export async function findChannel(name: string): Promise<Channel> {
  const channel = (await channels()).get(name);
  if (!channel) throw new Error(`there is no channel "${name}" in src/channels`);
  return channel;
}

/** The folder that paths in settings start from: the data folder, or with a database by URL the working folder. */
export function rootOf(store: Pick<Store, "folder">): string {
  return store.folder ?? process.cwd();
}

/**
 * By which channels a letter goes, and to which addresses. `outbox`: into the folder. Otherwise by the first of the step's
 * channels that is open and reaches the debtor, and by those that it names besides. Empty where none does.
 */
export async function planDeliveries(store: Pick<Store, "folder">, request: PlanRequest): Promise<PlannedDelivery[]> {
  if (request.outDir !== null || request.creditor.channels.mode === "outbox") return plan(store, request, ["outbox"]);
  const open = (name: string) => !request.closed.has(name as "email");
  const planned: PlannedDelivery[] = [];
  for (const name of request.rule.channels.filter(open)) {
    if (planned.length === 0) planned.push(...(await plan(store, request, [name])));
  }
  const besides = request.rule.also.filter((name) => open(name) && planned.every(({ channel }) => channel.name !== name));
  return [...planned, ...(await plan(store, request, besides))];
}

async function plan(store: Pick<Store, "folder">, request: PlanRequest, names: readonly string[]): Promise<PlannedDelivery[]> {
  const planned: PlannedDelivery[] = [];
  for (const name of names) {
    const channel = await findChannel(name);
    const settings = channelSettings(store, channel, request.creditor, request.day, request.outDir);
    const recipient = settings === null ? null : channel.recipient(request.debtor, settings);
    if (!recipient) continue;
    planned.push({ channel, recipient, deliveredOn: addBusinessDays(request.isBusinessDay, request.day, channel.transitBusinessDays(settings, recipient)) });
  }
  return planned;
}

/** A channel's own settings, checked; null where the creditor has not set it up. */
export function channelSettings(store: Pick<Store, "folder">, channel: Channel, creditor: Creditor, day: Day, outDir: string | null): unknown {
  const given = (creditor.channels as unknown as Record<string, unknown>)[channel.name] ?? null;
  const root = rootOf(store);
  if (channel.name === "outbox") return channel.settings.parse({ folder: outboxFolder(root, creditor, day, outDir), root });
  if (!given) return null;
  const settings: object = channel.settings.parse(given) as object;
  const { folder } = settings as { folder?: string };
  return folder === undefined || isAbsolute(folder) ? settings : { ...settings, folder: resolve(root, folder) };
}

function outboxFolder(root: string, creditor: Creditor, day: Day, outDir: string | null): string {
  if (outDir !== null) return resolve(outDir);
  return resolve(root, join(creditor.channels.outbox.folder ?? "outbox", day));
}
