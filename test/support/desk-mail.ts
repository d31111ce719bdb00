import { UserError } from "../../src/core/user-error.ts";
import type { Day } from "../../src/core/values/day.ts";
import { assignMail } from "../../src/runs/inbox/assign-mail.ts";
import { confirmMail } from "../../src/runs/inbox/confirm-mail.ts";
import { listInbox, showMail } from "../../src/runs/inbox/inbox-desk.ts";
import type { SuggestedHappening } from "../../src/runs/inbox/suggest.ts";
import { takeMail } from "../../src/runs/inbox/take-mail.ts";
import { readSaid } from "../../src/runs/said.ts";
import type { Store } from "../../src/store/database.ts";
import { nextWords } from "./desk-records.ts";

/** What a story's mails need of the desk. */
interface MailDesk {
  readonly store: Store;
  day: Day;
  seen: string[];
}

type Do = (words: RegExpExecArray, desk: MailDesk) => Promise<void>;

/**
 * Mail that comes in, and what a person makes of it. Seen are `M1 of D`, `M1 of nobody` or `known already`, what is suggested of it (`suggested: promise of
 * 300.00 by 2026-06-05 for A-1001`), and after it was dealt with what happens next.
 */
export const MAIL_SENTENCES: readonly (readonly [RegExp, Do])[] = [
  [/^the mail address of (\S+) is (\S+)$/, async (w, d) => void (await d.store.pool.query("update debtor set email = $2 where id = $1", [w[1], w[2]]))],
  [/^(\S+@\S+) writes: (.+)$/, (w, d) => comeIn(d, w[1]!, w[2]!, [])],
  [/^a robot of (\S+@\S+) answers: (.+)$/, (w, d) => comeIn(d, w[1]!, w[2]!, ["Auto-Submitted: auto-replied"])],
  [/^what is suggested of (M\d+) is recorded$/, (w, d) => confirm(d, w[1]!, (all) => all)],
  [/^suggestion (\d+) of (M\d+) is recorded$/, (w, d) => confirm(d, w[2]!, (all) => [all[Number(w[1]) - 1]!])],
  [/^(M\d+) is only read$/, (w, d) => confirm(d, w[1]!, () => [])],
  [/^(M\d+) is about (\S+)$/, (w, d) => assign(d, w[1]!, w[2]!)],
  [/^the inbox$/, (_, d) => list(d)],
];

async function comeIn(desk: MailDesk, from: string, text: string, more: readonly string[]): Promise<void> {
  const { store, day } = desk;
  const lines = [
    `From: <${from}>`,
    "To: <ar@creditor.example>",
    `Subject: ${more.length > 0 ? "Automatic reply" : "Your letter"}`,
    `Date: ${new Date(`${day}T09:00:00Z`).toUTCString()}`,
    `Message-ID: <${Buffer.from(`${day} ${from} ${text}`).toString("base64url").slice(-40)}@mail.example>`,
    "Content-Type: text/plain; charset=utf-8",
    ...more,
    "",
    text,
    "",
  ];
  const { mail, isNew } = await takeMail(store, { creditor: "default", bytes: Buffer.from(lines.join("\r\n")), today: day });
  if (isNew) await see(desk, `M${mail.number}`);
  else desk.seen.push("known already");
}

async function see({ store, day, seen }: MailDesk, message: string): Promise<void> {
  const { about, kind, warning, suggestions } = await showMail(store, message, day);
  seen.push(`${message} of ${about?.debtor.id ?? "nobody"}`, kind, ...(warning === null ? [] : [`warned: ${warning}`]));
  seen.push(
    ...suggestions.map(({ happening, missing }) => `suggested: ${wordsOf(happening)}${missing.length > 0 ? `, ${missing.join(" and ")} missing` : ""}`),
  );
  if (suggestions.length === 0) seen.push("nothing is suggested");
}

function wordsOf({ kind, amount, day, until, document, documents, reason }: SuggestedHappening): string {
  const about = document ?? documents?.join("+");
  const because = kind === "dispute" && reason ? `: ${reason}` : "";
  return `${kind}${amount ? ` of ${amount}` : ""}${day ? ` by ${day}` : ""}${until ? ` until ${until}` : ""}${about ? ` for ${about}` : ""}${because}`;
}

async function confirm({ store, day, seen }: MailDesk, message: string, chosen: (all: SuggestedHappening[]) => SuggestedHappening[]): Promise<void> {
  const { suggestions } = await showMail(store, message, day);
  const said = chosen(suggestions.map(({ happening }) => happening)).map(readSaid);
  const { recorded, next, warnings } = await confirmMail(store, { message, by: "Ann", asOf: day, said });
  if (next === null) throw new UserError("story-sentence", `${message} came to nothing`);
  seen.push(`recorded ${recorded.length}`, ...warnings.map((warning) => `warned: ${warning}`), nextWords(next));
}

async function assign(desk: MailDesk, message: string, account: string): Promise<void> {
  await assignMail(desk.store, { message, account, by: "Ann", asOf: desk.day });
  await see(desk, message);
}

async function list({ store, seen }: MailDesk): Promise<void> {
  const { messages } = await listInbox(store, { creditor: "default", part: "waiting", limit: 50 });
  seen.push(...messages.map(({ id, about }) => `${id} of ${about?.debtor.id ?? "nobody"} waits`));
  if (messages.length === 0) seen.push("nothing waits");
}
