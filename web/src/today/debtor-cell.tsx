import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Decision } from "../api.ts";

/** The first cell of every row of the day: whom it is about, and the way to the account. */
export function DebtorCell({ account, children }: { account: Decision["account"]; children?: ReactNode }) {
  return (
    <td className="name">
      <Link to="/accounts/$account" params={{ account: account.id }}>
        {account.debtor.name}
      </Link>
      {children}
    </td>
  );
}
