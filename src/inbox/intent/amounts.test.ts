import { expect, test } from "vitest";
import { findAmounts } from "./amounts.ts";

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
