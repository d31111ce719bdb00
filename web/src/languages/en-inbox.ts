/** The clerk's words for mail that came in. */
export const mailKinds: Record<string, string> = { bounce: "Did not arrive", delay: "Delayed", "auto-reply": "Automatic reply", reply: "Reply" };

export const intents: Record<string, string> = {
  "already-paid": "Says it is paid",
  promise: "Promises to pay",
  dispute: "Disputes something",
  "copy-wanted": "Wants a copy",
  "plan-wanted": "Wants a plan",
  "wrong-contact": "Wrong contact",
  "stop-contact": "Wants no contact",
  insolvency: "Is insolvent",
};

/** How it is known whom a message is about. */
export const routes: Record<string, string> = {
  token: "by the sealed address it was sent to",
  reference: "it answers our mail",
  "case-number": "it names our letter, or an invoice",
  sender: "by the sender’s address",
  person: "a person says so",
};

/** As what a message was closed, where nothing was recorded of it. */
export const closings: Record<string, string> = { read: "Read", ignored: "Put aside", assigned: "Assigned" };

/** What a person has to add, because the words of a message leave it out or leave it open. */
export const missingParts: Record<string, string> = {
  day: "It does not say the day.",
  amount: "No amount could be read with certainty.",
  document: "It does not say which document.",
};
