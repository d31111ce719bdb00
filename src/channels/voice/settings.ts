import { z } from "zod";
import { group, line, secret, serviceAddress } from "../settings/fields.ts";
import { dialledNumber } from "./phone-number.ts";

const MOST_DEBTORS = 10_000;

const phone = line.transform((written, context) => {
  const number = written.startsWith("+") ? dialledNumber(written, null) : null;
  if (number) return number;
  context.addIssue({ code: "custom", message: 'must be a telephone number with its country\'s code, such as "+44 113 496 0120"' });
  return z.NEVER;
});

/** Whoever is asked for a PIN is not listened to on the way. */
const server = serviceAddress("https://dunning.example.com");

const voice = (language: string) => line.optional().meta({ title: language });

export const settings = group({
  dryRun: z.boolean().default(true).meta({
    title: "Dry run",
    description: "Nobody is called. What would be said is written into a folder, and the letter goes by the next channel.",
  }),
  folder: line.default("voice").meta({ title: "Folder for dry runs", description: "In the data folder, unless it is a whole path.", rare: true }),
  accountSid: line.regex(/^[A-Za-z0-9-]{10,64}$/, 'must be an account\'s id, such as "AC" and 32 digits and letters').meta({
    title: "Account SID",
    description: "Of Twilio, or of a provider with the same interface.",
  }),
  authToken: secret.meta({ title: "Auth token", description: "The provider signs its requests with it." }),
  apiKeySid: line.optional().meta({ title: "API key SID", description: "Signs in with a key of its own instead of the auth token.", rare: true }),
  apiKeySecret: z.string().min(1).max(1000).optional().meta({ title: "API key secret", secret: true, rare: true }),
  from: phone.meta({
    title: "Caller's number",
    description: "Yours at the provider, with its country's code. Debtors' numbers without one are taken to be of the same country.",
  }),
  baseUrl: server.default("https://api.twilio.com").meta({ title: "Address of the provider", rare: true }),
  publicUrl: server.meta({ title: "Address of this server", description: "As the provider reaches it from outside: it asks at /hooks what is to be said." }),
  spokenName: line
    .max(100)
    .optional()
    .meta({ title: "Name before the PIN", description: "Where the creditor's own name gives away that money is owed. Anybody may be listening." }),
  connectTo: phone.optional().meta({ title: "Put through to", description: "Who answers when a debtor presses 2. Without a number the key is not offered." }),
  voicemail: z.boolean().default(false).meta({
    title: "Speak to voicemail",
    description: "Who called and the number to call back, where the law allows it. Otherwise the call ends.",
  }),
  ringSeconds: z.int().min(10).max(60).default(25).meta({ title: "Seconds to ring", rare: true }),
  consented: z.array(line).max(MOST_DEBTORS).default([]).meta({
    title: "Debtors who have agreed",
    description: "Customer numbers of those who have agreed to automated calls, which natural persons must have.",
  }),
  voices: group({
    en: voice("English"),
    de: voice("German"),
    fr: voice("French"),
    it: voice("Italian"),
    es: voice("Spanish"),
    id: voice("Indonesian"),
  })
    .default({})
    .meta({ title: "Voices", description: 'Names of the provider\'s voices, such as "Polly.Amy-Neural". Without a name the provider chooses.', rare: true }),
}).refine(({ apiKeySid, apiKeySecret }) => (apiKeySid === undefined) === (apiKeySecret === undefined), {
  path: ["apiKeySecret"],
  message: "must be set together with apiKeySid",
});

export type VoiceSettings = z.output<typeof settings>;
