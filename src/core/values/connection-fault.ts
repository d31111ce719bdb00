/** Why a server could not be talked to. `no-tls`: one of the two speaks TLS and the other does not. */
export type ConnectionFault = "no-such-host" | "no-connection" | "certificate" | "no-tls" | "timeout" | "lost";

const FAULTS: readonly (readonly [RegExp, ConnectionFault])[] = [
  [/^(ENOTFOUND|EAI_\w+|EDNS|ENODATA)$/, "no-such-host"],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, "no-connection"],
  [/CERT|SELF_SIGNED|^UNABLE_TO_|^HOSTNAME_MISMATCH$/, "certificate"],
  [/^(ERR_SSL_\w+|EPROTO|ETLS)$/, "no-tls"],
  [/^(ETIMEDOUT|ETIMEOUT|\w+_TIMEOUT)$/, "timeout"],
  [/^(ECONNRESET|EPIPE|ECONNECTION|EConnectionClosed|NoConnection|ClosedAfterConnect\w+)$/, "lost"],
];

/** What the codes of an error say (Node's own, or those of nodemailer and imapflow), the inner one first; null: nothing about the connection. */
export function connectionFault(...codes: readonly (string | undefined)[]): ConnectionFault | null {
  for (const code of codes) {
    const found = FAULTS.find(([form]) => code !== undefined && form.test(code));
    if (found) return found[1];
  }
  return null;
}
