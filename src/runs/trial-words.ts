import type { TrialFault } from "../channels/contract.ts";
import type { EmailSettings } from "../channels/email/settings.ts";
import type { MailboxSeen, MailboxTrouble } from "../inbox/look.ts";
import type { ImapSettings } from "./inbox/inbox-settings.ts";

/** What came of trying a test mail, and what to do. */
export function mailSentence(fault: TrialFault, isPassing: boolean, email: EmailSettings, to: string): string {
  const words = MAIL[fault](email, to);
  return isPassing && fault !== "busy" ? `${words} The server says so for now only: try again in a few minutes as well.` : words;
}

const MAIL: Readonly<Record<TrialFault, (email: EmailSettings, to: string) => string>> = {
  ...forServer<EmailSettings>("587 as a rule, 465 with TLS from the start", "465", "587"),
  "sign-in": ({ host, user, oauth2 }) => {
    if (oauth2) return `${host} does not let “${oauth2.user}” in with OAuth2. Check the mailbox, and whether the application may send for it.`;
    if (user === undefined) return `${host} wants a sign-in. Enter a user name and its password.`;
    return `${host} does not let “${user}” in. Check the user name and the password; with two-step sign-in an app password is needed.`;
  },
  sender: ({ host, from }) => `${host} does not take mail from “${from}”. Set a sender that this sign-in may send as.`,
  relay: ({ host, user, oauth2 }, to) => {
    const what = `${host} does not pass mail on to ${to}.`;
    return user === undefined && !oauth2
      ? `${what} It does so only for those who sign in: enter a user name and its password.`
      : `${what} Check that it is the server for outgoing mail of this mailbox.`;
  },
  recipient: ({ host }, to) => `${host} lets you in, but does not take mail to ${to}. Check the address, or try another one.`,
  message: ({ host }) => `${host} lets you in, but does not take the message itself.`,
  busy: ({ host }) => `${host} takes no mail from here just now. Try again in a few minutes; if it stays so, ask those who run it.`,
  unsettled: ({ host }, to) => `${host} has got the test mail, but did not say whether it takes it. Look whether it arrives at ${to}.`,
};

export function mailArrives({ host }: EmailSettings, to: string): string {
  return `${host} has taken the test mail to ${to}. Look whether it arrives, among the spam too.`;
}

/** Where the mailbox cannot be tried, and what to do. */
export function mailboxSentence(fault: MailboxTrouble["fault"] | "token", imap: ImapSettings): string {
  return MAILBOX[fault](imap);
}

const MAILBOX: Readonly<Record<MailboxTrouble["fault"] | "token", (imap: ImapSettings) => string>> = {
  ...forServer<ImapSettings>("993 with TLS from the start, or 143", "993", "143"),
  "sign-in": ({ host, user, oauth2 }) =>
    oauth2
      ? `${host} does not let “${user}” in with OAuth2. Check the user name, and whether the application may read this mailbox.`
      : `${host} does not let “${user}” in. Check the user name and the password; with two-step sign-in an app password is needed, and IMAP may have to be switched on.`,
  folder: ({ host, user, folder }) => `${host} lets “${user}” in, but the folder “${folder}” cannot be opened. Check its name under More.`,
  "processed-folder": ({ processedFolder }) =>
    `The mailbox can be read, but there is no folder “${processedFolder}” for what was taken. Make it in the mailbox, or check its name under More.`,
};

export function mailboxSeen({ folder }: ImapSettings, { messages, fresh, knowsIdle }: MailboxSeen): string {
  const many = `${messages === 0 ? "no messages" : counted(messages)} in “${folder}”`;
  const news =
    messages === 0
      ? ""
      : fresh === 0
        ? ", none of them new to Firmly"
        : `, ${fresh === messages ? (fresh === 1 ? "and it is" : "all of them") : `${fresh} of them`} new to Firmly`;
  const idle = knowsIdle
    ? "The server tells by itself when something comes."
    : "The server does not tell by itself when something comes (no IDLE), so it is asked every minute.";
  return `The mailbox can be read: ${many}${news}. ${idle}`;
}

function counted(messages: number): string {
  return messages === 1 ? "1 message" : `${messages} messages`;
}

/** What may go wrong before a server has said anything about us, with the ports that are usual. */
function forServer<S extends { readonly host: string; readonly port: number; readonly secure: boolean }>(ports: string, tlsPort: string, plainPort: string) {
  const at = ({ host, port }: S) => `${host}, port ${port}`;
  return {
    "no-such-host": ({ host }: S) => `There is no server called “${host}”. Check its name.`,
    "no-connection": (server: S) => `Nothing answers at ${at(server)}. Check the port (${ports}), and whether a firewall is in the way.`,
    timeout: (server: S) => {
      const way = server.secure ? "" : `, and whether the port wants TLS from the start (${tlsPort})`;
      return `No answer came from ${at(server)}. Check the port (${ports})${way}; a firewall may be in the way.`;
    },
    certificate: ({ host }: S) =>
      `${host} shows a certificate that does not prove it is ${host}. Check the name of the server; for one of your own, give its certificate authority under More.`,
    "no-tls": (server: S) =>
      server.secure
        ? `${at(server)}, does not speak TLS from the start. Untick it for port ${plainPort}, or use port ${tlsPort}.`
        : `${at(server)}, does not offer TLS, and without it no password is sent. Tick “TLS from the start” for port ${tlsPort}.`,
    lost: (server: S) => `${at(server)}, ended the connection without a useful answer. Check that it is a mail server, and its port (${ports}).`,
    token: ({ host }: S) => `There is no access token for ${host}. Check the client ID, the secret, the token address and the scope under OAuth2.`,
  };
}
