import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A real mail server (exim) that delivers into real mailboxes (dovecot), on ports of its own, below a temporary folder. */
export interface MailPair {
  readonly smtpPort: number;
  readonly imapPort: number;
  /** The messages in the mailbox of `<user>@mail.test`, as they arrived. */
  mailbox(user: string): string[];
  /** The users who have got something. */
  mailboxes(): string[];
  /** Nothing that was accepted is still on its way to a mailbox. */
  isIdle(): boolean;
  /** Hands what waits in the queue on to the mailboxes, once; for a server that only queues. */
  runQueue(): Promise<void>;
  /** Ends the SMTP server and starts it again: in good order, or by `kill -9` of it and of everybody who is just receiving. */
  restart(how: "in order" | "killed"): Promise<void>;
  stop(): Promise<void>;
}

export interface MailPairOptions {
  /**
   * A port on this machine that is asked about every recipient ("rcpt <local part>") and again when the message is there ("data <local part>"). It
   * answers with a line: an SMTP refusal ("451 4.7.1 later"), or anything else to let it pass.
   */
  readonly policyPort?: number;
  /** Takes messages and leaves them in the queue until `runQueue`, so that a killed server never dies between queue and mailbox: that might double there. */
  readonly queueOnly?: boolean;
}

/** Why the mail servers cannot run here; null where they can. */
export function mailPairMissing(): string | null {
  for (const [program, debian] of [
    ["exim4", "exim4-daemon-light"],
    ["dovecot", "dovecot-imapd and dovecot-lmtpd"],
    ["setpriv", "util-linux"],
  ] as const) {
    if (!pathOf(program)) return `${program} is missing (Debian: ${debian})`;
  }
  if (process.getuid?.() !== 0) return "exim takes a configuration of ours only from root";
  return uidOf("Debian-exim") === null ? "the user Debian-exim is missing (Debian: exim4-daemon-light)" : null;
}

function pathOf(program: string): string | null {
  try {
    return execFileSync("sh", ["-c", `command -v ${program}`], {
      encoding: "utf8",
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    }).trim();
  } catch {
    return null;
  }
}

