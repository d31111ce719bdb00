import { accessToken } from "../email/access-token.ts";
import { addDays, type Day, parseDay } from "../../core/values/day.ts";
import { type Asked, ask, type Call, fields, type Pace, textOf, USUAL_PACE } from "./ask.ts";
import { channelFailed, placeOrder, told } from "./hand-over.ts";
import { isPaper, readPaper } from "./paper.ts";
import { hearPingen } from "./pingen-events.ts";
import type { Found, PrintedLetter, PrintOrder, PrintService } from "./port.ts";
import type { PingenSettings } from "./settings.ts";

const JSON_API = "application/vnd.api+json";

/** Pages of letters that are looked through for one, newest first, and how many letters a page holds (the most allowed is not published: unproven). */
const MOST_PAGES = 20;
const PER_PAGE = 100;

/**
 * Pingen's API, after its OpenAPI document 2.0.0 (api.pingen.com/documentation/swagger-docs) as the makers' own client tells it:
 * github.com/pingencom/pingen2-sdk-js at 7f130e2; the document itself was not to be had (unproven). An `Idempotency-Key` (1 to 64 characters) gives
 * the first answer again; for how long, and whether after a failure of its own or for two at once, is not published. So an order is never repeated
 * here, and a letter that is not found is not taken as not sent.
 */
export function pingenService(settings: PingenSettings, pace: Pace = USUAL_PACE): PrintService {
  const { api, organisation, webhookSecret } = settings;
  const letters = `/organisations/${organisation}/deliveries/letters`;
  const request = signedIn(settings, pace);
  const find = async ({ idempotencyKey, since }: Pick<PrintOrder, "idempotencyKey" | "since">): Promise<Found> => {
    for (let page = 1; page <= MOST_PAGES; page++) {
      const query = new URLSearchParams({ sort: "-created_at", "page[number]": String(page), "page[limit]": String(PER_PAGE) });
      const seen = readPage(await request(`${letters}?${query}`), idempotencyKey, since);
      if (seen !== "more") return seen;
    }
    return { unclear: `not among Pingen's newest ${MOST_PAGES * PER_PAGE} letters`, about: "channel" };
  };
  return {
    find,
    send: async (order) => {
      const paper = readPaper(order.pdf);
      if (paper && !isPaper(paper, "a4"))
        return {
          outcome: "failed",
          detail: `Pingen prints on A4 paper only: let the letterhead name the window "pingen-${order.addressZone}", or none`,
          about: "recipient",
        };
      if (order.pdf.byteLength > MOST_BYTES) return { outcome: "refused", detail: "Pingen takes letters of 8 MB at most" };
      const upload = await uploadPdf(request, order.pdf, api, pace);
      if ("failed" in upload) return channelFailed(upload.failed);
      const body = JSON.stringify(orderOf(order, upload));
      return placeOrder(
        {
          order: () => request(letters, { method: "POST", body, headers: { "content-type": JSON_API, "idempotency-key": order.idempotencyKey } }),
          read: ({ data }) => readLetter(fields(data.data)),
          explain,
          find: () => find(order),
          keepsKeys: false,
        },
        pace,
      );
    },
    cancel: async (id) => {
      const asked = await request(`${letters}/${encodeURIComponent(id)}/cancel`, { method: "PATCH" });
      if (asked.kind !== "answer") return { unclear: asked.detail };
      if (asked.status >= 200 && asked.status < 300) return "cancelled";
      return asked.status === 409 || asked.status === 422 ? "too-late" : { unclear: told(asked.status, explain(asked).detail) };
    },
    hear: (hook) => hearPingen(hook, webhookSecret),
  };
}

const MOST_BYTES = 8_000_000;

type Request = (path: string, call?: Call) => Promise<Asked>;

/** Requests as the program that Pingen knows under the client id. A token that was refused is fetched anew, once: with it nothing was done. */
function signedIn({ api, identity, clientId, clientSecret, organisation }: PingenSettings, pace: Pace): Request {
  const grant = { user: organisation, clientId, clientSecret, tokenUrl: `${identity}/auth/access-tokens` };
  return async (path, call = {}) => {
    let refused: string | null = null;
    for (;;) {
      let token: string;
      try {
        token = await accessToken(grant, refused);
      } catch (error) {
        return { kind: "not-sent", detail: (error as Error).message };
      }
      const headers = { ...call.headers, accept: JSON_API, authorization: `Bearer ${token}` };
      const asked = await ask(`${api}${path}`, { ...call, headers }, pace.answerMs);
      if (asked.kind !== "answer" || asked.status !== 401 || refused !== null) return asked;
      refused = token;
    }
  };
}

