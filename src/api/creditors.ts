import { createRoute, z } from "@hono/zod-openapi";
import { onOrAfter } from "../core/values/business-days.ts";
import { addDays, type Day, parseDay } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import { businessDays } from "../jurisdictions/calendar.ts";
import { moveClock, todayOf } from "../runs/clock.ts";
import { type PaymentsState, paymentsState, toImport } from "../runs/payments-state.ts";
import { showSettings } from "../runs/settings.ts";

import { loadCreditor, loadCreditors } from "../store/settings-store.ts";
import { answers, jsonBody } from "./answers.ts";
import { creditorId, day } from "./decision.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const creditor = z
  .object({
    id: z.string(),
    name: z.string(),
    today: day,
    ownClock: z.boolean().openapi({ description: "Whether it lives on a clock of its own, which can be moved (the demo)." }),
    mode: z.enum(["outbox", "live"]),
    postedThrough: day.nullable().openapi({ description: "The day up to which payments are known." }),
    payments: z.object({
      by: z.enum(["bank", "ledger"]),
      needed: day.openapi({ description: "Second letters and what follows them need payments up to this day." }),
      isLate: z.boolean(),
      accounts: z.array(z.object({ id: z.string(), iban: z.string().nullable(), through: day.nullable(), lags: z.boolean() })).readonly(),
    }),
  })
  .openapi("Creditor");

const list = createRoute({ method: "get", path: "/", responses: answers(z.object({ creditors: z.array(creditor) }), "Who is owed, and their today.") });

const settings = createRoute({
  method: "get",
  path: "/{creditor}/settings",
  request: { params: z.object({ creditor: creditorId }) },
  responses: answers(z.record(z.string(), z.any()), "The settings in force, defaults filled in, passwords hidden. They are changed by `firmly settings`."),
});

const move = createRoute({
  method: "post",
  path: "/{creditor}/clock",
  request: { params: z.object({ creditor: creditorId }), body: jsonBody(z.object({ to: z.union([z.enum(["next-day", "next-business-day"]), day]) })) },
  responses: answers(z.object({ today: day }), "Moves the clock of a creditor that lives on one of its own."),
});

/** Creditors, their today, and the clock of those that have one of their own. */
export function creditors({ store }: ServerContext) {
  return addresses()
    .openapi(list, async (context) => {
      const found = await loadCreditors(store);
      const shown = await Promise.all(found.map(async (each) => present(each, await paymentsState(store.pool, each, todayOf(each)))));
      return context.json({ creditors: shown }, 200);
    })
    .openapi(settings, async (context) => {
      const [found] = await showSettings(store, context.req.valid("param").creditor);
      return context.json({ ...found! }, 200);
    })
    .openapi(move, async (context) => {
      const found = await loadCreditor(store, context.req.valid("param").creditor);
      const moved = await moveClock(store, found.id, dayOfMove(found, context.req.valid("json").to));
      return context.json({ today: todayOf(moved) }, 200);
    });
}

function present(each: Creditor, state: PaymentsState): z.infer<typeof creditor> {
  const { through, by, needed, accounts } = state;
  const payments = { by, needed, isLate: toImport(state).length > 0, accounts };
  return { id: each.id, name: each.name, today: todayOf(each), ownClock: each.clock !== null, mode: each.channels.mode, postedThrough: through, payments };
}

function dayOfMove(creditor: Creditor, to: string): Day {
  const next = addDays(todayOf(creditor), 1);
  if (to === "next-business-day") return onOrAfter(businessDays(creditor.country, creditor.region), next);
  return parseDay(to) ?? next;
}
