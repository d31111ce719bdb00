import { z } from "zod";
import { oauth2 } from "../../channels/email/settings.ts";
import { group, line, port, secret } from "../../channels/settings/fields.ts";

const LEAST_SECRET_LETTERS = 16;

const imap = group({
  host: line.meta({ title: "Mail server", description: "The server that keeps the mailbox, such as imap.example.com." }),
  port: port.default(993).meta({ title: "Port", description: "993 with TLS from the start, or 143." }),
  secure: z.boolean().default(true).meta({ title: "TLS from the start", description: "For port 993. For 143 leave it unticked: STARTTLS is used." }),
  user: line.meta({ title: "User name" }),
  password: secret.optional().meta({ title: "Password" }),
  oauth2: oauth2.omit({ user: true }).optional().meta({ title: "OAuth2", description: "Instead of a password, for Gmail and Microsoft 365." }),
  folder: line.default("INBOX").meta({ title: "Folder", rare: true }),
  processedFolder: line.optional().meta({ title: "Folder for what was taken", description: "Empty: it stays where it is, marked as seen.", rare: true }),
  ca: z.string().max(100_000).optional().meta({ title: "Certificate authority", description: "PEM, for a mail server of your own.", rare: true }),
}).superRefine((set, context) => {
  if (!set.password && !set.oauth2)
    context.addIssue({ code: "custom", path: ["password"], message: "is missing: write the mailbox's password, or set up OAuth2 (oauth2) instead" });
});

/** Where answers and bounces come in. Both ways may be set. */
export const inboxSettings = group({
  imap: imap.optional().meta({ title: "Mailbox (IMAP)", description: "Where bounces and answers arrive: the mailbox behind the bounce and reply addresses." }),
  webhook: group({ secret: secret.min(LEAST_SECRET_LETTERS, `must be at least ${LEAST_SECRET_LETTERS} characters`).meta({ title: "Secret" }) })
    .optional()
    .meta({ title: "Webhook", description: "A mail service that hands messages over signs them with this.", rare: true }),
});

export type InboxSettings = z.infer<typeof inboxSettings>;
export type ImapSettings = NonNullable<InboxSettings["imap"]>;
