import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { PDFDocument } from "@cantoo/pdf-lib";
import { Busboy } from "@fastify/busboy";
import { type Answer, type Fault, serve } from "./http-faults.ts";

/** A letter that Lob's double has taken. */
export interface LobLetter {
  readonly id: string;
  readonly key: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly pages: number;
  readonly payload: string;
  deleted: boolean;
  status: "processed" | "failed";
}

interface Form {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: Buffer | null;
}

const ADDRESS = ["name", "company", "address_line1", "address_line2", "address_city", "address_state", "address_zip", "address_country"];
const KNOWN = new Set([
  "description",
  "file",
  "color",
  "double_sided",
  "address_placement",
  "use_type",
  "mail_type",
  "extra_service",
  "return_envelope",
  "perforated_page",
  "send_date",
  ...ADDRESS.flatMap((field) => [`to[${field}]`, `from[${field}]`]),
]);

/**
 * Lob's letters, after the OpenAPI document 1.14.2 (github.com/lob/lob-openapi at 0056d21; letters at d642074 and 0bdecbe): a real HTTP server that
 * insists on sign-in, fields, types and lengths, refuses what it does not know, and keeps idempotency keys. Stricter than Lob says: a key that is
 * used for another letter is an error. Nothing is printed.
 */
export class LobDouble {
  readonly letters: LobLetter[] = [];
  /** What goes wrong with the next requests, one each; null: nothing. */
  readonly faults: (Fault | null)[] = [];
  /** Answers that wait their turn before letters are looked at: {status, body}. */
  instead: Answer | null = null;
  /** The list lags behind where it is false. */
  isListed = true;
  requests = 0;
  readonly #server: Server;
  readonly #apiKey: string;

