import { callbackify } from "node:util";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { isLoopback } from "../../core/values/loopback.ts";
import { accessToken, type OAuth2 } from "./access-token.ts";
import type { EmailSettings } from "./settings.ts";

export interface SmtpError extends Error {
  readonly code?: string;
  readonly command?: string;
  /** Absent: the server said nothing, or was not reached. */
  readonly responseCode?: number;
  readonly response?: string;
}

/** What a connection is made from; what else is set does not change it. */
export type Server = Pick<EmailSettings, "host" | "port" | "secure" | "user" | "password" | "oauth2" | "tls">;

/** An open connection, signed in. */
export interface Line {
  readonly connection: SMTPConnection;
  /** Messages that were begun on it. */
  messages: number;
  /** It is closed after the message at hand. */
  isLast: boolean;
  /** Closes it when nothing comes for a while. */
  idle?: NodeJS.Timeout;
}

const CONNECT_MS = 30_000;
/** Servers may think long over a message before they take it (RFC 5321, 4.5.3.2.6). */
const ANSWER_MS = 600_000;
const GOODBYE_MS = 2_000;
/** No answer is longer, unless it is meant to harm. */
const MOST_ANSWER_BYTES = 65_536;

/** @throws SmtpError where the server is away, its certificate is unknown, or it does not let us in */
export async function openLine(server: Server): Promise<Line> {
  const { oauth2 } = server;
  if (!oauth2) return line(await connect(server, server.user && server.password ? { user: server.user, pass: server.password } : null));
  const token = await accessToken(oauth2);
  try {
    return line(await connect(server, bearer(oauth2, token)));
  } catch (error) {
    // It may have been called back before its end: once, a new one is fetched.
    if ((error as SmtpError).responseCode !== 535) throw error;
    return line(await connect(server, bearer(oauth2, await accessToken(oauth2, token))));
  }
}

function line(connection: SMTPConnection): Line {
  return { connection, messages: 0, isLast: false };
}

/** XOAUTH2 as nodemailer asks for it; after a "334" with the reason of a refusal it asks once for a new token. */
function bearer(oauth2: OAuth2, token: string): SignIn {
  const getToken = callbackify(async (isRetry: boolean) => (isRetry ? accessToken(oauth2, token) : token));
  const buildXOAuth2Token = (bearerToken: string) => Buffer.from(`user=${oauth2.user}\x01auth=Bearer ${bearerToken}\x01\x01`).toString("base64");
  // Of nodemailer's own class these two are what it uses.
  const asked = { getToken, buildXOAuth2Token } as unknown as NonNullable<SignIn["oauth2"]>;
  return { user: oauth2.user, method: "XOAUTH2", oauth2: asked };
}

type SignIn = NonNullable<Parameters<SMTPConnection["login"]>[0]>;

function connect(server: Server, signIn: SignIn | null): Promise<SMTPConnection> {
  const options = {
    host: server.host,
    port: server.port,
    secure: server.secure,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
    maxResponseSize: MOST_ANSWER_BYTES,
    logger: false,
    debug: false,
    // A password or token never crosses a network in the clear, whatever the server or somebody before it offers.
    requireTLS: signIn !== null && !server.secure && !isLoopback(server.host),
    tls: { rejectUnauthorized: true, ...(server.tls?.ca !== undefined && { ca: server.tls.ca }) },
  };
  const connection = new SMTPConnection(options);
  return new Promise<SMTPConnection>((resolve, reject) => {
    // Stays for good: an error that nobody listens to would end the process.
    connection.on("error", reject);
    connection.once("end", () => reject(new Error("the server closed the connection")));
    connection.connect((error) => {
      if (error) return reject(error);
      if (!signIn) return resolve(connection);
      connection.login(signIn, (refused) => (refused ? reject(refused) : resolve(connection)));
    });
  }).catch((error: SmtpError) => {
    connection.close();
    throw error;
  });
}

/** Says goodbye, and hangs up on a server that does not answer. Ends when the connection is really gone: the server counts it until then. */
export function closeLine({ connection }: Line): Promise<void> {
  const socket = connection._socket || null;
  return new Promise((resolve) => {
    if (!socket || socket.closed) return resolve();
    const late = setTimeout(() => socket.destroy(), GOODBYE_MS);
    socket.once("close", () => {
      clearTimeout(late);
      resolve();
    });
    connection.quit();
  });
}
