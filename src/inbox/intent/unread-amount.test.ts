import { expect, test } from "vitest";
import { readIntentLexicons } from "../../languages/intent-words.ts";
import { hasUnreadAmount } from "./unread-amount.ts";

const isUnread = (text: string) => hasUnreadAmount(text, readIntentLexicons(), "2026-11-26");

test("a number that may be an amount and was not read as one, or a part of something", () => {
  const unread = [
    "we pay 1200 on Friday",
    "We will pay 50 on Friday.",
    "Wir zahlen 50 am Freitag",
    "Nous verserons 80 demain",
    "On Friday we pay 50.",
    "We will pay half on Friday and the rest in January.",
    "Die Hälfte zahlen wir morgen.",
    "La metà entro venerdì",
    "We pay 20 with the next run.",
  ];
  for (const text of unread) expect(isUnread(text), text).toBe(true);
  const none = [
    "we pay on 4 December 2026",
    "we pay on 4.12.2026",
    "we pay INV-1200 on Friday",
    "we pay 50 % now",
    "We will pay by the 15th.",
    "Nous paierons le 15.",
    "Zahlung erfolgt in KW 50",
    "we pay within 14 days",
    "Wir zahlen am 4. Dezember",
    "Kami bayar tanggal 15",
  ];
  for (const text of none) expect(isUnread(text), text).toBe(false);
});
