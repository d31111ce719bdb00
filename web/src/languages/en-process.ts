/** The clerk's words for the process: what debtors say, what was agreed, calls, charges, the hand-over. */
export const callOutcomes = {
  rpc_promise: "Promised to pay",
  rpc_plan: "Agreed on instalments",
  rpc_paid: "Says it is paid",
  rpc_dispute: "Disputes something",
  rpc_callback: "Wants to be called again",
  rpc_refusal: "Refuses to pay",
  reached: "Reached, nothing agreed",
  third_party: "Somebody else answered",
  voicemail: "Left a message",
  no_answer: "No answer",
  busy: "Engaged",
  wrong_number: "Wrong number",
  stop_contact: "Wants no more contact",
} as const;

export const delayReasons = {
  "cash-flow": "Short of money",
  "approval-missing": "Invoice not approved yet",
  "invoice-missing": "Invoice has not arrived",
  dispute: "Something is in dispute",
  oversight: "Overlooked",
  "payment-run": "Waits for the next payment run",
  other: "Another reason",
} as const;

/** The ways on which people meet. */
export const ways = {
  phone: "By phone",
  email: "By e-mail",
  post: "By post",
  visit: "In person",
  sms: "By text message",
  fax: "By fax",
  portal: "In a portal",
  other: "In another way",
} as const;

export const holdScopes = {
  account: "The whole account",
  document: "One document",
  debtor: "The debtor, in all accounts",
  channel: "One way of contact",
  contact: "One address or number",
} as const;

export const contactChannels = { email: "E-mail", post: "Post", phone: "Phone", voice: "Voice messages" } as const;

/** The states of promises, plans, instalments and disputes. */
export const states: Record<string, string> = {
  open: "Open",
  kept: "Kept",
  "partly-kept": "Partly kept",
  broken: "Broken",
  withdrawn: "Withdrawn",
  running: "Running",
  paid: "Paid",
  missed: "Missed",
  "credit-expected": "Credit memo expected",
  answered: "Answered",
  waived: "Waived",
  reversed: "Taken back",
};

export const chargeKinds: Record<string, string> = { interest: "Interest", "lump-sum": "Lump sum", fee: "Fee" };

export const handOverStates: Record<string, string> = {
  waits: "Not up yet",
  up: "Up for hand-over",
  approved: "Approved",
  placed: "Placed",
  beside: "Placed, and more is overdue",
};

export const pointStates: Record<string, string> = { met: "Met", unmet: "Not met", unknown: "Unknown" };

/** Why a recalled letter is corrected, as the debtor is told. */
export const correctionReasons = {
  mistake: "It was sent by mistake",
  paid: "It had been paid",
  agreed: "Something had been agreed",
  disputed: "It is in dispute",
  "wrong-amount": "Its amounts were wrong",
  "wrong-addressee": "It was meant for somebody else",
} as const;

/** The parts of a call, in their order. */
export const scriptParts = {
  opening: "Opening",
  identify: "Who is it?",
  reason: "The reason of the call",
  listen: "Listen",
  complaint: "If there is a complaint",
  offer: "Offer",
  close: "Close",
  closeOpen: "If nothing was agreed",
  thirdParty: "If somebody else answers",
  voicemail: "On voicemail",
} as const;

/** A catalogue as the choices of a field. */
export function choices<T extends string>(words: Readonly<Record<T, string>>): { value: T; label: string }[] {
  return (Object.keys(words) as T[]).map((value) => ({ value, label: words[value] }));
}
