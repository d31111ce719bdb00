import { cleanEnd, type TextLine } from "../bank/lines.ts";
import { Refusal } from "../refusal/refusal.ts";

/** A record with the lines that continue it (88), each without its code and its closing slash. */
export interface Bai2Record {
  readonly code: string;
  readonly line: number;
  readonly parts: string[];
}

const CODES = new Set(["01", "02", "03", "16", "49", "98", "99"]);
const MOST_PARTS = 2000;

/** Puts physical lines together to records; 88 continues the one before. */
export class RecordCutter {
  #record: Bai2Record | null = null;
  readonly #records: Bai2Record[] = [];

  push({ line, text }: TextLine): void {
    const bare = cleanEnd(text);
    if (bare.trim() === "") return;
    const match = /^\s*(\d{2}),(.*)$/.exec(bare) ?? /^\s*(\d{2})(\/?)$/.exec(bare);
    const code = match?.[1] ?? "";
    const rest = (match?.[2] ?? "").replace(/\/$/, "");
    if (code === "88" && this.#record) {
      if (this.#record.parts.length >= MOST_PARTS)
        throw new Refusal("bai2-record-too-long", this.#record.line, `The record has more than ${MOST_PARTS} lines. This is no statement as a bank writes it.`);
      this.#record.parts.push(rest);
      return;
    }
    if (!CODES.has(code))
      throw new Refusal(
        "bai2-record-unknown",
        line,
        `The line begins with "${bare.trim().slice(0, 20)}", which is no BAI2 record (01, 02, 03, 16, 88, 49, 98, 99). Fetch the file again.`,
      );
    this.finish();
    this.#record = { code, line, parts: [rest] };
  }

  finish(): void {
    if (this.#record) this.#records.push(this.#record);
    this.#record = null;
  }

  take(): Bai2Record[] {
    return this.#records.splice(0);
  }
}

/** All fields of a record, those of its continuations behind it. */
export function fieldsOf({ parts }: Bai2Record): string[] {
  return parts.flatMap((part) => part.split(",")).map((field) => field.trim());
}

/** An amount in minor units, with a sign or without; an empty one is nothing. */
export function amountOf(text: string, line: number): bigint {
  if (text === "") return 0n;
  if (!/^[+-]?\d{1,18}$/.test(text))
    throw new Refusal("bai2-amount-unreadable", line, `"${text.slice(0, 30)}" is no amount: BAI2 writes minor units without a point. Fetch the file again.`);
  return BigInt(text.replace("+", ""));
}

/** "261231" */
export function dayTextOf(text: string | undefined): string {
  const match = /^(\d{2})(\d{2})(\d{2})$/.exec(text ?? "");
  return match ? `${+match[1]! < 80 ? "20" : "19"}${match[1]}-${match[2]}-${match[3]}` : "";
}

/** How many fields follow a funds type: availability by day, a value date, or a list of days. */
export function fundsFields(type: string, next: string | undefined): number {
  if (type === "S") return 3;
  if (type === "V") return 2;
  return type === "D" ? 1 + 2 * Math.min(Number(/^\d{1,2}$/.exec(next ?? "")?.[0] ?? 0), 50) : 0;
}
