/** The clerk's words for what the API names by code. Sentences of reasons come from the server's one catalogue. */
export const steps: Record<string, string> = {
  reminder: "Reminder",
  "past-due": "Past-due note",
  first: "First letter",
  second: "Second letter",
  third: "Third letter",
  final: "Final notice",
  "confirm-promise": "Confirmation of the promise",
  "confirm-plan": "Confirmation of the plan",
  "confirm-dispute": "Confirmation of the dispute",
  correction: "Correction",
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
  "place-or-dun": "Pass to the agency, or release",
  "hand-over": "Approve the hand-over",
  call: "Call the debtor",
  "answer-dispute": "Answer a dispute",
  "book-credit-memo": "Book a credit memo",
  "collect-charges": "Collect or waive charges",
  "hold-ending": "A hold ends",
};

/** What a task asks of a person, in a sentence or two. */
export const advice: Record<string, string> = {
  "answer-reply": "The debtor wrote. Read it and answer; until then nothing else goes out.",
  "sales-check": "The balance is large. Ask the salesperson whether a dispute is known before the next letter goes out.",
  "fix-address": "Correct the address in the ledger and import it again. Then say that it is mended, and the letter is proposed anew.",
  "fix-letter": "The letter did not pass its checks. Mend what they name, in the settings or in the ledger. Then say so, and the letter is proposed anew.",
  "resolve-uncertain":
    "Nobody knows whether this letter left: the connection was lost right after it was handed over. Look for it in the log of the mail server, or ask the debtor. It is never sent again by itself.",
  call: "The next letter waits for a call. The call sheet has what to know and what to say; the call is recorded there.",
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
  planned: "In a payment plan",
  "credit-expected": "Credit expected",
  minimum: "Below the minimum",
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
  withdrawn: "Held back",
  superseded: "Superseded",
  delivered: "Delivered",
};

export const happenings: Record<string, string> = {
  invoice: "Invoice",
  fee: "Charge",
  "credit-memo": "Credit memo",
  payment: "Payment",
  allocation: "Payment applied",
  "write-off": "Written off",
  reversal: "Payment taken back",
  letter: "Letter",
  "letter-returned": "Letter came back",
  "copy-given-up": "Copy given up",
  recall: "Letter recalled",
  "delivery-held": "Delivery held back",
  "delivery-held-resolved": "Delivery released",
  "finding-overridden": "Finding overridden",
  "delivery-uncertain": "Delivery uncertain",
  "delivery-resolved": "Delivery resolved",
  "auto-reply": "Automatic reply",
  contact: "Earlier contact",
  call: "Call",
  note: "Note",
  told: "Colleague told",
  "sales-asked": "Salesperson asked",
  promise: "Promise to pay",
  "promise-withdrawn": "Promise withdrawn",
  plan: "Payment plan",
  "plan-withdrawn": "Payment plan ended",
  dispute: "Dispute",
  "dispute-resolved": "Dispute resolved",
  hold: "Put on hold",
  lift: "Hold lifted",
  "debtor-hold": "Debtor put on hold",
  "debtor-lift": "Hold on the debtor lifted",
  reply: "Reply received",
  "reply-read": "Reply read",
  "sales-check": "Salesperson answered",
  "reversal-acknowledged": "Returned payment acknowledged",
  insolvency: "Insolvency",
  "insolvency-ended": "Insolvency ended",
  "stop-contact": "Contact stopped",
  "contact-allowed": "Contact allowed again",
  "hand-over-approved": "Hand-over approved",
  answer: "Answer sent",
  "beside-placed": "Decided beside placed invoices",
  "placement-filed": "Placement file written",
  "placement-recalled": "Taken back from the agency",
  waive: "Charge waived",
};

/** Why an invoice is disputed; older logs may hold other words, which are shown as they are. */
export const disputeReasons: Record<string, string> = {
  price: "price",
  quantity: "quantity",
  quality: "quality",
  "not-delivered": "not delivered",
  "not-ordered": "not ordered",
  "no-po": "no purchase order",
  "invoice-missing": "invoice not received",
  "already-paid": "already paid",
  duplicate: "invoiced twice",
  tax: "tax",
  "credit-due": "a credit is due",
  other: "another reason",
};

