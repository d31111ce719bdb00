import type { DebtorClock } from "../core/insight/call-conduct.ts";
import { type CallSheet, callSheet } from "../core/insight/call-sheet.ts";
import { timeOfDay } from "../core/process/contact-hours.ts";
import type { Day } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import { timeZonesOf } from "../jurisdictions/time-zones.ts";
import { chooseLanguage } from "../languages/read.ts";
import { type CallScript, callScript } from "../letters/call-script.ts";
import { wordingOf } from "../letters/wording.ts";
import { resolveAccount } from "../store/account-store.ts";
import type { Store } from "../store/database.ts";
import { insertDocuments } from "../store/letter-store.ts";
import { loadCreditor, loadDebtors } from "../store/settings-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { conductFor } from "./call-check.ts";
import { dayIn, minuteIn, now } from "./clock.ts";
import { decideBesideOthers } from "./decide-accounts.ts";
import { loadHouse } from "./house/house.ts";
import { keptDocument } from "./kept-document.ts";

/** What `firmly call-sheet --json` prints; `hash` is the SHA-256 under which it was frozen, and stands outside of it. */
export interface CallSheetDocument extends CallSheet {
  readonly script: CallScript;
  /** The instant for which its clocks and its conduct hold; null on a day that is played through. */
  readonly at: string | null;
}

export interface SheetRequest {
  /** An account's id, or a debtor's where that has one account. */
  readonly account: string;
  readonly asOf: Day;
  /** Keeps the bytes, so that the record of the call can name what lay before the caller. */
  readonly freeze: boolean;
}

/** The call sheet of an account, now. */
export async function makeCallSheet(store: Store, { account: name, asOf, freeze }: SheetRequest): Promise<{ sheet: CallSheetDocument; hash: string | null }> {
  return inTransaction(store, async (client) => {
    const { entries, ...decided } = await decideBesideOthers(client, await resolveAccount(client, name), asOf);
    const { account } = decided;
    const creditor = await loadCreditor(store, account.creditor);
    const [debtor] = await loadDebtors(store, [account.debtor]);
    const instant = creditor.clock === null && dayIn(creditor.timeZone, now()) === asOf ? now() : null;
    const country = account.country ?? creditor.country;
    const sheet = callSheet({
      ...decided,
      account: `A${account.id}`,
      currency: account.currency,
      creditor,
      debtor: debtor!,
      entries,
      today: asOf,
      conduct: await conductFor({ country, type: account.type }, asOf),
      clocks: instant ? clocksOf(country, creditor, instant) : [],
    });
    const language = (await loadHouse(client, creditor.id, asOf)).dress(chooseLanguage([sheet.contact.language, creditor.language]));
    const script = callScript(sheet, wordingOf(language, country), creditor.contact?.phone ?? "[our number]");
    const document: CallSheetDocument = { ...sheet, script, at: instant?.toISOString() ?? null };
    return { sheet: document, hash: freeze ? await keep(client, document) : null };
  });
}

async function keep(client: Parameters<typeof insertDocuments>[0], document: CallSheetDocument): Promise<string> {
  const kept = keptDocument("application/json", Buffer.from(JSON.stringify(document)));
  await insertDocuments(client, [kept]);
  return kept.hash;
}

/** What the clocks of a country show, each time once: nobody knows in which part of it the debtor lives. */
function clocksOf(country: string | null, { timeZone }: Pick<Creditor, "timeZone">, instant: Date): DebtorClock[] {
  const zones = timeZonesOf(country);
  const shown = new Map<string, DebtorClock>();
  for (const zone of zones.length > 0 ? zones : [timeZone]) {
    const clock = { zone, day: dayIn(zone, instant), minute: minuteIn(zone, instant) };
    const key = `${clock.day} ${timeOfDay(clock.minute)}`;
    if (!shown.has(key)) shown.set(key, clock);
  }
  return [...shown.values()];
}
