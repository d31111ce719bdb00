import { expect, test } from "vitest";
import { findAmounts, hasUnreadAmount } from "./amounts.ts";

const amounts = (text: string) => findAmounts(text).map(({ amount }) => amount);

test.each([
  ["We will pay 1,200 on 4 December", ["1200"]],
  ["We will pay 1,200.50 on 4 December", ["1200.50"]],
  ["wir zahlen 1.200,50 am 4.12.2026", ["1200.50"]],
  ["we transfer 950.00 tomorrow", ["950.00"]],
  ["Rp 12.500.000 besok", ["12500000"]],
  ["We will pay £1,200 and 3,400 boxes arrived", ["1200"]],
])("%s", (text, expected) => expect(amounts(text)).toEqual(expected));

test.each(["on 4.12.2026", "at 10.30", "invoice INV-1.200", "in 2026", "1.200/2026", "we pay 1200 on Friday", "1,500% more", "call 030 123 456"])(
  "%s holds no amount",
  (text) => expect(amounts(text)).toEqual([]),
);

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
  ];
  for (const text of unread) expect(hasUnreadAmount(text), text).toBe(true);
  const none = [
    "we pay on 4 December 2026",
    "we pay on 4.12.2026",
    "we pay INV-1200 on Friday",
    "we pay 50 % now",
    "We will pay by the 15.",
    "Nous paierons le 15.",
    "Zahlung erfolgt in KW 50",
    "we pay within 14 days",
    "Wir zahlen am 4. Dezember",
    "Kami bayar tanggal 15",
  ];
  for (const text of none) expect(hasUnreadAmount(text), text).toBe(false);
});
