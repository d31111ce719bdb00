import { z } from "zod";
import { group, line, secret, serviceAddress } from "../settings/fields.ts";

const apiAddress = serviceAddress("https://api.example.com");

const transitBusinessDays = z.int().min(0).max(30);
const transit = transitBusinessDays.optional().meta({
  title: "Business days in the post",
  description: "From handing over to the letterbox, printing included. Deadlines are counted from then on. Left empty: what is usual of the service.",
  rare: true,
});
/** Those of services are short: a form shows one line for them. */
const shortSecret = secret.max(500);
const colour = z.boolean().default(false).meta({ title: "In colour" });
const duplex = z.boolean().default(true).meta({ title: "On both sides" });
const webhookSecret = shortSecret.optional().meta({
  title: "Webhook secret",
  description: "What the service signs its messages with. Without it nothing is heard of letters that were delivered or came back.",
});

const folder = group({
  provider: z.literal("folder").optional(),
  folder: line.meta({
    title: "Print folder",
    description:
      "One folder a day with its letters and a list of them, for your printer or a print service that collects files. In the data folder, unless it is a whole path.",
  }),
  transitBusinessDays: transitBusinessDays
    .default(3)
    .meta({ title: "Business days in the post", description: "From handing over to the letterbox. Deadlines are counted from then on." }),
}).meta({ title: "Print folder" });

/** A US address; Lob takes no other as the sender's. */
const usSender = group({
  name: line.max(40).meta({ title: "Name" }),
  street: line.max(64).meta({ title: "Street" }),
  more: line.max(64).optional().meta({ title: "Suite, floor" }),
  city: line.max(200).meta({ title: "City" }),
  state: line.regex(/^[A-Z]{2}$/, 'must be two capital letters, such as "CA"').meta({ title: "State" }),
  zip: line.regex(/^\d{5}(-\d{4})?$/, 'must be a ZIP code, such as "94107"').meta({ title: "ZIP code" }),
});

const lob = group({
  provider: z.literal("lob"),
  apiKey: shortSecret
    .regex(/^(live|test)_(?!pub_)[\x21-\x7e]+$/, 'must be a secret API key, which begins with "live_", or with "test_" to try it: then nothing is printed')
    .meta({ title: "API key", description: "A secret key, live_... With a test_... key Lob prints nothing." }),
  webhookSecret,
  from: usSender.meta({ title: "Sender", description: "Shows in the envelope's upper window. It must be in the United States." }),
  service: z
    .enum(["first-class", "certified"])
    .default("first-class")
    .meta({ title: "Service", words: { "first-class": "First class", certified: "Certified: with proof of delivery; abroad, registered" } }),
  addressPage: z
    .enum(["own", "first"])
    .default("own")
    .meta({ title: "Address", words: { own: "On a page of its own, which Lob charges", first: "Over the letter's first page" } }),
  colour,
  duplex,
  transitBusinessDays: transit,
  api: apiAddress.default("https://api.lob.com").meta({ title: "API address", description: "Another one only to try it out.", rare: true }),
}).meta({ title: "Lob (printed in the United States)" });

const pingen = group({
  provider: z.literal("pingen"),
  clientId: line.meta({ title: "Client ID" }),
  clientSecret: shortSecret.meta({ title: "Client secret" }),
  organisation: line
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "must be the organisation's id, as it stands in the address of Pingen's pages")
    .meta({ title: "Organisation ID" }),
  webhookSecret,
  service: z
    .enum(["cheap", "fast"])
    .default("cheap")
    .meta({ title: "Service", description: "As the post of the debtor's country offers them.", words: { cheap: "Cheap", fast: "Fast" } }),
  addressPosition: z
    .enum(["left", "right"])
    .default("left")
    .meta({ title: "Window of the envelope", words: { left: "On the left", right: "On the right" } }),
  colour,
  duplex,
  transitBusinessDays: transit,
  api: apiAddress
    .default("https://api.pingen.com")
    .meta({ title: "API address", description: "https://api-staging.pingen.com to try it out: nothing is printed there.", rare: true }),
  identity: apiAddress
    .default("https://identity.pingen.com")
    .meta({ title: "Sign-in address", description: "https://identity-staging.pingen.com to try it out.", rare: true }),
}).meta({ title: "Pingen (printed in Switzerland, Germany, Austria and elsewhere)" });

/** By whom letters are printed and posted. Settings without a provider are of a print folder. */
export const postSettings = z.discriminatedUnion("provider", [folder, lob, pingen]);

export type PostSettings = z.output<typeof postSettings>;
export type LobSettings = Extract<PostSettings, { provider: "lob" }>;
export type PingenSettings = Extract<PostSettings, { provider: "pingen" }>;
