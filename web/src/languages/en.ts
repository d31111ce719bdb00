/** The clerk's words for what the API names by code. Sentences of reasons come from the server's one catalogue. */
export const steps: Record<string, string> = {
  reminder: "Reminder",
  "past-due": "Past-due note",
  first: "First letter",
  second: "Second letter",
  third: "Third letter",
  final: "Final notice",
};

export const kinds: Record<string, string> = {
  dun: "To send",
  task: "Task",
  wait: "Waiting",
  blocked: "Blocked",
  "hand-over": "Hand-over",
  clear: "Clear",
};

export const tasks: Record<string, string> = {
  "answer-reply": "Answer a reply",
  "resolve-uncertain": "Resolve an uncertain delivery",
  "sales-check": "Ask the salesperson",
  "fix-address": "Mend the address",
  "fix-letter": "Mend the letter",
  "place-or-dun": "Place or dun",
  "hand-over": "Approve the hand-over",
};

export const blocks: Record<string, string> = {
  placed: "Placed with an agency",
  insolvency: "Insolvency",
  "stop-contact": "No contact",
  hold: "On hold",
  "stale-payments": "Payments not up to date",
  "unapplied-cash": "Unapplied payment",
  reversal: "Payment came back",
  "credit-covers": "Covered by credit",
  disputed: "Disputed",
  promised: "Promised",
  "direct-debit": "Direct debit",
  interval: "Pay-by day not reached",
  "pay-by-running": "Pay-by day not reached",
  "not-due": "Not due",
  "hand-over": "In hand-over",
};

export const buckets: Record<string, string> = {
  "not-due": "Not due",
  "1-30": "1–30",
  "31-60": "31–60",
  "61-90": "61–90",
  "91-120": "91–120",
  "over-120": "Over 120",
};

export const approvals: Record<string, string> = {
  approved: "Approved",
  "left-out": "Left out",
  withdrawn: "Changed since",
  superseded: "Superseded",
  delivered: "Delivered",
};

export const happenings: Record<string, string> = {
  invoice: "Invoice",
  fee: "Fee",
  "credit-memo": "Credit memo",
  payment: "Payment",
  allocation: "Payment applied",
  "write-off": "Written off",
  reversal: "Payment taken back",
  letter: "Letter",
  "letter-returned": "Letter came back",
  recall: "Letter recalled",
  "delivery-held": "Delivery held back",
  "delivery-held-resolved": "Delivery released",
  "delivery-uncertain": "Delivery uncertain",
  "delivery-resolved": "Delivery resolved",
  contact: "Earlier contact",
  call: "Call",
  note: "Note",
  promise: "Promise to pay",
  "promise-withdrawn": "Promise withdrawn",
  dispute: "Dispute",
  "dispute-resolved": "Dispute resolved",
  hold: "Put on hold",
  lift: "Hold lifted",
  reply: "Reply received",
  "reply-read": "Reply read",
  "sales-check": "Salesperson answered",
  "reversal-acknowledged": "Returned payment acknowledged",
  insolvency: "Insolvency",
  "stop-contact": "Contact stopped",
  "contact-allowed": "Contact allowed again",
  "hand-over-approved": "Hand-over approved",
};

export const debtorTypes: Record<string, string> = {
  company: "Company",
  "sole-trader": "Sole trader",
  consumer: "Consumer",
  public: "Public body",
  unknown: "",
};

export const channels: Record<string, string> = { email: "by e-mail", post: "by post", outbox: "to the outbox folder", phone: "by phone", voice: "by phone" };

/** A code that has no word yet is still readable. */
export function word(words: Record<string, string>, code: string | null): string {
  if (!code) return "";
  return words[code] ?? code.charAt(0).toUpperCase() + code.slice(1).replaceAll("-", " ");
}