  private constructor(apiKey: string) {
    this.#apiKey = apiKey;
    this.#server = createServer((request, response) => {
      this.requests++;
      void serve(
        request,
        response,
        this.faults.shift() ?? null,
        (body) => this.#answer(request, body),
        (status) => wrong(status, status === 429 ? "rate_limit_exceeded" : "internal_server_error", "said by the test"),
      );
    });
  }

  static async start(apiKey = "live_0123456789abcdef"): Promise<LobDouble> {
    const double = new LobDouble(apiKey);
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

  /** The letters of a delivery that would be printed. */
  of(deliveryId: string): LobLetter[] {
    return this.letters.filter(({ fields, deleted }) => fields["metadata[firmly_delivery]"] === deliveryId && !deleted);
  }

  /** A webhook as Lob signs it. */
  hook(letter: LobLetter, type: string, secret: string, at: number): { readonly headers: Record<string, string>; readonly body: Buffer } {
    const event = {
      id: `evt_${letter.id.slice(4)}${type.length}`,
      body: this.#shown(letter),
      reference_id: letter.id,
      event_type: { id: type, enabled_for_test: true, resource: "letters", object: "event_type" },
      date_created: new Date(at).toISOString(),
      object: "event",
    };
    const body = Buffer.from(JSON.stringify(event));
    const timestamp = String(at);
    const signature = createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest("hex");
    return { headers: { "content-type": "application/json", "lob-signature": signature, "lob-signature-timestamp": timestamp }, body };
  }

  async #answer(request: IncomingMessage, body: Buffer): Promise<Answer> {
    const wanted = `Basic ${Buffer.from(`${this.#apiKey}:`).toString("base64")}`;
    if (request.headers.authorization !== wanted) return wrong(401, "unauthorized", "Your API key is not valid.");
    if (this.instead && request.method === "POST") return this.instead;
    const url = new URL(request.url ?? "", this.url);
    const id = /^\/v1\/letters\/(ltr_[a-zA-Z0-9]+)$/.exec(url.pathname)?.[1];
    if (url.pathname === "/v1/letters" && request.method === "POST") return this.#create(request, body);
    if (url.pathname === "/v1/letters" && request.method === "GET") return this.#list(url.searchParams);
    const letter = id && this.letters.find((each) => each.id === id);
    if (!letter) return wrong(404, "not_found", "letter not found");
    if (request.method === "GET") return { status: 200, body: this.#shown(letter) };
    if (request.method !== "DELETE") return wrong(404, "unrecognized_endpoint", "no such endpoint");
    if (!letter.fields.send_date) return wrong(422, "not_deletable", "letter is past its cancellation window");
    letter.deleted = true;
    return { status: 200, body: { id, deleted: true } };
  }

  #list(query: URLSearchParams): Answer {
    const filters: (readonly [string, string])[] = [];
    for (const [name, value] of query) {
      const key = /^metadata\[([^\]]{1,40})\]$/.exec(name)?.[1];
      if (key) filters.push([key, value]);
      else if (name !== "limit" || !/^([1-9]\d?|100)$/.test(value)) return wrong(422, "bad_request", `${name} is not allowed`);
    }
    const found = (this.isListed ? this.letters : []).filter(({ fields }) => filters.every(([key, value]) => fields[`metadata[${key}]`] === value));
    const data = found.toReversed().slice(0, Number(query.get("limit") ?? 10));
    return { status: 200, body: { data: data.map((each) => this.#shown(each)), object: "list", next_url: null, previous_url: null, count: data.length } };
  }

  async #create(request: IncomingMessage, body: Buffer): Promise<Answer> {
    const form = await readForm(request, body);
    if (!form) return wrong(422, "bad_request", "the body is no form of several parts");
    const fault = (await faultOf(form)) ?? null;
    if (fault) return wrong(422, fault[0], fault[1]);
    const header = request.headers["idempotency-key"];
    const key = typeof header === "string" ? header : null;
    if (key !== null && (key === "" || key.length > 256)) return wrong(422, "bad_request", "the idempotency key is too long");
    const payload = createHash("sha256")
      .update(JSON.stringify(Object.entries(form.fields).sort()))
      .update(form.file!)
      .digest("hex");
    const before = key === null ? undefined : this.letters.find((each) => each.key === key);
    if (before) return before.payload === payload ? { status: 200, body: this.#shown(before) } : wrong(409, "conflict", "this key was used for another letter");
    const pages = (await PDFDocument.load(form.file!)).getPageCount();
    const id = `ltr_${createHash("sha256").update(`${this.letters.length} ${payload}`).digest("hex").slice(0, 16)}`;
    const letter: LobLetter = { id, key, fields: form.fields, pages, payload, deleted: false, status: "processed" };
    this.letters.push(letter);
    return { status: 200, body: this.#shown(letter) };
  }

  #shown({ id, fields, status, deleted }: LobLetter): Record<string, unknown> {
    const metadata = Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (name.startsWith("metadata[") ? [[name.slice(9, -1), value]] : [])));
    return {
      id,
      description: fields.description ?? null,
      metadata,
      to: { name: fields["to[name]"]?.toUpperCase(), address_line1: fields["to[address_line1]"]?.toUpperCase(), object: "address" },
      status,
      url: `https://lob-assets.com/letters/${id}.pdf?signature=open-for-all`,
      thumbnails: [{ small: `https://lob-assets.com/letters/${id}_thumb.png?signature=open-for-all` }],
      carrier: "USPS",
      tracking_number: null,
      tracking_events: [],
      expected_delivery_date: "2026-12-02",
      date_created: "2026-11-26T10:00:00.000Z",
      ...(deleted && { deleted: true }),
      object: "letter",
    };
  }
}

function wrong(status: number, code: string, message: string): Answer {
  return { status, body: { error: { message, code, status_code: status } } };
}

function readForm({ headers }: IncomingMessage, body: Buffer): Promise<Form | null> {
  if (!headers["content-type"]?.startsWith("multipart/form-data")) return Promise.resolve(null);
  return new Promise((resolve) => {
    const fields: Record<string, string> = Object.create(null);
    let file: Buffer | null = null;
    const reader = new Busboy({ headers: headers as { "content-type": string } });
    reader.on("field", (name, value) => {
      fields[name] = value;
    });
    reader.on("file", (name, stream, filename, _encoding, type) => {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", () => {
        if (name === "file" && type === "application/pdf" && /^[a-zA-Z0-9@:%._+~#=-]{1,256}\.pdf$/.test(filename)) file = Buffer.concat(pieces);
      });
    });
    reader.on("error", () => resolve(null));
    reader.on("finish", () => resolve({ fields, file }));
    reader.end(body);
  });
}

type Wrong = readonly [code: string, message: string];

