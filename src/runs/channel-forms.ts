import { z } from "zod";
import { UserError } from "../core/user-error.ts";
import { channels } from "../open-folders.ts";
import type { Store } from "../store/database.ts";
import { applySettings, type Data, showSettings, valueAt } from "./settings.ts";
import { creditorSchema } from "./settings-schema.ts";
import { wakeQueue } from "./worker.ts";

/** A group of settings with what its form is drawn from. */
export interface SettingsForm {
  readonly name: string;
  /** Where its settings stand among the creditor's: "channels.email". */
  readonly path: string;
  /** JSON Schema (2020-12), with `title`, `description`, `secret` and what else src/channels/settings/fields.ts tells of. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** As stored, secrets hidden; null: not set up. */
  readonly settings: Readonly<Record<string, unknown>> | null;
  /** How it is tried as it is stored: by a test mail, usually to `to`, or by a look into the mailbox; null: it cannot be, or is not set up. */
  readonly trial: { readonly kind: "mail" | "mailbox"; readonly to: string | null } | null;
}

export interface ChannelForms {
  readonly mode: "outbox" | "live";
  readonly channels: readonly SettingsForm[];
  /** What goes with them: where answers come in, and what is done every day. */
  readonly besides: readonly SettingsForm[];
}

const BESIDES = ["inbox", "schedule"] as const;

/** How each channel of a creditor is set up, and what its form is drawn from. The outbox needs no setting up. */
export async function channelForms(store: Pick<Store, "pool">, creditor: string): Promise<ChannelForms> {
  const [found] = await showSettings(store, creditor);
  const schema = z.toJSONSchema(creditorSchema([]), { io: "input", unrepresentable: "any" }) as Schema;
  const ways = await channels();
  const form = (path: string): SettingsForm => {
    const settings = withoutUnset(valueAt(found!, path));
    const name = path.split(".").at(-1)!;
    const isTried = settings !== null && ways.get(name)?.trial !== undefined;
    const asMailbox = name === "inbox" && settings?.imap !== undefined ? { kind: "mailbox" as const, to: null } : null;
    const trial = isTried ? { kind: "mail" as const, to: found!.contact?.email ?? null } : asMailbox;
    return { name, path, schema: schemaAt(schema, path.split(".")), settings, trial };
  };
  const names = [...ways.keys()].filter((name) => name !== "outbox");
  return { mode: found!.channels.mode, channels: names.map((name) => form(`channels.${name}`)), besides: BESIDES.map(form) };
}

interface Schema {
  readonly [key: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

function schemaAt(schema: Schema, [name, ...rest]: readonly string[]): Schema {
  return name === undefined ? schema : schemaAt(schema.properties![name]!, rest);
}

/** Defaults that are told as null are no settings. */
function withoutUnset(group: unknown): SettingsForm["settings"] {
  const set = Object.entries((group ?? {}) as Record<string, unknown>).filter(([, value]) => value !== null);
  return set.length > 0 ? Object.fromEntries(set) : null;
}

/**
 * Sets a group up anew as its form says, or takes it away (null). What the form does not name goes back to its default; a secret that was shown
 * as kept stays.
 * @param name of a channel, or "inbox" or "schedule"
 * @throws UserError `channel-unknown`, `settings-invalid`
 */
export async function setUp(store: Pick<Store, "pool">, creditor: string, name: string, settings: Readonly<Record<string, unknown>> | null): Promise<void> {
  const { channels: ways, besides } = await channelForms(store, creditor);
  const all = [...ways, ...besides];
  const form = all.find((each) => each.name === name);
  if (!form) throw new UserError("channel-unknown", `There is nothing called "${name}" to set up. Choose one of: ${all.map((each) => each.name).join(", ")}.`);
  const dropped = Object.fromEntries(Object.keys(form.settings ?? {}).map((field) => [field, null]));
  const patch = settings === null ? null : ({ ...dropped, ...settings } as Data);
  await applySettings(store, [form.path.split(".").reduceRight<Data>((inner, each) => ({ [each]: inner }), patch) as { readonly [name: string]: Data }], {
    creditor,
  });
  await wakeQueue(store);
}

/** Whether letters leave, or are written into the outbox folder. @throws UserError `settings-invalid` */
export async function setMode(store: Pick<Store, "pool">, creditor: string, mode: "outbox" | "live"): Promise<void> {
  await applySettings(store, [{ channels: { mode } }], { creditor });
}