interface Upload {
  readonly url: string;
  readonly signature: string;
}

/** Puts the file where Pingen says. Nothing is printed by that: it may fail and be done again. */
async function uploadPdf(request: Request, pdf: Uint8Array, api: string, { answerMs }: Pace): Promise<Upload | { readonly failed: string }> {
  const place = await request("/file-upload");
  if (place.kind !== "answer") return { failed: place.detail };
  if (place.status !== 200) return { failed: told(place.status, explain(place).detail) };
  const { url, url_signature: signature } = fields(fields(place.data.data).attributes);
  // The letter is sent there, so it has to be as safe as the way to the API.
  if (!textOf(url) || !textOf(signature) || !URL.canParse(url as string) || new URL(url as string).protocol !== new URL(api).protocol)
    return { failed: "Pingen named no place to put the letter" };
  const put = await ask(url as string, { method: "PUT", body: pdf as Uint8Array<ArrayBuffer>, headers: { "content-type": "application/pdf" } }, answerMs);
  if (put.kind !== "answer") return { failed: put.detail };
  return put.status >= 200 && put.status < 300 ? { url: url as string, signature: signature as string } : { failed: told(put.status, put.text) };
}

function orderOf({ idempotencyKey, addressZone, service, colour, duplex }: PrintOrder, { url, signature }: Upload): object {
  return {
    data: {
      type: "letters",
      attributes: {
        file_original_name: fileName(idempotencyKey),
        file_url: url,
        file_url_signature: signature,
        address_position: addressZone === "right" ? "right" : "left",
        auto_send: true,
        delivery_product: service === "priority" ? "fast" : "cheap",
        print_mode: duplex ? "duplex" : "simplex",
        print_spectrum: colour ? "color" : "grayscale",
      },
    },
  };
}

/** Pingen keeps no other word of ours with a letter: by this one it is found again. */
function fileName(deliveryId: string): string {
  return `${deliveryId}.pdf`;
}

function readLetter(data: Readonly<Record<string, unknown>>): PrintedLetter | null {
  const id = textOf(data.id);
  const { status, price_value: amount, price_currency: currency } = fields(data.attributes);
  if (!id || data.type !== "letters") return null;
  const isPriced = (typeof amount === "number" || typeof amount === "string") && typeof currency === "string";
  return {
    id,
    status: textOf(status) ?? "",
    ...(isPriced && { price: { amount: String(amount), currency } }),
    answer: JSON.stringify({ id, type: data.type, attributes: data.attributes }),
  };
}

/** One page of the list: the letter, that it is not there, or that older ones are to be looked at. */
function readPage(asked: Asked, key: string, since: Day): Found | "more" {
  if (asked.kind !== "answer") return { unclear: asked.detail, about: "channel" };
  const { status, data } = asked;
  if (status !== 200 || !Array.isArray(data.data)) return { unclear: told(status, explain(asked).detail), about: "channel" };
  const listed = data.data.map(fields);
  const mine = listed.find(({ attributes }) => fields(attributes).file_original_name === fileName(key));
  if (mine) {
    const letter = readLetter(mine);
    return letter ? { found: letter } : { unclear: "Pingen lists the letter without its id", about: "channel" };
  }
  const oldest = parseDay(textOf(fields(listed.at(-1)?.attributes).created_at)?.slice(0, 10) ?? "");
  // Clocks and time zones differ by a day at most.
  if (listed.length === 0 || (oldest && oldest < addDays(since, -1)) || !textOf(fields(data.links).next)) return { found: null };
  return "more";
}

/** JSON:API names the field that is wrong; an address is one's own fault, all else would be alike for every letter. */
function explain({ data, text }: Extract<Asked, { kind: "answer" }>): { readonly detail: string; readonly isAboutLetter: boolean } {
  const [error = {}] = Array.isArray(data.errors) ? data.errors.map(fields) : [];
  const pointer = textOf(fields(error.source).pointer) ?? "";
  const detail = [textOf(error.title), textOf(error.detail), pointer].filter(Boolean).join(": ") || textOf(data.error) || text;
  return { detail, isAboutLetter: pointer.includes("/meta_data/recipient") || pointer.endsWith("/file_original_name") };
}
