import { transitOf } from "../core/letter/print-service.ts";
import type { Debtor } from "../core/values/party.ts";
import type { Channel, Heard, HookRequest, Message, RateLimit, Receipt } from "./contract.ts";
import { isHandedOver, writeLetter } from "./folder/print-folder.ts";
import { lobAddress, lobService } from "./post/lob.ts";
import { countryOf, isWrittenFor, mailAddressOf, postalLine, readAddress, writeAddress } from "./post/mail-address.ts";
import { readPaper } from "./post/paper.ts";
import { pingenService } from "./post/pingen.ts";
import type { PrintOrder, PrintService } from "./post/port.ts";
import { type LobSettings, type PingenSettings, type PostSettings, postSettings } from "./post/settings.ts";

/** Letters on paper: into a folder that is printed, or to a service that prints and posts them. */
export default {
  name: "post",
  settings: postSettings,
  carries: ["pdf"],
  recipient,
  arrivesAtOnce: false,
  transitBusinessDays: (post, to) => transitOf(post, countryOf(to)),
  send,
  reconcile,
  limits,
  hear,
} satisfies Channel<PostSettings>;

function recipient(debtor: Debtor, post: PostSettings): string | null {
  if (post.provider !== "lob") return postalLine(debtor, post.provider === "pingen");
  const address = mailAddressOf(debtor);
  const taken = address && lobAddress(address);
  return taken && writeAddress(taken);
}

type ServiceSettings = LobSettings | PingenSettings;

function serviceOf(post: ServiceSettings): PrintService {
  return post.provider === "lob" ? lobService(post) : pingenService(post);
}

async function send(message: Message, post: PostSettings): Promise<Receipt> {
  // It was made while letters went another way; made anew, it goes this one.
  if (!isWrittenFor(message.recipient, post.provider ?? "folder"))
    return { outcome: "failed", detail: "the letter was made for another way of posting", about: "recipient" };
  if ("folder" in post) return writeLetter(message, post.folder);
  const order = orderOf(message, post);
  return typeof order === "string" ? { outcome: "refused", detail: order } : serviceOf(post).send(order);
}

async function reconcile(message: Message, post: PostSettings): Promise<"accepted" | "not-sent" | "unknown"> {
  if (!isWrittenFor(message.recipient, post.provider ?? "folder")) return "unknown";
  if ("folder" in post) return isHandedOver(message, post.folder);
  const answer = await serviceOf(post).find({ idempotencyKey: message.deliveryId, since: message.day });
  if ("unclear" in answer) return "unknown";
  if (answer.found) return "accepted";
  // Lob looks for the letter before each order and makes no second one of a key within a day. Pingen's list may lag behind, and nothing says by how much.
  return post.provider === "lob" ? "not-sent" : "unknown";
}

/** What the service is told of the letter; else in words why it cannot be. */
function orderOf(message: Message, post: ServiceSettings): PrintOrder | string {
  const [page] = message.files;
  if (!page) return "there is no page to print";
  const { returnEnvelope = false, invoiceCopies = [] } = message.enclosures ?? {};
  // The letter says that they are in the envelope.
  if (invoiceCopies.length > 0) return `a print service encloses no copies of invoices (${invoiceCopies.join(", ")}): send this letter through a print folder`;
  if (returnEnvelope && post.provider !== "lob") return "Pingen encloses no return envelope: turn paymentOptions.chequeEnclosure off, or use a print folder";
  const pages = readPaper(page.bytes)?.pages ?? 1;
  const { deliveryId: idempotencyKey, day: since } = message;
  const common = { idempotencyKey, since, pdf: page.bytes, pages, colour: post.colour, duplex: post.duplex, metadata: {} };
  if (post.provider === "pingen")
    return { ...common, to: null, from: null, addressZone: post.addressPosition, service: post.service === "fast" ? "priority" : "standard" };
  const { name, street, more, city, state, zip } = post.from;
  return {
    ...common,
    to: readAddress(message.recipient),
    from: { name, lines: [street, ...(more ? [more] : [])], zip, city, region: state, country: "US" },
    addressZone: post.addressPage === "own" ? "cover" : "top",
    service: post.service === "certified" ? "certified" : "priority",
    // The slip stands at the foot of the last page.
    ...(returnEnvelope && { returnEnvelope: { perforatedPage: pages } }),
  };
}

/** Lob: 150 requests in 5 seconds for each of its addresses, and a letter takes two. Pingen publishes none: a careful guess (unproven). */
const LETTERS_PER_MINUTE = { lob: 900, pingen: 60 } as const;

function limits(_recipient: string, post: PostSettings): readonly RateLimit[] {
  return "folder" in post ? [] : [{ key: `post by ${post.provider}`, perMinute: LETTERS_PER_MINUTE[post.provider] }];
}

async function hear(request: HookRequest, post: PostSettings): Promise<Heard | "not-authentic"> {
  return "folder" in post ? "not-authentic" : serviceOf(post).hear(request, Date.now());
}
