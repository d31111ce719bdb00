import { createPrivateKey, X509Certificate } from "node:crypto";
import { z } from "zod";
import { group, httpsAddress, line, port, secret, isSafeAddress } from "../settings/fields.ts";
import { bareAddress, isTokenAddress, LONGEST_TOKEN_NAME, usableAddress } from "./address.ts";

const MOST_PEM_LETTERS = 100_000;
/** Receivers take no shorter key (RFC 8301). */
const LEAST_KEY_BITS = 1024;

const domain = line.refine(
  (written) => !written.includes("@") && usableAddress(`a@${written}`) !== null && written.includes("."),
  'must be a domain, such as "example.com"',
);

const sender = line.refine(
  (written) => usableAddress(bareAddress(written)) !== null,
  'must be an e-mail address, such as "ar@example.com" or "Accounts <ar@example.com>"',
);

function tokenAddress(name: string) {
  const example = `"${name}+{token}@example.com"`;
  return line.refine(
    isTokenAddress,
    `must be an e-mail address, with {token} before the @ and at most ${LONGEST_TOKEN_NAME} other characters there, such as ${example}`,
  );
}

const tokenUrl = line.refine(isSafeAddress, 'must be an https address, such as "https://oauth2.googleapis.com/token"');

/** How to sign in without a password (RFC 6749); for the mailbox that answers come to as well. */
export const oauth2 = group({
  user: line.meta({ title: "Mailbox", description: "Whose mailbox the letters are sent from, usually its address." }),
  clientId: line.meta({ title: "Client ID" }),
  clientSecret: secret.meta({ title: "Client secret" }),
  refreshToken: secret
    .optional()
    .meta({ title: "Refresh token", description: "Without it the program signs in as itself (client credentials, for Microsoft 365)." }),
  tokenUrl: tokenUrl.meta({ title: "Token address", description: "Where access tokens are fetched." }),
  scope: line.optional().meta({ title: "Scope", description: 'For Microsoft 365: "https://outlook.office365.com/.default".' }),
});

const certificates = z
  .string()
  .max(MOST_PEM_LETTERS)
  .transform(withLines)
  .refine(areCertificates, 'must be certificates in PEM form, each from "-----BEGIN CERTIFICATE-----" to its end');

const dkim = group({
  domain: domain.meta({ title: "Domain", description: "The domain of the sender's address, so that DMARC passes." }),
  selector: line
    .regex(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?$/, 'must be letters, digits, dots and dashes, such as "firmly"')
    .meta({ title: "Selector", description: "The public key stands in the DNS at <selector>._domainkey.<domain>." }),
  privateKey: secret
    .transform(withLines)
    .refine(isSigningKey, `must be an RSA private key in PEM form, without a password and of at least ${LEAST_KEY_BITS} bits`)
    .meta({ title: "Private key" }),
});

const perMinute = z.int().min(1).max(100_000);

