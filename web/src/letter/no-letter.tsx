import { Link } from "@tanstack/react-router";
import type { Account } from "../api.ts";
import { Empty } from "../frame/problem-view.tsx";
import { formatWeekday } from "../values/day.ts";
import { LetterFiles } from "./letter-files.tsx";

/** Where no letter would leave: the one that left today, else where to read why. */
export function NoLetter({ account }: { account: Account }) {
  const { asOf, debtor } = account;
  const today = account.timeline.find(({ letter, day }) => letter && day === asOf)?.letter;
  const page = (
    <Link to="/accounts/$account" params={{ account: account.account.id }}>
      The account’s page
    </Link>
  );
  if (today)
    return (
      <Empty title="This letter was delivered today">
        The exact files that left: <LetterFiles letter={today} /> {page} says what comes next.
      </Empty>
    );
  return (
    <Empty title="No letter today">
      Nothing would leave for {debtor.name} on {formatWeekday(asOf)}. {page} says why, and shows what has been delivered.
    </Empty>
  );
}
