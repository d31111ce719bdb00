import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { z } from "zod";
import type { Debtor } from "../core/values/party.ts";
import type { Channel, Message, Receipt } from "./contract.ts";

const settings = z.object({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535),
  /** TLS from the first byte (port 465); otherwise STARTTLS is used where the server offers it. */
  secure: z.boolean(),
  user: z.string().optional(),
  password: z.string().optional(),
  from: z.string().min(3),
  /** Bounces come to `bounces+<delivery>@` this domain; without it, to the sender. */
  bounceDomain: z.string().optional(),
});
type EmailSettings = z.infer<typeof settings>;

/** One plain address: no comments, no lists, no quotes, no control characters. What is stranger is asked about instead. */
const ADDRESS = /^[^\s@<>(),;:"\\[\]\p{Cc}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;
const PIECE_BYTES = 16_384;
const CONNECT_MS = 30_000;
/** Servers may think long over a message before they take it (RFC 5321, 4.5.3.2.6 allows ten minutes). */
const ANSWER_MS = 300_000;

/**
 * SMTP. Mail has no way of asking afterwards whether a message was taken, so there is no `reconcile`: a connection
 * that is lost after the message was handed over leaves the delivery uncertain. The Message-ID inside the message derives
 * from the delivery, so that a person can find it in the server's log.
 */
export default {
  name: "email",
  settings,
  carries: ["email"],
  recipient: (debtor: Debtor) => usableAddress(debtor.email),
  arrivesAtOnce: true,
  transitBusinessDays: () => 0,
  send,
} satisfies Channel<EmailSettings>;

/** The address itself where it is one plain address, else null. */
export function usableAddress(text: string | null): string | null {
  const address = text?.trim() ?? "";
  return address.length <= 254 && ADDRESS.test(address) ? address : null;
}

/** How far the talk with the server had come when it ended. */
interface Talk {
  /** Every byte of the message, and so possibly its closing dot, has been given to the connection. */
  handedOver: boolean;
}

async function send(message: Message, email: EmailSettings): Promise<Receipt> {
  const talk: Talk = { handedOver: false };
  try {
    const answer = await hand(message, email, talk);
    return { outcome: "accepted", providerId: /\bid=?\s*(\S+)/i.exec(answer)?.[1] ?? "", answer };
  } catch (error) {
    return judge(error as SmtpError, talk);
  }
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

function judge(error: SmtpError, talk: Talk): Receipt {
  const detail = error.response ?? error.message;
  const status = error.responseCode ?? 0;
  const aboutMessage = ["MAIL FROM", "RCPT TO", "DATA"].includes(error.command ?? "");
  if (aboutMessage && status >= 500) return { outcome: "refused", detail };
  if (aboutMessage && status >= 400) return { outcome: "failed", detail };
  // A 421, a reset or a silence after the closing dot: the server may have taken it.
  if (talk.handedOver) return { outcome: "uncertain", detail };
  // Name lookup, greeting, TLS, sign-in: nothing of the message was shown, and the address is not to blame.
  return { outcome: "failed", detail };
}

function hand(message: Message, email: EmailSettings, talk: Talk): Promise<string> {
  const connection = new SMTPConnection({
    host: email.host,
    port: email.port,
    secure: email.secure,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
    logger: false,
    debug: false,
    // A password never crosses a network in the clear.
    requireTLS: Boolean(email.password) && !email.secure && !LOOPBACK.test(email.host),
  });
  const domain = email.bounceDomain;
  const from = domain ? `bounces+${message.deliveryId}@${domain}` : bareAddress(email.from);
  return new Promise<string>((resolve, reject) => {
    connection.once("error", reject);
    connection.once("end", () => reject(new Error("the server closed the connection")));
    const transmit = () => {
      const bytes = message.files[0]!.bytes;
      const body = Readable.from(pieces(bytes), { objectMode: false, highWaterMark: PIECE_BYTES });
      body.once("end", () => {
        talk.handedOver = true;
      });
      connection.send({ from, to: [message.recipient], size: bytes.byteLength }, body, (error, info) =>
        error ? reject(error) : resolve(info?.response ?? ""),
      );
    };
    connection.connect((error) => {
      if (error) reject(error);
      else if (email.user && email.password) {
        connection.login({ user: email.user, pass: email.password }, (refused) => (refused ? reject(refused) : transmit()));
      } else transmit();
    });
  }).finally(() => connection.quit());
}

/** Handed over piece by piece, so that "handed over" is said only when the last piece has left. */
function* pieces(bytes: Uint8Array): Generator<Buffer> {
  for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES) yield Buffer.from(bytes.subarray(at, at + PIECE_BYTES));
}

/** The address of `Accounts <ar@example.com>`. */
function bareAddress(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
}
