import type { Receipt } from "../contract.ts";
import { parseDay } from "../../core/values/day.ts";
import { type Asked, ask, brief, type Call, fields, type Pace, textOf, USUAL_PACE } from "./ask.ts";
import { accepted, channelFailed, placeOrder, told } from "./hand-over.ts";
import { hearLob, METADATA_KEY, withoutLinks } from "./lob-events.ts";
import type { MailAddress } from "./mail-address.ts";
import { isPaper, readPaper } from "./paper.ts";
import type { Found, PrintedLetter, PrintOrder, PrintService } from "./port.ts";
import type { LobSettings } from "./settings.ts";

/**
 * Lob's print-and-mail API v1, after its published OpenAPI document: version 1.14.2, github.com/lob/lob-openapi at 0056d21, with the letter's
 * fields as of d642074 and 0bdecbe (`use_type`). It promises that an order repeated with its `Idempotency-Key` within 24 hours makes no second
 * letter, and that letters are listed by their metadata. Fields of a letter in a form of several parts are named as in its other forms,
 * `to[name]`: the document shows no such example (unproven).
 */
export function lobService(settings: LobSettings, pace: Pace = USUAL_PACE): PrintService {
  const { api, apiKey, webhookSecret } = settings;
  const headers = { authorization: `Basic ${Buffer.from(`${apiKey}:`).toString("base64")}`, accept: "application/json" };
  const request = (path: string, call: Call = {}): Promise<Asked> =>
    ask(`${api}/v1${path}`, { ...call, headers: { ...headers, ...call.headers } }, pace.answerMs);
  const find = async ({ idempotencyKey }: Pick<PrintOrder, "idempotencyKey">): Promise<Found> =>
    readList(await request(`/letters?${new URLSearchParams({ [`metadata[${METADATA_KEY}]`]: idempotencyKey, limit: "10" })}`), idempotencyKey);
  return {
    find,
    send: async (order) => {
      const unfit = whyUnfit(order);
      if (unfit) return unfit;
      // The key holds for a day. A letter of an earlier attempt is found for good, so that none is ordered twice however late this is.
      const before = await find(order);
      if ("unclear" in before) return channelFailed(before.unclear);
      if (before.found) return ofFound(before.found);
      return placeOrder(
        {
          order: () => request("/letters", { method: "POST", body: formOf(order), headers: { "idempotency-key": order.idempotencyKey } }),
          read: ({ data }) => readLetter(data),
          explain,
          find: () => find(order),
          keepsKeys: true,
        },
        pace,
      );
    },
    cancel: async (id) => {
      const asked = await request(`/letters/${encodeURIComponent(id)}`, { method: "DELETE" });
      if (asked.kind !== "answer") return { unclear: asked.detail };
      if (asked.status === 200 && asked.data.deleted === true) return "cancelled";
      return asked.status === 422 ? "too-late" : { unclear: told(asked.status, explain(asked).detail) };
    },
    hear: (hook, now) => hearLob(hook, webhookSecret, now),
  };
}

/** Lob folds up to six sheets; abroad it posts no more. */
const MOST_SHEETS = 60;
const MOST_SHEETS_ABROAD = 6;

/** What of a letter Lob would not print; null: nothing that is seen from here. On other paper, or for another address, it is made anew. */
function whyUnfit({ pdf, to, pages, duplex }: PrintOrder): Receipt | null {
  if (!to) return { outcome: "failed", detail: "Lob needs the recipient's address in fields", about: "recipient" };
  const paper = readPaper(pdf);
  if (paper && !isPaper(paper, "us-letter"))
    return { outcome: "failed", detail: 'Lob prints on 8.5 x 11 in paper only: let the letterhead name the window "us-10", or none', about: "recipient" };
  const sheets = duplex ? Math.ceil(pages / 2) : pages;
  const most = to.country === "US" ? MOST_SHEETS : MOST_SHEETS_ABROAD;
  const detail = `the letter has ${sheets} sheets; Lob posts ${most} at most${to.country === "US" ? "" : " abroad"}`;
  return sheets > most ? { outcome: "refused", detail } : null;
}

