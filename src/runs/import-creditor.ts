import type { PoolClient } from "pg";
import { UserError } from "../core/user-error.ts";
import type { Creditor } from "../core/values/party.ts";
import type { ReadOptions } from "../imports/contract.ts";
import { completeCreditor, ensureCreditor, readCreditors } from "../store/settings-store.ts";
import { currencyOption } from "./currency-option.ts";

/** The creditor named, else the only one. One that lives on a clock of its own (the demo) is never meant by default. */
export async function chooseCreditor(client: PoolClient, named: string | undefined): Promise<string> {
  const creditors = await readCreditors(client);
  if (named !== undefined) {
    if (creditors.some(({ id }) => id === named)) return named;
    const known = creditors.map(({ id }) => id).join(", ");
    throw new UserError(
      "creditor-unknown",
      `There is no creditor "${named}"${known ? `; known: ${known}` : ""}. Make one with \`firmly settings apply FILE\`, or leave --creditor out.`,
    );
  }
  const real = creditors.filter(({ settings }) => !settings.clock).map(({ id }) => id);
  if (real.length > 1) throw new UserError("creditor-ambiguous", `There are ${real.length} creditors: name one with --creditor (${real.join(", ")}).`);
  if (real[0]) return real[0];
  await ensureCreditor(client);
  return "default";
}

/** The creditor's settings, in the caller's transaction. */
export async function creditorIn(client: PoolClient, id: string): Promise<Creditor> {
  const [stored] = await readCreditors(client, id);
  return completeCreditor(id, stored!.name, stored!.settings);
}

/** What the creditor's settings say where a file says nothing. */
export function defaultsOf({ termsDays, country, currency: own }: Creditor, currency: string | undefined): ReadOptions["defaults"] {
  return { currency: currencyOption(currency) ?? own, termsDays, country };
}
