import { createHash, createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { PDFDocument } from "@cantoo/pdf-lib";
import { type Answer, type Fault, serve } from "./http-faults.ts";

export interface PingenLetter {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly pages: number;
  readonly createdAt: string;
  cancelled: boolean;
}

interface Replay {
  readonly payload: string;
  readonly answer: Answer;
}

const JSON_API = "application/vnd.api+json";
const ATTRIBUTES: Readonly<Record<string, (value: unknown) => boolean>> = {
  file_original_name: (value) => isText(value, 5, 255),
  file_url: (value) => isText(value, 1, 1000),
  file_url_signature: (value) => isText(value, 1, 60),
  address_position: (value) => value === "left" || value === "right",
  auto_send: (value) => typeof value === "boolean",
  delivery_product: (value) => ["cheap", "fast", "registered", "bulk", "premium"].includes(value as string),
  print_mode: (value) => value === "simplex" || value === "duplex",
  print_spectrum: (value) => value === "color" || value === "grayscale",
};

function isText(value: unknown, least: number, most: number): boolean {
  return typeof value === "string" && value.length >= least && value.length <= most;
}

/**
 * Pingen's letters with its sign-in and its place for files in one, after the OpenAPI document 2.0.0 as github.com/pingencom/pingen2-sdk-js (7f130e2)
 * and n8n-nodes-pingen2 (8d8cb23) tell it: a real HTTP server that insists on tokens, media types, fields and their values, refuses what it does
 * not know, and gives the first answer again for a key. Nothing is printed.
 */
export class PingenDouble {
  readonly letters: PingenLetter[] = [];
  /** What goes wrong with the next requests, one each; null: nothing. Signing in is not counted. */
  readonly faults: (Fault | null)[] = [];
  instead: Answer | null = null;
  /** As nothing that is published would forbid: keys are not kept, and the list lags behind. */
  keepsKeys = true;
  isListed = true;
  /** Tokens given so far are refused from now on. */
  revoked = false;
  readonly #files = new Map<string, Buffer | null>();
  readonly #answers = new Map<string, Replay>();
  readonly #tokens = new Set<string>();
  readonly #server: Server;

  readonly organisation: string;

  private constructor(organisation: string) {
    this.organisation = organisation;
    this.#server = createServer((request, response) => {
      const isSignIn = request.url === "/auth/access-tokens";
      void serve(
        request,
        response,
        isSignIn ? null : (this.faults.shift() ?? null),
        (body) => this.#answer(request, body),
        (status) => wrong(status, "said by the test"),
      );
    });
  }

  static async start(organisation: string): Promise<PingenDouble> {
    const double = new PingenDouble(organisation);
    await new Promise<void>((resolve) => double.#server.listen(0, "127.0.0.1", resolve));
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  of(deliveryId: string): PingenLetter[] {
    return this.letters.filter(({ attributes, cancelled }) => attributes.file_original_name === `${deliveryId}.pdf` && !cancelled);
  }

  /** A webhook as Pingen signs it; `code` is that of the event that is told along. */
  hook(letter: PingenLetter, category: "issues" | "sent" | "undeliverable" | "delivered", secret: string, more: object = {}, code = "") {
    const related = (type: string, id: string) => ({ links: { related: `${this.url}/${type}/${id}` }, data: { id, type } });
    const eventId = createHash("sha256").update(`${letter.id} ${category}`).digest("hex").slice(0, 32);
    const document = {
      data: {
        id: eventId,
        type: `webhook_${category}`,
        attributes: { ...more, url: "https://firmly.example/hooks/oak/post", created_at: "2026-11-27T09:42:48+0100" },
        relationships: {
          organisation: related("organisations", this.organisation),
          deliverable: related("letters", letter.id),
          event: related("deliverables_events", eventId),
        },
        links: { self: `${this.url}/webhooks/${eventId}` },
      },
      included: [
        { id: letter.id, type: "letters", attributes: letter.attributes },
        { id: eventId, type: "deliverables_events", attributes: { code, name: category } },
      ],
    };
    const body = Buffer.from(JSON.stringify(document));
    return { headers: { "content-type": JSON_API, signature: createHmac("sha256", secret).update(body).digest("hex") }, body };
  }

  async #answer(request: IncomingMessage, body: Buffer): Promise<Answer> {
    const { method } = request;
    const url = new URL(request.url ?? "", this.url);
    if (url.pathname === "/auth/access-tokens" && method === "POST") return this.#signIn(request, body);
    if (url.pathname.startsWith("/files/") && method === "PUT") return this.#putFile(url.href, request, body);
    if (this.revoked) {
      this.#tokens.clear();
      this.revoked = false;
    }
    if (!this.#tokens.has(/^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "")) return wrong(401, "Unauthenticated.");
    if (request.headers.accept !== JSON_API) return wrong(406, "Not acceptable");
    if (url.pathname === "/file-upload" && method === "GET") return this.#placeForFile();
    const [, list, id, act] = new RegExp(`^(/organisations/${this.organisation}/deliveries/letters)(?:/([^/]+))?(?:/([^/]+))?$`).exec(url.pathname) ?? [];
    if (!list) return wrong(404, "Not found");
    if (!id && method === "GET") return this.#list(url.searchParams);
    if (!id && method === "POST") return this.instead ?? this.#once(request, body);
    const letter = this.letters.find((each) => each.id === id);
    if (!letter) return wrong(404, "Not found");
    if (act === undefined && method === "GET") return { status: 200, body: { data: shown(letter) } };
    if (act !== "cancel" || method !== "PATCH") return wrong(405, "Method not allowed");
    if (letter.cancelled) return wrong(409, "The letter cannot be cancelled any more");
    letter.cancelled = true;
    return { status: 202 };
  }

  #signIn(request: IncomingMessage, body: Buffer): Answer {
    const form = new URLSearchParams(body.toString());
    const isRight = form.get("grant_type") === "client_credentials" && form.get("client_id") === "client" && form.get("client_secret") === "s3cret";
    if (!isRight || !request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded"))
      return { status: 401, body: { error: "invalid_client" } };
    const token = randomUUID();
    this.#tokens.add(token);
    return { status: 200, body: { token_type: "Bearer", expires_in: 43_200, access_token: token } };
  }

  #placeForFile(): Answer {
    const url = `${this.url}/files/${randomUUID()}`;
    this.#files.set(url, null);
    const signature = signatureOf(url);
    return { status: 200, body: { data: { id: randomUUID(), type: "file_uploads", attributes: { url, url_signature: signature, expires_at: "2026-12-31" } } } };
  }

  #putFile(url: string, request: IncomingMessage, body: Buffer): Answer {
    // The place is known by its address alone: whoever sends the token along tells it to a stranger.
    if (!this.#files.has(url) || request.headers.authorization) return wrong(403, "Forbidden");
    this.#files.set(url, body);
    return { status: 200 };
  }

  #list(query: URLSearchParams): Answer {
    const unknown = [...query.keys()].find((name) => !["sort", "page[number]", "page[limit]"].includes(name));
    if (unknown || query.get("sort") !== "-created_at") return wrong(422, `${unknown ?? "sort"} is not valid`);
    const [number, limit] = [Number(query.get("page[number]")), Number(query.get("page[limit]"))];
    const data = (this.isListed ? this.letters : []).toReversed().slice((number - 1) * limit, number * limit);
    const hasMore = number * limit < this.letters.length;
    return { status: 200, body: { data: data.map(shown), links: { next: hasMore ? `${this.url}/next` : null }, meta: { current_page: number } } };
  }

  async #once(request: IncomingMessage, body: Buffer): Promise<Answer> {
    const key = request.headers["idempotency-key"];
    if (typeof key !== "string" || key.length < 1 || key.length > 64) return wrong(422, "Idempotency-Key must have 1 to 64 characters");
    const payload = createHash("sha256").update(body).digest("hex");
    const known = this.#answers.get(key);
    if (known)
      return known.payload === payload ? { ...known.answer, headers: { "idempotent-replayed": "true" } } : wrong(409, "The key was used for another request");
    const answer = await this.#create(request, body);
    if (answer.status === 201 && this.keepsKeys) this.#answers.set(key, { payload, answer });
    return answer;
  }

  async #create(request: IncomingMessage, body: Buffer): Promise<Answer> {
    if (request.headers["content-type"] !== JSON_API) return wrong(415, "Unsupported media type");
    const { data, ...rest } = JSON.parse(body.toString()) as { data?: { type?: string; attributes?: Record<string, unknown> } };
    if (Object.keys(rest).length > 0 || data?.type !== "letters" || Object.keys(data).sort().join() !== "attributes,type") return wrong(422, "no letter");
    const attributes = data.attributes!;
    const unknown = Object.keys(attributes).find((name) => !Object.hasOwn(ATTRIBUTES, name));
    if (unknown) return wrong(422, "unknown field", unknown);
    // With auto_send everything that printing needs is required.
    const bad = Object.entries(ATTRIBUTES).find(([name, isRight]) => !isRight(attributes[name]));
    if (bad) return wrong(422, "not valid", bad[0]);
    const file = this.#files.get(attributes.file_url as string);
    if (!file || signatureOf(attributes.file_url as string) !== attributes.file_url_signature) return wrong(422, "not valid", "file_url_signature");
    const pdf = await PDFDocument.load(file).catch(() => null);
    const isA4 = pdf?.getPages().every((page) => Math.round(page.getWidth()) === 595 && Math.round(page.getHeight()) === 842);
    if (!pdf || !isA4 || file.length > 8_000_000) return wrong(422, "the file is no A4 letter", "file_url");
    const letter = { id: randomUUID(), attributes, pages: pdf.getPageCount(), createdAt: new Date().toISOString(), cancelled: false };
    this.letters.push(letter);
    return { status: 201, body: { data: shown(letter) } };
  }
}

function signatureOf(url: string): string {
  return createHash("sha256").update(`place ${url}`).digest("hex").slice(0, 60);
}

function shown({ id, attributes, pages, createdAt, cancelled }: PingenLetter): object {
  const { file_url: _url, file_url_signature: _signature, auto_send: _auto, ...rest } = attributes;
  const status = cancelled ? "cancelled" : "validating";
  return { id, type: "letters", attributes: { status, ...rest, file_pages: pages, price_currency: "CHF", price_value: 1.25, created_at: createdAt } };
}

function wrong(status: number, title: string, field?: string): Answer {
  const source = field === undefined ? {} : { source: { pointer: `/data/attributes/${field}` } };
  return { status, headers: { "content-type": JSON_API }, body: { errors: [{ code: String(status), title, ...source }] } };
}