/** What is wrong with an order, by the document; undefined: nothing. */
async function faultOf({ fields, file }: Form): Promise<Wrong | undefined> {
  const unknown = Object.keys(fields).find((name) => !KNOWN.has(name) && !/^metadata\[[^\]"\\]{1,40}\]$/.test(name));
  if (unknown) return ["bad_request", `${unknown} is not allowed`];
  const metadata = Object.entries(fields).filter(([name]) => name.startsWith("metadata["));
  if (metadata.length > 20 || metadata.some(([, value]) => !/^[^"\\]{0,500}$/.test(value))) return ["bad_request", "metadata is not valid"];
  if ((fields.description ?? "").length > 255) return ["bad_request", "description is too long"];
  const flags = ["color", ...["double_sided", "return_envelope"].filter((name) => name in fields)];
  const flag = flags.find((name) => !/^(true|false)$/.test(fields[name] ?? ""));
  if (flag) return ["bad_request", `${flag} must be true or false`];
  return choiceFault(fields) ?? addressFault(fields, "to") ?? addressFault(fields, "from") ?? (await fileFault(fields, file));
}

function choiceFault(fields: Form["fields"]): Wrong | undefined {
  const choices: Record<string, readonly string[]> = {
    address_placement: ["top_first_page", "insert_blank_page", "bottom_first_page_center", "bottom_first_page"],
    use_type: ["marketing", "operational"],
    mail_type: ["usps_first_class", "usps_standard"],
    extra_service: ["certified", "certified_return_receipt", "registered"],
  };
  for (const [name, values] of Object.entries(choices))
    if (name in fields && !values.includes(fields[name]!)) return ["bad_request", `${name} must be one of ${values.join(", ")}`];
  if (!("use_type" in fields)) return ["bad_request", "use_type is required"];
  if (fields.extra_service && fields.mail_type === "usps_standard") return ["bad_request", "extra_service needs first class mail"];
  const isAbroad = (fields["to[address_country]"] ?? "US") !== "US";
  if (fields.extra_service && (fields.extra_service === "registered") !== isAbroad) return ["invalid_international_feature", "not for this destination"];
  const perforated = fields.perforated_page;
  if ((fields.return_envelope === "true") !== (perforated !== undefined) || (perforated && !/^[1-9]\d*$/.test(perforated)))
    return ["invalid_perforation_return_envelope", "return_envelope and perforated_page go together"];
  if (fields.send_date && !/^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(fields.send_date)) return ["bad_request", "send_date must be a date"];
  return undefined;
}

function addressFault(fields: Form["fields"], whose: "to" | "from"): Wrong | undefined {
  const of = (name: string) => fields[`${whose}[${name}]`];
  const country = of("address_country") ?? "US";
  const isHome = country === "US";
  const bad = (name: string, why: string): Wrong => ["bad_request", `${whose}.${name} ${why}`];
  if (!/^[A-Z]{2}$/.test(country)) return bad("address_country", "must be two letters");
  if (whose === "from" && !isHome) return ["foreign_return_address", "The 'from' address must be a US address."];
  if (!of("name") && !of("company")) return bad("name", "is required");
  const longest = { name: 40, company: 40, address_line1: isHome ? 64 : 200, address_line2: isHome ? 64 : 200, address_city: 200, address_zip: 40 };
  for (const [name, most] of Object.entries(longest)) if ((of(name) ?? "").length > most) return bad(name, `must not be longer than ${most}`);
  if (!of("address_line1")) return bad("address_line1", "is required");
  if (!isHome) return undefined;
  if (!of("address_city")) return bad("address_city", "is required");
  if (!/^[a-zA-Z]{2}$/.test(of("address_state") ?? "")) return bad("address_state", "must be a state");
  if (!/^\d{5}(-\d{4})?$/.test(of("address_zip") ?? "")) return bad("address_zip", "must be a ZIP code");
  // As an account that insists on deliverable addresses would.
  return of("address_line1") === "1 Undeliverable St"
    ? ["failed_deliverability_strictness", "The to address doesn't meet strictness requirements."]
    : undefined;
}

async function fileFault(fields: Form["fields"], file: Buffer | null): Promise<Wrong | undefined> {
  if (!file) return ["bad_request", "file is required"];
  const pdf = await PDFDocument.load(file).catch(() => null);
  if (!pdf) return ["invalid_file", "the file is no PDF"];
  const sizes = pdf.getPages().map((page) => [Math.round(page.getWidth()), Math.round(page.getHeight())].join(" x "));
  if (sizes.some((size) => size !== "612 x 792")) return ["invalid_file_dimensions", "pages must be 8.5 x 11 in"];
  const sheets = fields.double_sided === "false" ? sizes.length : Math.ceil(sizes.length / 2);
  const most = (fields["to[address_country]"] ?? "US") === "US" ? 60 : 6;
  return sheets > most ? ["file_pages_exceed_max", "too many pages"] : undefined;
}
