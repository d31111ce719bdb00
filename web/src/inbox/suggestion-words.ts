import type { Suggestion } from "../api.ts";
import { disputeReasons } from "../languages/en.ts";
import { formatNearDay } from "../values/day.ts";
import { groupDigits } from "../values/money.tsx";

/** What one click records, on its button: "Record promise: EUR 1,200.00 by Fri 4 Dec". An ellipsis says that something is to be filled in first. */
export function suggestionWords({ intent, happening, missing }: Suggestion, currency: string, today: string): string {
  const { kind, amount, day, document, documents = [], reason = "", contact = "", until } = happening;
  const money = amount === undefined ? "" : `${currency} ${groupDigits(amount)}`;
  if (kind === "promise") {
    if (missing.length > 0) return amount === undefined ? "Record promise…" : `Record promise: ${money}…`;
    const of = documents.length > 0 ? ` for ${documents.join(", ")}` : "";
    return `Record promise: ${money} by ${formatNearDay(day!, today)}${of}`;
  }
  if (kind === "dispute") {
    if (missing.length > 0) return "Record dispute…";
    return `Record dispute: ${document}${money && `, ${money}`}, ${disputeReasons[reason] ?? reason}`;
  }
  if (kind === "stop-contact") return "Stop all contact";
  if (kind === "insolvency") return "Record insolvency";
  if (kind === "note") return intent === "copy-wanted" ? "Note that a copy is wanted" : "Note it";
  if (contact) return `Stop using ${contact}`;
  const on = document === undefined ? "" : ` ${document}`;
  return `Hold${on} until ${until === undefined ? "lifted" : formatNearDay(until, today)}: ${intent === "plan-wanted" ? "a plan is talked about" : "the payment may arrive"}`;
}
