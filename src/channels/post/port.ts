import type { Heard, HookRequest, Receipt } from "../contract.ts";
import type { Day } from "../../core/values/day.ts";
import type { MailAddress } from "./mail-address.ts";

/** A letter to be printed and posted, in terms that every service understands. */
export interface PrintOrder {
  /** The delivery's id: a service makes one letter of it, however often it is told. */
  readonly idempotencyKey: string;
  /** Null where the service reads the address from the page. */
  readonly to: MailAddress | null;
  /** Null where the page tells it. */
  readonly from: MailAddress | null;
  readonly pdf: Uint8Array;
  readonly pages: number;
  readonly colour: boolean;
  readonly duplex: boolean;
  /** Where the address is: in the window on the left or right of the page, over the page's top, or on a page put in front. */
  readonly addressZone: "left" | "right" | "top" | "cover";
  readonly service: "standard" | "priority" | "registered" | "certified";
  /** The page with a slip to be torn off; absent: no return envelope. */
  readonly returnEnvelope?: { readonly perforatedPage: number };
  /** The day on which it is to be printed; absent: at once. */
  readonly sendDate?: Day;
  /** The day from which on it was handed over at the earliest: older letters are not looked through. */
  readonly since: Day;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A letter as the service has it. */
export interface PrintedLetter {
  readonly id: string;
  readonly status: string;
  readonly price?: { readonly amount: string; readonly currency: string };
  readonly expectedDelivery?: Day;
  /** The service's own words, without addresses that open the letter. */
  readonly answer: string;
}

/** What a service says when it is asked for a letter. `unclear`: it did not say. */
export type Found = { readonly found: PrintedLetter } | { readonly found: null } | { readonly unclear: string; readonly about: "channel" };

/** One company that prints and posts. Nothing here throws for what the outside does. */
export interface PrintService {
  send(order: PrintOrder): Promise<Receipt>;
  /** Asks whether the service has this letter. */
  find(order: Pick<PrintOrder, "idempotencyKey" | "since">): Promise<Found>;
  /** Takes a letter back before it is printed. `too-late`: the service says that it cannot. */
  cancel(id: string): Promise<"cancelled" | "too-late" | { readonly unclear: string }>;
  /** Understands what the service tells of its letters. @param now milliseconds since 1970 */
  hear(request: HookRequest, now: number): Heard | "not-authentic";
}
