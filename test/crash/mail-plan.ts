import { createHash } from "node:crypto";
import { createServer, type Server } from "node:net";
import { createInterface } from "node:readline";

/** What a connection suffers in one attempt, or null. `421`: the server says that it is closing. The other ones are broken off without a word. */
export type Fault = "421" | "before-data" | "in-body" | "before-dot" | "after-dot" | null;

/** What the mail server says to the recipient (`rcpt`), or when the message is there (`data`). */
export type Question = "rcpt" | "data";

/**
 * What is to happen to the mail for each address, and at which attempt: it all follows from the seed, so that a run can be repeated. Of the
 * addresses 10 % are refused for now (most of them once or twice, some for long) and 5 % for good; of the attempts 8 % are broken off.
 */
export class MailPlan {
  readonly #seed: number;
  readonly #asked = new Map<string, number>();
  /** How often the mail server has refused. */
  readonly refused = { temporary: 0, permanent: 0 };

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The server's next answer to this question about an address. */
  answer(question: Question, user: string): string {
    const key = `${question} ${user}`;
    const attempt = (this.#asked.get(key) ?? 0) + 1;
    this.#asked.set(key, attempt);
    const { at, times } = this.#refusals(user);
    if (question !== at || attempt > times) return "pass";
    if (times === Number.POSITIVE_INFINITY) {
      this.refused.permanent++;
      return at === "rcpt" ? "550 5.1.1 no mailbox of this name" : "554 5.7.1 not wanted here";
    }
    this.refused.temporary++;
    return at === "rcpt" ? "451 4.7.1 greylisted, come back later" : "452 4.3.1 no room at the moment";
  }

  #refusals(user: string): { readonly at: Question; readonly times: number } {
    const kind = this.#share("refusal", user);
    const at = this.#share("when", user) < 0.8 ? "rcpt" : "data";
    if (kind < 0.05) return { at, times: Number.POSITIVE_INFINITY };
    if (kind >= 0.15) return { at, times: 0 };
    return { at, times: kind < 0.06 ? 7 : kind < 0.1 ? 2 : 1 };
  }

  fault(user: string, attempt: number): Fault {
    const kind = this.#share(`fault ${attempt}`, user);
    if (attempt > 4 || kind >= 0.08) return null;
    return (["421", "before-data", "before-data", "in-body", "in-body", "before-dot", "after-dot", "after-dot"] as const)[Math.floor(kind * 100)]!;
  }

  #share(what: string, user: string): number {
    return createHash("sha256").update(`${this.#seed} ${what} ${user}`).digest().readUInt32BE() / 2 ** 32;
  }
}

/** Answers the questions of exim (`policyPort` of the mail pair). */
export async function startPolicy(plan: MailPlan): Promise<{ readonly port: number; stop(): void }> {
  const server: Server = createServer((socket) => {
    socket.on("error", () => {});
    createInterface({ input: socket }).once("line", (line) => {
      const [question, user] = line.split(" ");
      socket.end(`${plan.answer(question as Question, user!)}\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { port: typeof address === "object" && address ? address.port : 0, stop: () => void server.close() };
}
