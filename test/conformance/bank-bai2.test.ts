import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { expectSound, readBankFile } from "../support/bank-files.ts";
import { conformFiles } from "../support/conformance-table.ts";

const amounts = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => BigInt(match[1]!));

conformFiles(
  "bai2",
  "bank-bai2",
  (name) => name.endsWith(".bai2"),
  async (path) => {
    const text = readFileSync(path, "latin1");
    const { format, statements, refused } = await readBankFile(path);
    expect(format).toBe("bai2");
    if (refused !== null) {
      // The only one: its opening and closing balance are the same, and it has a movement.
      expect(refused).toBe("statement-unbalanced");
      const [opening, closing] = [amounts(text, /,010,(\d+)/g), amounts(text, /,015,(\d+)/g)];
      const moved = amounts(text, /^16,[123]\d\d,(\d+)/gm).reduce((sum, each) => sum + each, 0n);
      expect(opening[0]! + moved).not.toBe(closing[0]);
      return "refused";
    }
    expectSound(statements);
    const read = statements.flatMap(({ transactions }) => transactions.map(({ amountMinor }) => (amountMinor < 0n ? -amountMinor : amountMinor)));
    expect(read).toEqual(amounts(text, /^16,\d{3},(\d+)/gm));
    expect(statements).toHaveLength([...text.matchAll(/^03,/gm)].length);
    return "read";
  },
);