function formOf(order: PrintOrder): FormData {
  const { to, from, service } = order;
  const form = new FormData();
  form.set("description", order.idempotencyKey);
  for (const [name, value] of Object.entries(addressFields(to!))) form.set(`to[${name}]`, value);
  for (const [name, value] of Object.entries(addressFields(from!))) form.set(`from[${name}]`, value);
  form.set("file", new Blob([order.pdf as Uint8Array<ArrayBuffer>], { type: "application/pdf" }), `${order.idempotencyKey}.pdf`);
  form.set("color", String(order.colour));
  form.set("double_sided", String(order.duplex));
  form.set("address_placement", order.addressZone === "cover" ? "insert_blank_page" : "top_first_page");
  form.set("use_type", "operational");
  // Standard mail may not carry what is confidential, and is not returned: only the class above it will do for these letters.
  form.set("mail_type", "usps_first_class");
  // Certified mail is domestic, registered mail is for abroad.
  if (service === "certified" || service === "registered") form.set("extra_service", to!.country === "US" ? "certified" : "registered");
  if (order.returnEnvelope) {
    form.set("return_envelope", "true");
    form.set("perforated_page", String(order.returnEnvelope.perforatedPage));
  }
  if (order.sendDate) form.set("send_date", order.sendDate);
  for (const [name, value] of Object.entries({ ...order.metadata, [METADATA_KEY]: order.idempotencyKey })) form.set(`metadata[${name}]`, value);
  return form;
}

const MOST_NAME_LETTERS = 40;

/** A long name takes the line of the company too: both are printed above the rest of the address. */
function nameFields(name: string): Record<string, string> | null {
  if (name.length <= MOST_NAME_LETTERS) return { name };
  const end = name.lastIndexOf(" ", MOST_NAME_LETTERS);
  const rest = name.slice(end + 1);
  return end > 0 && rest.length <= MOST_NAME_LETTERS ? { name: name.slice(0, end), company: rest } : null;
}

function addressFields({ name, lines, zip, city, region, country }: MailAddress): Record<string, string> {
  const [first, second] = lines;
  return {
    ...(nameFields(name) ?? { name: name.slice(0, MOST_NAME_LETTERS) }),
    address_line1: first,
    ...(second && { address_line2: second }),
    address_city: city,
    ...(region && { address_state: region }),
    ...(zip && { address_zip: zip }),
    address_country: country,
  };
}

/** The address as Lob takes it; null where it would not. In the United States the state is its two letters. */
export function lobAddress(address: MailAddress): MailAddress | null {
  const isHome = address.country === "US";
  const region = isHome ? address.region.toUpperCase().replace(/^US-/, "") : address.region;
  if (!nameFields(address.name) || address.lines.some((line) => line.length > (isHome ? 64 : 200))) return null;
  if (isHome && !(/^[A-Z]{2}$/.test(region) && /^\d{5}(-\d{4})?$/.test(address.zip))) return null;
  return { ...address, region };
}

function ofFound(letter: PrintedLetter): Receipt {
  return letter.status === "failed" ? { outcome: "refused", detail: `Lob could not print it: ${brief(letter.answer)}` } : accepted(letter);
}

function readLetter(data: Readonly<Record<string, unknown>>): PrintedLetter | null {
  const id = textOf(data.id);
  if (!id?.startsWith("ltr_")) return null;
  const expectedDelivery = parseDay(textOf(data.expected_delivery_date)?.slice(0, 10) ?? "");
  return {
    id,
    status: textOf(data.status) ?? "",
    ...(expectedDelivery && { expectedDelivery }),
    answer: JSON.stringify(withoutLinks(data)),
  };
}

function readList(asked: Asked, key: string): Found {
  if (asked.kind !== "answer") return { unclear: asked.detail, about: "channel" };
  const { status, data } = asked;
  if (status !== 200 || !Array.isArray(data.data)) return { unclear: told(status, explain(asked).detail), about: "channel" };
  const mine = data.data.map(fields).find((each) => fields(each.metadata)[METADATA_KEY] === key);
  if (!mine) return { found: null };
  const letter = readLetter(mine);
  return letter ? { found: letter } : { unclear: "Lob lists the letter without its id", about: "channel" };
}

/** Codes of errors that are about this letter or its recipient; what is about the sender or the account stops all letters. */
const ABOUT_LETTER = new Set([
  "failed_deliverability_strictness",
  "address_length_exceeds_limit",
  "invalid_country_covid",
  "invalid_international_feature",
  "file_pages_below_min",
  "file_pages_exceed_max",
  "file_size_exceeds_limit",
  "inconsistent_page_dimensions",
  "invalid_file",
  "invalid_file_dimensions",
  "pdf_encrypted",
  "unembedded_fonts",
]);

function explain({ data, text }: Extract<Asked, { kind: "answer" }>): { readonly detail: string; readonly isAboutLetter: boolean } {
  const error = fields(data.error);
  const code = textOf(error.code)?.toLowerCase() ?? "";
  const message = textOf(error.message) ?? text;
  return { detail: `${message}${code && ` (${code})`}`, isAboutLetter: ABOUT_LETTER.has(code) || /^"?to\b[.["\s]/.test(message) };
}