function uidOf(user: string): { uid: number; gid: number } | null {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((each) => each.startsWith(`${user}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid ? { uid: Number(uid), gid: Number(gid) } : null;
}

const USER = "Debian-exim";
/** A machine that is busy with other things may take long to start a program; a port that was taken meanwhile never opens. */
const PORTS_WAIT_MS = 20_000;
const ATTEMPTS = 3;
/** For the hook that starts the servers: longer than all attempts together. */
export const MAIL_PAIR_TIMEOUT_MS = ATTEMPTS * PORTS_WAIT_MS + 30_000;

/**
 * Any local part `@mail.test` is a mailbox, save `unknown` (550) and `later` (451); everything elsewhere is refused (550).
 * A free port may be somebody else's by the time a server opens it: then all is begun again with other ports.
 */
export async function startMailPair(options: MailPairOptions = {}): Promise<MailPair> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnFreePorts(options);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      console.warn(`${(error as Error).message}; trying other ports`);
    }
  }
}

async function startOnFreePorts(options: MailPairOptions): Promise<MailPair> {
  const owner = uidOf(USER)!;
  const folder = mkdtempSync(join(tmpdir(), "firmly-mail-"));
  chmodSync(folder, 0o755);
  for (const name of ["spool", "log", "run", "state", "mail"]) {
    mkdirSync(join(folder, name));
    chownSync(join(folder, name), owner.uid, owner.gid);
  }
  const [smtpPort, imapPort, lmtpPort] = [await freePort(), await freePort(), await freePort()];
  const eximFile = join(folder, "exim.conf");
  writeFileSync(eximFile, eximConf(folder, smtpPort, lmtpPort, options));
  writeFileSync(join(folder, "dovecot.conf"), dovecotConf(folder, imapPort, lmtpPort, owner));
  const startExim = () => asMailUser(pathOf("exim4")!, ["-C", eximFile, "-bdf", ...(options.queueOnly ? [] : ["-q1m"])]);
  const dovecot = asMailUser(pathOf("dovecot")!, ["-F", "-c", join(folder, "dovecot.conf")]);
  let exim = startExim();
  const stop = async () => {
    await Promise.all([dovecot, exim].map(end));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all([waitForPort(smtpPort, exim), waitForPort(imapPort, dovecot), waitForPort(lmtpPort, dovecot)]);
  } catch (error) {
    const said = logsIn(join(folder, "log"));
    await stop();
    throw new Error(`${(error as Error).message}${said ? `:\n${said}` : ", and its log is empty"}`);
  }
  return {
    smtpPort,
    imapPort,
    mailbox: (user) => readMailbox(join(folder, "mail", user, "Maildir", "new")),
    mailboxes: () => readdirSync(join(folder, "mail")),
    isIdle: () => messagesBelow(join(folder, "spool", "input")) === 0,
    runQueue: async () => void (await once(asMailUser(pathOf("exim4")!, ["-C", eximFile, "-qff"]), "exit")),
    async restart(how) {
      if (how === "killed") killWithChildren(exim);
      await end(exim);
      exim = startExim();
      await waitForPort(smtpPort, exim);
    },
    stop,
  };
}

/** Each connection is received by a child of the server's. */
function killWithChildren(server: ChildProcess): void {
  const children = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, "utf8").split(" ").map(Number).filter(Boolean);
  server.kill("SIGKILL");
  for (const pid of children) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It had just finished.
    }
  }
}

function logsIn(folder: string): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "utf8").trim())
    .filter(Boolean)
    .join("\n");
}

function asMailUser(program: string, args: string[]): ChildProcess {
  return spawn("setpriv", [`--reuid=${USER}`, `--regid=${USER}`, "--init-groups", program, ...args], { stdio: "ignore" });
}

function end(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.once("exit", () => resolve());
    server.kill("SIGTERM");
  });
}

function readMailbox(folder: string): string[] {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => readFileSync(join(folder, name), "utf8"));
  } catch {
    return [];
  }
}

/** A message is exim's own once the file of its header is there; what a killed server has left half received is none. */
function messagesBelow(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith("-H")).length;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function waitForPort(port: number, server: ChildProcess): Promise<void> {
  const until = Date.now() + PORTS_WAIT_MS;
  while (!(await answers(port))) {
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error(`the mail server for port ${port} ended (${server.exitCode ?? server.signalCode})`);
    if (Date.now() > until) throw new Error(`no mail server answers on port ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: "127.0.0.1" });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/** The policy's answer is itself the refusal; a policy that does not answer lets nothing pass. */
function askPolicy(port: number, question: string): string {
  return `
  warn  set acl_m_verdict = \${readsocket{inet:127.0.0.1:${port}}{${question}\\n}{10s}{}{451 4.3.0 no policy}}
  deny  condition = \${if match{$acl_m_verdict}{^5}}
        message = $acl_m_verdict
  defer condition = \${if match{$acl_m_verdict}{^4}}
        message = $acl_m_verdict`;
}

function eximConf(folder: string, smtpPort: number, lmtpPort: number, { policyPort, queueOnly }: MailPairOptions): string {
  return `
primary_hostname = mail.test
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/%slog
pid_file_path = ${folder}/run/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${smtpPort}
never_users =
trusted_users = ${USER}
deliver_drop_privilege = true
host_lookup =
rfc1413_query_timeout = 0s
tls_advertise_hosts =
keep_environment =
smtp_accept_max = 100
queue_only = ${queueOnly ? "true" : "false"}
acl_smtp_rcpt = at_rcpt
acl_smtp_data = at_data
begin acl
at_data:${policyPort ? askPolicy(policyPort, `data \${local_part:$recipients}`) : ""}
  accept
at_rcpt:${policyPort ? askPolicy(policyPort, "rcpt $local_part") : ""}
  deny  local_parts = unknown
        message = 550 5.1.1 no mailbox of this name
  defer local_parts = later
        message = 451 4.7.1 come back later
  accept domains = mail.test
  deny  message = 550 5.7.1 no relaying
begin routers
mailboxes:
  driver = manualroute
  domains = mail.test
  transport = to_dovecot
  route_list = * 127.0.0.1 byname
  self = send
begin transports
to_dovecot:
  driver = smtp
  protocol = lmtp
  port = ${lmtpPort}
  allow_localhost
begin retry
* * F,1h,1m
`;
}

function dovecotConf(folder: string, imapPort: number, lmtpPort: number, { uid, gid }: { uid: number; gid: number }): string {
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${USER}
default_internal_group = ${USER}
default_login_user = ${USER}
first_valid_uid = 1
auth_username_format = %Ln
mail_location = maildir:${folder}/mail/%Ln/Maildir
passdb {
  driver = static
  args = password=test
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/mail/%Ln
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  chroot =
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtpPort}
  }
}
namespace inbox {
  inbox = yes
  separator = /
}
`;
}
