// The decision alone, on one core: a million decisions about accounts of five items and ten activities, nothing read from
// anywhere. The floor is as many folds of the same five items into what is open, which must be known before anything is decided.
import { openItems } from "../dist/core/ledger/open-items.js";
import { decide } from "../dist/core/process/decide.js";
import { addDays } from "../dist/core/values/day.js";
import { bankDays, businessDays } from "../dist/jurisdictions/calendar.js";
import { loadProcedure } from "../dist/procedures/read.js";

const [, , , decisions] = process.argv.map(Number);
const ACCOUNTS = 1000;
const DAY = "2026-11-23";
const procedure = loadProcedure("standard");
const rules = {
  isBusinessDay: businessDays("DE", "BE"),
  isBankDay: bankDays("DE", null),
  expectedDelivery: (_step, day) => day,
  lawfulLeadDays: () => 0,
  claimLaw: null,
};

function entriesOf(account) {
  return [1, 2, 3, 4, 5].map((n) => {
    const due = addDays("2026-09-10", (account * 7 + n * 13) % 60);
    const amountMinor = BigInt(10_000 + ((account * 31 + n * 977) % 500_000));
    const document = { kind: "invoice", item: n, document: `INV-${account}-${n}`, instalment: 1, amountMinor };
    return { id: n, ...document, issued: "2026-08-10", due, happenedOn: "2026-08-10", knownOn: "2026-08-11" };
  });
}

/** A course such as many accounts have: three messages, calls, a promise that was broken, a part dispute that was answered, a hold that ended. */
function activitiesOf(account) {
  const from = addDays("2026-09-20", account % 40);
  const letter = (step, days, items) => {
    const on = addDays(from, days);
    const named = items.map((item) => ({ item, step, generation: 0 }));
    return {
      kind: "letter",
      letter: `L${account}-${step}`,
      step,
      items: named,
      channels: ["email"],
      sentOn: on,
      deliveredOn: on,
      payBy: addDays(from, days + 10),
      on: days,
    };
  };
  const happenings = [
    letter("reminder", 0, [1, 2, 3]),
    letter("past-due", 5, [1, 2]),
    { kind: "note", detail: "", on: 6 },
    { kind: "call", outcome: "no_answer", detail: "", on: 7 },
    letter("first", 12, [1, 2, 3]),
    { kind: "call", outcome: "rpc_promise", detail: "", on: 20 },
    { kind: "promise", amountMinor: 10_000n, day: addDays(from, 25), items: [1], on: 20 },
    { kind: "dispute", item: 2, reason: "price", detail: "", amountMinor: 2_000n, on: 21 },
    { kind: "dispute-resolved", item: 2, outcome: "unjustified", payBy: addDays(from, 34), on: 24 },
    { kind: "hold", item: 3, reason: "delivery", until: addDays(from, 30), on: 24 },
  ];
  return happenings.map(({ on, ...happening }, n) => {
    const day = addDays(from, on);
    return { id: n + 1, account, ...happening, happenedOn: day, knownOn: day, by: null };
  });
}

const ledgers = Array.from({ length: ACCOUNTS }, (_, account) => entriesOf(account));
const views = ledgers.map((entries, account) => ({
  currency: "EUR",
  ledger: openItems(entries, DAY),
  activities: activitiesOf(account),
  debtorActivities: [],
  proposedCash: [],
  payments: { through: DAY, by: "ledger" },
  salesCheckMinor: 500_000n,
  reach: { email: "a@b.example", phone: null, post: true },
  callsPossible: true,
}));

function time(rounds, work) {
  const start = process.cpuUsage();
  for (let round = 0; round < rounds; round++) for (let account = 0; account < ACCOUNTS; account++) work(account);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

const kinds = {};
for (const view of views) {
  const { kind } = decide(view, procedure, rules, DAY);
  kinds[kind] = (kinds[kind] ?? 0) + 1;
}
if (Object.keys(kinds).length < 2) throw new Error(`all accounts come to the same: ${JSON.stringify(kinds)}`);
const rounds = decisions / ACCOUNTS;
const floor = time(rounds, (account) => openItems(ledgers[account], DAY));
const seconds = time(rounds, (account) => decide(views[account], procedure, rules, DAY));
process.stdout.write(`${JSON.stringify({ seconds, floor, kinds })}\n`);