/** Bookings that come in numbers: an import may bring many of one day. */
export const foldable: Record<string, string> = {
  invoice: "invoices",
  fee: "charges",
  "credit-memo": "credit memos",
  payment: "payments",
  allocation: "payments applied",
  "write-off": "write-offs",
  reversal: "payments taken back",
};

export const debtorTypes: Record<string, string> = {
  company: "Company",
  "sole-trader": "Sole trader",
  consumer: "Consumer",
  public: "Public body",
  unknown: "",
};

export const channels: Record<string, string> = {
  email: "by e-mail",
  post: "by post",
  outbox: "to the outbox folder",
  phone: "by phone",
  voice: "by voice message",
};

/** Why a letter did not leave as approved. */
export const heldBack: Record<string, string> = {
  address: "no way reached the debtor",
  lint: "the letter is not in order",
  balance: "what is owed had changed",
  block: "something had come in between",
  findings: "its findings wait for a person",
};

/** How a delivery stands, and what was heard of it. */
export const standings: Record<string, string> = {
  claimed: "Being sent",
  accepted: "Accepted",
  delivered: "Arrived",
  delayed: "Delayed",
  replied: "Answered",
  refused: "Refused",
  failed: "Not sent yet",
  uncertain: "Uncertain",
  bounced: "Bounced",
  returned: "Returned",
};

export const channelNames: Record<string, string> = {
  email: "E-mail",
  post: "Post",
  voice: "Voice message",
  outbox: "Outbox folder",
  inbox: "Answers",
  schedule: "Daily schedule",
};

/** How a letter leaves, as the end of a sentence: by e-mail and by post. */
export const leaves: Record<string, string> = { email: "by e-mail", post: "by post", voice: "by voice message", outbox: "for the outbox folder" };

/** The fields that a column of a table may hold. */
export const fields: Record<string, string> = {
  type: "Kind of row",
  debtor: "Customer number",
  name: "Customer name",
  document: "Document number",
  instalment: "Instalment",
  issued: "Document date",
  due: "Due date",
  termsDays: "Payment terms (days)",
  amount: "Amount",
  open: "Open amount",
  paidAmount: "Paid amount",
  lineAmount: "Line amount",
  currency: "Currency",
  settled: "Paid on",
  status: "Paid or open",
  applies: "Pays invoice",
  directDebit: "Direct debit",
  email: "E-mail",
  phone: "Phone",
  contact: "Contact",
  firstName: "First name",
  lastName: "Last name",
  debtorType: "Company or consumer",
  language: "Language",
  country: "Country",
  region: "Region",
  street: "Street",
  address2: "Address, 2nd line",
  address: "Whole address",
  postalCode: "Postal code",
  city: "City",
  segment: "Customer group",
  salesperson: "Salesperson",
  channel: "Channel",
  detail: "Remark",
};

/** The formats of files, as people call them. */
export const formats: Record<string, string> = {
  csv: "Table (CSV)",
  xlsx: "Table (Excel)",
  camt: "Bank statement (CAMT)",
  mt940: "Bank statement (MT940)",
  bai2: "Bank report (BAI2)",
  ofx: "Bank statement (OFX)",
  qif: "Bank list (QIF)",
  ubl: "E-invoice (UBL)",
  cii: "E-invoice (CII, ZUGFeRD, Factur-X)",
  fatturapa: "E-invoice (FatturaPA)",
  jsonl: "Ledger (JSON lines)",
};

/** What an entry of a file is. */
export const entryKinds: Record<string, string> = {
  invoice: "Invoice",
  "credit-memo": "Credit memo",
  payment: "Payment",
  return: "Returned payment",
  debtor: "Customer",
};

export const cashStates: Record<string, string> = { posted: "Booked", known: "In the ledger already", dismissed: "None of the debtors’" };

/** "1 day", "2 days". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A code that has no word yet is still readable. */
export function word(words: Record<string, string>, code: string | null): string {
  if (!code) return "";
  return words[code] ?? code.charAt(0).toUpperCase() + code.slice(1).replaceAll("-", " ");
}
