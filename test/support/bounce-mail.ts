export interface BouncedMail {
  /** Where the report goes to: the sealed address of a letter, or another. */
  readonly to: string;
  /** The address that the letter did not reach. */
  readonly recipient: string;
  readonly status?: string;
  readonly action?: "failed" | "delayed";
  readonly messageId?: string;
}

/** A mail server's report (RFC 3464) on one recipient, with LF line ends. */
export function bounceMail({ to, recipient, status = "5.1.1", action = "failed", messageId = `b-${status}-${action}@mx.test` }: BouncedMail): string {
  return `From: Mail Delivery System <mailer-daemon@mx.test>
To: ${to}
Subject: Undelivered mail
Auto-Submitted: auto-replied
Message-ID: <${messageId}>
Return-Path: <>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.test

Final-Recipient: rfc822; ${recipient}
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; 550 ${status} no mailbox of this name

--b--
`;
}
