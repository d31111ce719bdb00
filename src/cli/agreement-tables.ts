import type { AccountDocument } from "../runs/account-report.ts";
import { table } from "./table.ts";

/** Promises, plans, disputes and holds, a table of each that there is. The number is what `firmly record` takes it back by. */
export function agreementTables({ promises, plans, disputes, holds }: Pick<AccountDocument, "promises" | "plans" | "disputes" | "holds">): string[] {
  const tables = [
    ...unlessEmpty(
      ["promise", "made", "for", "amount", "paid", "of", "state"],
      promises.map((each) => [
        `${each.number}`,
        each.madeOn,
        each.day,
        each.amount,
        each.paid,
        documents(each.documents),
        each.idle ? `${each.status}, ${words(each.idle)}` : each.status,
      ]),
    ),
    ...plans.map((plan) =>
      table(
        [`plan ${plan.number} of ${plan.agreedOn}, ${plan.status}`, "day", "amount", "paid", "state"],
        plan.instalments.map((each) => [`${each.number} of ${plan.instalments.length}`, each.day, each.amount, each.paid, each.status]),
      ),
    ),
    ...unlessEmpty(
      ["dispute", "since", "of", "reason", "amount", "not asked for", "owner", "answer by", "state"],
      disputes.map((each) => [
        `${each.number}`,
        each.since,
        each.document,
        each.reason,
        each.amount ?? "all",
        each.excluded,
        each.owner ?? "",
        each.answerBy ?? "",
        words(each.state),
      ]),
    ),
    ...unlessEmpty(
      ["hold", "since", "until", "on", "reason"],
      holds.map((each) => [
        `${each.number}`,
        each.since,
        each.until ?? "it is lifted",
        each.document ?? each.contact ?? each.channel ?? each.scope,
        each.reason,
      ]),
    ),
  ];
  return tables;
}

function unlessEmpty(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length > 0 ? [table(head, rows)] : [];
}

function documents(numbers: readonly string[]): string {
  return numbers.length > 0 ? numbers.join(", ") : "the account";
}

function words(code: string): string {
  return code.replaceAll("-", " ");
}
