import type { LetterKind } from "./answer.ts";
import type { ElementId } from "./elements.ts";
import type { Letterhead } from "./letterhead.ts";
import type { QrBill } from "./qr-bill.ts";

/**
 * Where a piece of text comes from: `name` is text from outside (names, numbers, addresses: may read like anything),
 * the others are values that Firmly worked out. The linter tells our words from others' by this.
 */
export type FactKind = "name" | "amount" | "day" | "pay-by" | "days" | "document";

export interface Run {
  readonly text: string;
  readonly strong?: boolean;
  readonly href?: string;
  /** The elements that this piece of text says. */
  readonly says?: readonly ElementId[];
  readonly fact?: FactKind;
}

export interface TableColumn {
  readonly label: string;
  readonly align: "left" | "right";
  /** May be hidden where there is little room: a telephone. */
  readonly spare?: boolean;
  /** Where each item is a few lines of its own, this cell stands there without the column's label. */
  readonly bare?: boolean;
}

/** `group` is a line over the full width; `total` rows close the table. */
export interface TableRow {
  readonly kind: "group" | "item" | "credit" | "subtotal" | "total";
  /** The sum up to this row as text, for the foot of a page that the table is not done on. */
  readonly running?: string;
  readonly cells: readonly (readonly Run[])[];
}

export type Block =
  | { readonly kind: "paragraph"; readonly runs: readonly Run[] }
  | { readonly kind: "heading"; readonly runs: readonly Run[] }
  | { readonly kind: "list"; readonly items: readonly (readonly Run[])[] }
  | {
      readonly kind: "table";
      readonly caption: string;
      readonly columns: readonly TableColumn[];
      readonly rows: readonly TableRow[] /** How running totals are called at the foot and the head of a page. */;
      readonly carry?: { readonly forward: string; readonly brought: string };
    }
  | {
      readonly kind: "payment";
      readonly title: string;
      readonly rows: readonly { readonly label: string; readonly value: readonly Run[] }[] /** EPC069-12 payload, or the address of the payment page. */;
      readonly qr: { readonly payload: string; readonly label: string; readonly alt: string } | null;
      /** On paper the Swiss payment part stands in place of the box. */
      readonly bill?: QrBill | null;
    }
  | { readonly kind: "closing"; readonly lines: readonly (readonly Run[])[] };

/** What stands around the text on paper. */
export interface Frame {
  readonly paper: "a4" | "us-letter";
  /** The profile of its envelope's window, by name. */
  readonly window: string;
  readonly sender: string;
  readonly senderLines: readonly string[];
  readonly returnLine: string;
  readonly recipient: readonly string[];
  readonly reference: readonly { readonly label: string; readonly value: string }[];
  readonly footer: readonly string[];
  /** What lies in the envelope beside the letter, named under the closing line; null: nothing. */
  readonly enclosures: { readonly title: string; readonly items: readonly string[] } | null;
  /** "Page {page} of {pages}" */
  readonly pageOf: string;
}

/** A notice, rendered: the same blocks become mail, page and text. */
export interface Letter {
  readonly step: LetterKind | "statement";
  /** BCP 47 with the country's habits: "en-GB". */
  readonly locale: string;
  readonly subject: string;
  /** The subject's pieces, with what they say. */
  readonly subjectRuns: readonly Run[];
  readonly blocks: readonly Block[];
  readonly frame: Frame;
  readonly letterhead: Letterhead;
  /** The letter as plain text, 72 columns. */
  readonly text: string;
  /** The body as an HTML fragment, everything escaped. */
  readonly html: string;
}
