import { describe, expect, it } from "vitest";
import { loadProcedure } from "../../procedures/read.ts";
import { chooseProcedure, type ProcedureChoice } from "./procedure-choice.ts";

const OPEN = [{ document: "INV-1" }, { document: "INV-2" }];

function chosen(choice: ProcedureChoice, open = OPEN, segment: string | null = "retail"): string {
  return chooseProcedure(choice, { debtor: "D1", segment }, open, loadProcedure).name;
}

describe("the procedure of an account", () => {
  it("is the one for its open invoice, else its debtor, else its segment, else everybody", () => {
    const all = { "*": "consumer", retail: "gentle", "debtor:D1": "strict", "document:INV-1": "standard" };
    expect(chosen(all)).toBe("standard");
    expect(chosen(all, [{ document: "INV-3" }])).toBe("strict");
    expect(chosen({ "*": "consumer", retail: "gentle" })).toBe("gentle");
    expect(chosen({ "*": "consumer", retail: "gentle" }, OPEN, "wholesale")).toBe("consumer");
    expect(chosen({ "*": "consumer", retail: "gentle" }, OPEN, null)).toBe("consumer");
    expect(chosen({}, OPEN, null)).toBe("standard");
  });

  it("is the gentlest where open invoices name different ones, in whatever order they stand", () => {
    const choice = { "document:INV-1": "strict", "document:INV-2": "gentle", "debtor:D1": "standard" };
    expect(chosen(choice)).toBe("gentle");
    expect(chosen(choice, OPEN.toReversed())).toBe("gentle");
    expect(chosen(choice, [OPEN[0]!])).toBe("strict");
  });

  it("is not led astray by segments with the names of other things", () => {
    for (const segment of ["constructor", "__proto__", "toString", "debtor:D1"]) expect(chosen({ "*": "consumer" }, OPEN, segment)).toBe("consumer");
  });
});
