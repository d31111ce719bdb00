import { z } from "zod";

/** Bumped where a reader of the file would have to change. */
export const PLACEMENT_FORMAT = "firmly-placement-1";

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .describe("ISO 8601, year-month-day");
const amount = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe("Major units of the placement's currency, as decimal text");
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe("SHA-256, lower-case hexadecimal");
const text = z.string();
const orNull = <S extends z.ZodType>(schema: S, why = "Null: not known to Firmly") => schema.nullable().describe(why);

const address = z.strictObject({
  lines: z.array(text).describe("The block as the ledger wrote it; empty where it has fields only"),
  street: orNull(text),
  postalCode: orNull(text),
  city: orNull(text),
  region: orNull(text),
  country: orNull(text, "ISO 3166-1 alpha-2"),
});

const creditor = z.strictObject({
  id: text,
  name: text,
  address: orNull(address),
  companyDetails: z.array(text).describe("Register and tax lines as they stand on the letters"),
  vatId: orNull(text),
  contact: orNull(z.strictObject({ name: text, phone: text, email: text })),
  bankAccount: orNull(
    z.strictObject({ holder: text, iban: text, bic: orNull(text), bank: orNull(text) }),
    "In the placement's currency; null: none is on file",
  ),
});

const debtor = z.strictObject({
  id: text,
  name: text,
  type: z.enum(["company", "sole-trader", "consumer", "public", "unknown"]),
  naturalPerson: z.boolean().nullable().describe("Null: the type is not known"),
  registerNumber: orNull(text),
  vatId: orNull(text),
  address: orNull(address),
  addressSource: orNull(z.literal("ledger"), "ledger: as the creditor's ledger has it"),
  contactName: orNull(text),
  email: orNull(text),
  phone: orNull(text),
  language: orNull(text, "BCP 47"),
});

const booking = z.strictObject({
  entry: z.int().describe("Number in the creditor's book"),
  kind: z
    .enum(["payment", "credit-memo", "write-off", "list", "returned"])
    .describe("list: a later list showed less open; returned: the booking was taken back"),
  document: orNull(text, "The payment or credit memo; null: it has no number"),
  day,
  knownOn: day,
  amount: amount.describe("What the booking takes off the claim; negative where it was taken back"),
});

const segment = z.strictObject({ from: day, to: day, days: z.int(), rate: text.describe("Percent a year"), principal: amount, amount, source: text });

const interest = z.strictObject({
  to: day.describe("The last day that is counted"),
  accrued: amount.describe("The sum of the segments"),
  paid: amount.describe("What part payments went to it under the law's order"),
  total: amount.describe("Accrued less paid"),
  daily: orNull(amount, "For each further day at the last rate, rounded to the minor unit"),
  segments: z.array(segment),
});

const item = z.strictObject({
  document: text,
  instalment: z.int(),
  kind: z.enum(["invoice", "fee"]),
  issued: day,
  due: day,
  original: amount,
  bookings: z.array(booking),
  open: amount.describe("In the creditor's ledger"),
  principal: amount.describe("What is claimed of it as principal: under `statutory`, part payments went to interest first"),
  reckoning: z.enum(["statutory", "as-booked"]),
  default: orNull(z.strictObject({ since: day, reason: text }), "Null: no law is on file that says when the debtor came into default"),
  thirdLetter: orNull(z.strictObject({ letter: text, sentOn: day, payBy: day.nullable() }), "The last demand before the hand-over"),
  contract: orNull(text),
  order: orNull(text),
  deliveredOn: orNull(day, "The day of delivery or performance; null: not known to Firmly"),
  interest: orNull(interest, "Null: not worked out, see `interest.refused`"),
});

const charge = z.strictObject({
  kind: z.enum(["interest", "lump-sum", "fee"]),
  document: text,
  for: text.nullable(),
  from: day,
  to: day,
  amount,
  open: amount,
  letter: text,
  calculation: z.array(segment).describe("How interest was worked out: the segments make its amount; of others empty"),
});

const file = z.strictObject({ name: text, mediaType: text, sha256 });

