import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

export interface Grant {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Absent: client credentials. */
  readonly refreshToken?: string;
  readonly scope?: string;
}

/** A strict token endpoint (RFC 6749, 4.4 and 6): form fields and headers are insisted on, tokens are numbered and live as long as said. */
export class TokenDouble {
  /** How often it was asked. */
  asked = 0;
  expiresIn: number | null = 3600;
  /** Said instead of a token. */
  instead: { readonly status: number; readonly body: string; readonly location?: string } | null = null;
  readonly #server: Server;

  private constructor(grant: Grant) {
    this.#server = createServer((request, response) => void this.#answer(grant, request, response));
  }

  async #answer(grant: Grant, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.asked++;
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const form = new URLSearchParams(Buffer.concat(pieces).toString());
    const answer = (status: number, body: string, headers: object = {}) =>
      response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store", ...headers }).end(body);
    if (this.instead) return void answer(this.instead.status, this.instead.body, this.instead.location ? { location: this.instead.location } : {});
    const wanted = new URLSearchParams({ client_id: grant.clientId, client_secret: grant.clientSecret });
    wanted.set("grant_type", grant.refreshToken === undefined ? "client_credentials" : "refresh_token");
    if (grant.refreshToken !== undefined) wanted.set("refresh_token", grant.refreshToken);
    if (grant.scope !== undefined) wanted.set("scope", grant.scope);
    wanted.sort();
    form.sort();
    const isForm = request.method === "POST" && request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
    if (!isForm || form.toString() !== wanted.toString())
      return void answer(400, JSON.stringify({ error: "invalid_grant", error_description: form.toString() }));
    answer(200, JSON.stringify({ access_token: `token-${this.asked}`, token_type: "Bearer", ...(this.expiresIn !== null && { expires_in: this.expiresIn }) }));
  }

  static async start(grant: Grant): Promise<TokenDouble> {
    const double = new TokenDouble(grant);
    await new Promise<void>((resolve) => double.#server.listen(0, "127.0.0.1", resolve));
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as { port: number }).port}/token`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