/** Everything that a creditor sets for letters by e-mail: the server, what its mails contain, and how fast they may go. */
export const emailSettings = group({
  host: line.meta({ title: "Mail server", description: "The server that takes your mail, such as smtp.example.com." }),
  port: port.meta({ title: "Port", description: "587 as a rule, or 465 with TLS from the start." }),
  secure: z.boolean().meta({ title: "TLS from the start", description: "For port 465. For 587 leave it unticked: STARTTLS is used." }),
  user: line.optional().meta({ title: "User name" }),
  password: secret.optional().meta({ title: "Password" }),
  oauth2: oauth2.optional().meta({ title: "OAuth2", description: "Instead of user name and password, for Gmail and Microsoft 365." }),
  tls: group({
    ca: certificates
      .optional()
      .meta({ title: "Own certificate authority", description: "PEM; only for a server whose certificate no public authority has signed." }),
  })
    .optional()
    .meta({ title: "TLS with a certificate of your own", rare: true }),
  from: sender.meta({ title: "Sender", description: "What debtors see, such as Northgate Receivables <receivables@example.com>." }),
  replyAddress: tokenAddress("replies")
    .optional()
    .meta({ title: "Address for replies", description: "{token} in it becomes a token that names the mail. Empty: the contact's address." }),
  bounceAddress: tokenAddress("bounces")
    .optional()
    .meta({ title: "Address for bounces", description: "The envelope sender. {token} in it becomes a token that names the mail.", rare: true }),
  bounceDomain: domain.optional().meta({ title: "Domain for bounces", description: "In short for the address bounces+{token}@ this domain.", rare: true }),
  dkim: dkim.optional().meta({ title: "DKIM", description: "Signs each letter, where the mail server does not do so itself.", rare: true }),
  pdf: z
    .enum(["attached", "linked"])
    .optional()
    .meta({
      title: "PDF of the letter",
      words: { attached: "Attached", linked: "As a link in the mail" },
      usual: "attached",
      rare: true,
    }),
  linkBase: httpsAddress.optional().meta({
    title: "Address of this server",
    description: "Where it is reached from outside, for links: https.",
    when: { field: "pdf", is: "linked" },
    rare: true,
  }),
  statement: z
    .enum(["never", "from-second", "always"])
    .optional()
    .meta({
      title: "Statement of account",
      description: "All that is open, attached to the letter.",
      words: { never: "Never", "from-second": "From the second letter on", always: "With every letter" },
      usual: "from-second",
      rare: true,
    }),
  invoiceCopies: z
    .enum(["never", "from-first"])
    .optional()
    .meta({
      title: "Copies of invoices",
      description: "Attached, where they were imported as PDF.",
      words: { never: "Never", "from-first": "From the first letter on" },
      usual: "from-first",
      rare: true,
    }),
  connections: z
    .int()
    .min(1)
    .max(50)
    .default(4)
    .meta({ title: "Connections", description: "At most so many at once to the server, for each worker.", rare: true }),
  messagesPerConnection: z
    .int()
    .min(1)
    .max(10_000)
    .default(100)
    .meta({ title: "Letters per connection", description: "After so many a new one is made.", rare: true }),
  perMinute: perMinute.optional().meta({ title: "Letters a minute", description: "At most, over all workers. Empty: no limit.", rare: true }),
  perDomain: z
    .record(z.union([z.literal("*"), domain]), perMinute)
    .optional()
    .meta({ title: "Letters a minute to one domain", description: 'One domain a line, as in "gmail.com: 20"; "*" is every other domain.', rare: true }),
}).superRefine((set, context) => {
  const miss = (name: string, message: string) => context.addIssue({ code: "custom", path: [name], message });
  if (set.pdf === "linked" && set.linkBase === undefined)
    miss("linkBase", 'is missing: write where this server is reached from outside, such as "https://dunning.example.com"');
  if (set.password !== undefined && set.user === undefined) miss("user", "is missing: a password needs the name that it belongs to");
  if (set.user !== undefined && set.password === undefined) miss("password", "is missing: a user name needs its password");
  if (set.oauth2 !== undefined && set.password !== undefined) miss("oauth2", "cannot be set beside a password: choose one of the two");
  if (set.bounceAddress !== undefined && set.bounceDomain !== undefined) miss("bounceDomain", "cannot be set beside bounceAddress: choose one of the two");
});
export type EmailSettings = z.output<typeof emailSettings>;

/** PEM in the lines that it needs: a form's field may have made one line of it. */
function withLines(pem: string): string {
  return pem.replace(/-----BEGIN ([A-Z ]+)-----([^-]*)-----END \1-----/g, (_whole, kind: string, body: string) => {
    const lines = body.replace(/\s+/g, "").match(/.{1,64}/g) ?? [];
    return [`-----BEGIN ${kind}-----`, ...lines, `-----END ${kind}-----`].join("\n");
  });
}

function areCertificates(pem: string): boolean {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return found.length > 0 && found.every((each) => isReadable(() => new X509Certificate(each)));
}

function isSigningKey(pem: string): boolean {
  return isReadable(() => {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== "rsa" || (key.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_KEY_BITS) throw new Error("not for DKIM");
  });
}

function isReadable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