const letter = z.strictObject({
  letter: text,
  step: text,
  sentOn: day,
  expectedOn: day,
  payBy: day.nullable(),
  documents: z.array(text),
  procedure: orNull(text),
  files: z.array(file).describe("Exactly as they left"),
  deliveries: z.array(
    z.strictObject({
      channel: text,
      recipient: orNull(text, "Null: a folder of the creditor"),
      state: text,
      answer: orNull(text, "What the other side answered, or why it did not take the message"),
      reference: orNull(text, "Its own reference"),
    }),
  ),
});

const event = z.strictObject({
  activity: z.int(),
  day,
  kind: text,
  channel: orNull(text),
  recipient: orNull(text, "Name, number or address that was reached"),
  what: text,
  by: orNull(text, "Who recorded it; null: Firmly did"),
  sha256: z.array(sha256).describe("Of the contents of a letter"),
  chain: orNull(sha256, "The activity's link in the account's hash chain"),
});

const promise = z.strictObject({
  activity: z.int(),
  made: day,
  amount,
  day,
  status: text,
  documents: z.array(text),
  contact: orNull(text),
  channel: orNull(text),
});
const plan = z.strictObject({
  status: z.enum(["running", "kept", "broken", "withdrawn"]),
  activity: z.int(),
  made: day,
  documents: z.array(text),
  instalments: z.array(z.strictObject({ day, amount })),
  interest: z.enum(["runs", "waived"]),
  contact: orNull(text),
  channel: orNull(text),
});
const dispute = z.strictObject({
  document: text,
  day,
  reason: text,
  detail: text,
  amount: orNull(amount, "Null: the whole item"),
  answer: orNull(z.strictObject({ day, outcome: z.enum(["justified", "unjustified"]), detail: orNull(text), payBy: day.nullable() }), "Null: not answered"),
});

/** The placement file: what an agency or attorney needs to take a claim over. A field that nobody has told Firmly is null. */
export const placementSchema = z.strictObject({
  format: z.literal(PLACEMENT_FORMAT),
  placement: z.strictObject({
    name: text.describe("The name of the files, without their endings"),
    version: z.int(),
    supersedes: z
      .strictObject({ version: z.int(), filedOn: day, sha256 })
      .nullable()
      .describe("The file that this one takes the place of, by the SHA-256 of its JSON"),
  }),
  checksum: sha256.describe("SHA-256 of the other members but `format` and `placement`, as compact JSON in their order"),
  asOf: day,
  account: text,
  currency: text.describe("ISO 4217; one file never holds two"),
  receiver: orNull(text, "The agency or attorney"),
  creditor,
  debtor,
  claim: z.strictObject({
    items: z.array(item),
    charges: z.array(charge),
    totals: z.strictObject({ principal: amount, interest: amount.describe("Not yet charged, to the last day counted"), charges: amount, total: amount }),
  }),
  interest: z.strictObject({
    jurisdiction: orNull(text),
    rule: orNull(text),
    source: orNull(text),
    refused: orNull(text, "Why no interest is worked out; null: it is"),
  }),
  creditNotes: z.array(z.strictObject({ document: text, day, amount, open: amount })),
  others: z.array(z.strictObject({ document: text, due: day, open: amount })).describe("Open on the account and not placed"),
  letters: z.array(letter),
  history: z.array(event),
  promises: z.array(promise),
  plans: z.array(plan),
  disputes: z.array(dispute),
  approvals: z.array(z.strictObject({ by: text, day })),
  security: orNull(text, "Retention of title or other security; null: not known to Firmly"),
  limitation: orNull(day, "Null: not known to Firmly, which derives none"),
  mandate: z.strictObject({
    mayAccept: orNull(text, "What the agency may agree to; null: nothing is agreed here, ask the creditor"),
    payTo: z.enum(["creditor"]),
    recall: text,
  }),
});

export type PlacementDocument = z.infer<typeof placementSchema>;

/** The published JSON Schema of the file (docs/placement.schema.json). */
export function placementJsonSchema(): object {
  return { title: "Firmly placement file", ...z.toJSONSchema(placementSchema) };
}
