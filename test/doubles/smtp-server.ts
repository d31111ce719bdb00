import { createServer, type Server, type Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";

export type Stage = "greet" | "ehlo" | "starttls" | "auth" | "mail" | "rcpt" | "data" | "dot" | "rset" | "quit";

/** What the server does instead of what it should: an answer without its line end, or hanging up. Nothing: as it should. */
export type Fault = string | { readonly hangUp: true } | undefined;

const EARLY_BYTES = 50_000;

export interface Taken {
  /** Which connection brought it, from 1. */
  readonly connection: number;
  readonly from: string;
  readonly to: string;
  /** As it came, dots taken back. */
  readonly text: string;
  /** What it was answered; null: nothing. */
  answer: string | null;
}

export interface SmtpOptions {
  readonly extensions?: readonly string[];
  /** PEM. Without `fromStart` it is offered as STARTTLS. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly fromStart?: boolean };
  /** Whether this AUTH command is right; with it nothing is taken from those who did not sign in. */
  readonly signIn?: (mechanism: string, credentials: string) => boolean;
  /** `nth`: which time this stage is reached on this connection, from 1. */
  readonly fault?: (stage: Stage, connection: number, nth: number) => Fault;
  /** Refuses a token as Gmail does: the reason as a challenge, the refusal after the client's empty answer. */
  readonly challenges?: boolean;
  /** Said in the middle of each long message, which is taken all the same. */
  readonly earlyAnswer?: string;
  /** Hangs up after so many bytes from, or to, the client on the first connection. */
  readonly hangUpAfter?: { readonly read?: number; readonly written?: number };
}

/**
 * A strict mail server (RFC 5321) that writes down all it got: the order of commands, line ends, sign-in and TLS are insisted on, and
 * what breaks a rule is a violation. It can fail on purpose.
 */
export class SmtpDouble {
  readonly taken: Taken[] = [];
  readonly violations: string[] = [];
  /** All that was said by clients outside of TLS. */
  inTheClear = "";
  connections = 0;
  open = 0;
  mostOpen = 0;
  port = 0;
  readonly options: SmtpOptions;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(options: SmtpOptions) {
    this.options = options;
    this.#server = createServer((socket) => this.#welcome(socket));
  }

  static async start(options: SmtpOptions = {}): Promise<SmtpDouble> {
    const double = new SmtpDouble(options);
    await new Promise<void>((resolve) => double.#server.listen(0, "127.0.0.1", resolve));
    double.port = (double.#server.address() as { port: number }).port;
    return double;
  }

  /** Hangs up on everybody, and stays. */
  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.hangUp();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #welcome(socket: Socket): void {
    this.connections++;
    this.open++;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.once("close", () => {
      this.open--;
      this.#sockets.delete(socket);
    });
    new Talk(this, socket, this.connections).begin();
  }
}

class Talk {
  readonly #double: SmtpDouble;
  readonly #number: number;
  #socket: Socket;
  #input = "";
  #read = 0;
  #written = 0;
  #isSecure = false;
  #isSignedIn = false;
  #isGone = false;
  #from: string | null = null;
  #to: string | null = null;
  #body: string | null = null;
  #awaitsProof = false;
  #hasAnsweredEarly = false;
  readonly #reached = new Map<Stage, number>();

  constructor(double: SmtpDouble, socket: Socket, number: number) {
    this.#double = double;
    this.#socket = socket;
    this.#number = number;
  }

  begin(): void {
    if (this.#double.options.tls?.fromStart) this.#secure();
    else this.#listen();
    this.#say("greet", "220 double ESMTP");
  }

  #secure(): void {
    const { key, cert } = this.#double.options.tls!;
    this.#socket.removeAllListeners("data");
    this.#socket = new TLSSocket(this.#socket, { isServer: true, secureContext: createSecureContext({ key, cert }) });
    this.#socket.on("error", () => {});
    this.#isSecure = true;
    this.#listen();
  }

  #listen(): void {
    this.#socket.on("data", (chunk: Buffer) => {
      const most = this.#number === 1 ? (this.#double.options.hangUpAfter?.read ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
      const kept = chunk.subarray(0, Math.max(most - this.#read, 0));
      this.#read += kept.byteLength;
      this.#input += kept.toString("latin1");
      if (!this.#isSecure) this.#double.inTheClear += kept.toString("latin1");
      this.#work();
      if (this.#read >= most) this.#leave();
    });
  }

  #leave(): void {
    this.#isGone = true;
    this.#socket.destroy();
  }

  /** @returns what was really answered; null: nothing, or not the whole of it */
  #say(stage: Stage, answer: string): string | null {
    if (this.#isGone) return null;
    const nth = (this.#reached.get(stage) ?? 0) + 1;
    this.#reached.set(stage, nth);
    const fault = this.#double.options.fault?.(stage, this.#number, nth);
    if (typeof fault === "object") {
      this.#leave();
      return null;
    }
    const said = fault ?? answer;
    const bytes = Buffer.from(`${said}\r\n`);
    const most = this.#number === 1 ? (this.#double.options.hangUpAfter?.written ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    const left = most - this.#written;
    this.#written += bytes.byteLength;
    if (bytes.byteLength <= left) this.#socket.write(bytes);
    if (bytes.byteLength < left) {
      if (said.startsWith("421")) this.#end();
      return said;
    }
    this.#isGone = true;
    if (bytes.byteLength > left) this.#socket.write(bytes.subarray(0, Math.max(left, 0)));
    this.#socket.end();
    return bytes.byteLength === left ? said : null;
  }

  #end(): void {
    this.#isGone = true;
    this.#socket.end();
  }

  #work(): void {
    while (!this.#isGone) {
      if (this.#body !== null) {
        if (!this.#message()) return;
        continue;
      }
      const end = this.#input.indexOf("\n");
      if (end < 0) return;
      const line = this.#input.slice(0, end + 1);
      this.#input = this.#input.slice(end + 1);
      if (!line.endsWith("\r\n")) this.#double.violations.push(`a line that ends without CR: ${JSON.stringify(line)}`);
      this.#command(line.trimEnd());
    }
  }

  /** Takes the message up to its dot. @returns whether it has come */
  #message(): boolean {
    const end = this.#body === "" && this.#input.startsWith(".\r\n") ? 0 : this.#input.indexOf("\r\n.\r\n");
    if (end < 0) {
      const { earlyAnswer } = this.#double.options;
      if (earlyAnswer !== undefined && !this.#hasAnsweredEarly && this.#input.length > EARLY_BYTES) {
        this.#hasAnsweredEarly = true;
        this.#socket.write(`${earlyAnswer}\r\n`);
      }
      return false;
    }
    const raw = this.#input.slice(0, end === 0 ? 0 : end + 2);
    this.#input = this.#input.slice(end === 0 ? 3 : end + 5);
    if (/(^|[^\r])\n|\r(?!\n)/.test(raw)) this.#double.violations.push("a bare CR or LF in a message");
    const taken: Taken = { connection: this.#number, from: this.#from!, to: this.#to!, text: raw.replace(/^\./gm, ""), answer: null };
    this.#double.taken.push(taken);
    this.#body = null;
    this.#from = null;
    this.#to = null;
    taken.answer = this.#say("dot", `250 2.0.0 Ok: queued as ${this.#number}A${this.#double.taken.length}`);
    return true;
  }

  #command(line: string): void {
    const { options, violations } = this.#double;
    if (this.#awaitsProof) {
      this.#awaitsProof = false;
      this.#say("auth", "535 5.7.8 not you");
      return;
    }
    const verb = line.split(/[ :]/, 1)[0]!.toUpperCase();
    const inOrder = (right: boolean, what: string) => {
      if (!right) violations.push(what);
      return right;
    };
    const isIn = options.signIn === undefined || this.#isSignedIn;
    if (verb === "EHLO") this.#greet();
    else if (verb === "STARTTLS") this.#startTls();
    else if (verb === "AUTH") this.#auth(line);
    else if (verb === "MAIL") {
      if (!isIn) return void this.#say("mail", "530 5.7.0 sign in first");
      if (!inOrder(this.#from === null, "MAIL within a transaction")) return void this.#say("mail", "503 5.5.1 nested");
      const answer = this.#say("mail", "250 2.1.0 ok");
      if (answer?.startsWith("2")) this.#from = /<([^>]*)>/.exec(line)![1]!;
    } else if (verb === "RCPT") {
      if (this.#from === null) return void this.#say("rcpt", "503 5.5.1 no sender");
      const answer = this.#say("rcpt", "250 2.1.5 ok");
      if (answer?.startsWith("2")) this.#to = /<([^>]*)>/.exec(line)![1]!;
    } else if (verb === "DATA") {
      if (this.#to === null) return void this.#say("data", "503 5.5.1 no recipient");
      const answer = this.#say("data", "354 go on");
      if (answer?.startsWith("354")) this.#body = "";
    } else if (verb === "RSET") {
      this.#from = null;
      this.#to = null;
      this.#say("rset", "250 2.0.0 ok");
    } else if (verb === "QUIT") {
      this.#say("quit", "221 2.0.0 bye");
      this.#end();
    } else {
      violations.push(`an unknown command: ${line.slice(0, 60)}`);
      this.#say("ehlo", "500 5.5.2 what");
    }
  }

  #greet(): void {
    const { tls, signIn, extensions = ["PIPELINING", "SIZE 35882577", "8BITMIME"] } = this.#double.options;
    const offered = [...extensions, ...(tls && !this.#isSecure ? ["STARTTLS"] : []), ...(signIn ? ["AUTH PLAIN XOAUTH2"] : []), "ENHANCEDSTATUSCODES"];
    const lines = ["double", ...offered];
    this.#say("ehlo", lines.map((each, at) => `250${at === lines.length - 1 ? " " : "-"}${each}`).join("\r\n"));
  }

  #startTls(): void {
    if (!this.#double.options.tls) return void this.#say("starttls", "502 5.5.1 not here");
    if (this.#say("starttls", "220 2.0.0 go")?.startsWith("220")) this.#secure();
  }

  #auth(line: string): void {
    const { options } = this.#double;
    const [, mechanism = "", credentials = ""] = line.split(" ");
    const decoded = Buffer.from(credentials, "base64").toString("utf8");
    if (options.signIn?.(mechanism.toUpperCase(), decoded)) {
      this.#isSignedIn = true;
      this.#say("auth", "235 2.7.0 welcome");
    } else if (mechanism.toUpperCase() === "XOAUTH2" && options.challenges) {
      this.#awaitsProof = true;
      this.#say("auth", `334 ${Buffer.from('{"status":"400"}').toString("base64")}`);
    } else this.#say("auth", "535 5.7.8 not you");
  }
}
