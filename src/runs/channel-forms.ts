import { z } from "zod";
import { UserError } from "../core/user-error.ts";
import { channels } from "../open-folders.ts";
import type { Store } from "../store/database.ts";
import { applySettings, showSettings } from "./settings.ts";
import type { Data } from "./settings.ts";
import { creditorSchema } from "./settings-schema.ts";

/** A channel with what its form is drawn from. */
export interface ChannelForm {
  readonly name: string;
  /** JSON Schema (2020-12) of its settings, with `title`, `description`, `secret` and `when` at the fields. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** As stored, secrets hidden; null: not set up. */
  readonly settings: Readonly<Record<string, unknown>> | null;
}

export interface ChannelForms {
  readonly mode: "outbox" | "live";
  readonly channels: readonly ChannelForm[];
}

/** How each channel of a creditor is set up, and what its form is drawn from. The outbox needs no setting up. */
export async function channelForms(store: Pick<Store, "pool">, creditor: string): Promise<ChannelForms> {
  const [found] = await showSettings(store, creditor);
  const { channels: set } = found!;
  const schemas = schemasOf();
  const names = [...(await channels()).keys()].filter((name) => name !== "outbox");
  return {
    mode: set.mode,
    channels: names.map((name) => ({ name, schema: schemas[name]!, settings: (set[name] ?? null) as ChannelForm["settings"] })),
  };
}

function schemasOf(): Readonly<Record<string, Record<string, unknown>>> {
  const whole = z.toJSONSchema(creditorSchema([]), { io: "input", unrepresentable: "any" }) as unknown as {
    readonly properties: { readonly channels: { readonly properties: Readonly<Record<string, Record<string, unknown>>> } };
  };
  return whole.properties.channels.properties;
}

/**
 * Sets a channel up anew as its form says, or takes it away (null). What the form does not name goes back to its default; a secret that was shown
 * as kept stays.
 * @throws UserError `channel-unknown`, `settings-invalid`
 */
export async function setUpChannel(
  store: Pick<Store, "pool">,
  creditor: string,
  name: string,
  settings: Readonly<Record<string, unknown>> | null,
): Promise<void> {
  const [form] = (await channelForms(store, creditor)).channels.filter((each) => each.name === name);
  if (!form) throw new UserError("channel-unknown", `There is no channel "${name}" to set up. Choose one of: ${[...(await channels()).keys()].join(", ")}.`);
  const dropped = Object.fromEntries(Object.keys(form.settings ?? {}).map((field) => [field, null]));
  const patch = settings === null ? null : { ...dropped, ...settings };
  await applySettings(store, [{ channels: { [name]: patch as Data } }], { creditor });
}

/** Whether letters leave, or are written into the outbox folder. @throws UserError `settings-invalid` */
export async function setMode(store: Pick<Store, "pool">, creditor: string, mode: "outbox" | "live"): Promise<void> {
  await applySettings(store, [{ channels: { mode } }], { creditor });
}
