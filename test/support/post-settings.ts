/** Settings with what Lob and Pingen need, and nothing else. */
export const LOB = {
  provider: "lob",
  apiKey: "live_0123456789abcdef",
  webhookSecret: "hush",
  from: { name: "Northgate Paper Inc.", street: "185 Berry St", city: "San Francisco", state: "CA", zip: "94107" },
} as const;

export const PINGEN = {
  provider: "pingen",
  clientId: "client",
  clientSecret: "s3cret",
  organisation: "0f3c6f1e-5a0e-4c0b-9a55-0d6f1f1f0a01",
  webhookSecret: "hush",
} as const;
