import { describe, expect, it } from "vitest";
import { paymentsKnown } from "./payments-known.ts";

describe("payments are known", () => {
  it("by the newest import of the ledger where no bank account was told", () => {
    expect(paymentsKnown([], ["main"])).toEqual({ through: null, by: "ledger" });
    const imports = [
      { account: null, through: "2026-02-10" },
      { account: null, through: "2026-02-20" },
    ] as const;
    expect(paymentsKnown(imports, ["main"])).toEqual({ through: "2026-02-20", by: "ledger" });
  });

  it("by the earliest of the bank accounts, once one was told", () => {
    const closings = [
      { account: null, through: "2026-02-24" },
      { account: "main", through: "2026-02-20" },
      { account: "main", through: "2026-02-23" },
      { account: "two", through: "2026-02-21" },
    ] as const;
    expect(paymentsKnown(closings, ["main", "two"])).toEqual({ through: "2026-02-21", by: "bank", account: "two" });
    expect(paymentsKnown(closings, [])).toEqual({ through: "2026-02-21", by: "bank", account: "two" });
    expect(paymentsKnown(closings, ["main"])).toEqual({ through: "2026-02-23", by: "bank", account: "main" });
  });

  it("up to no day while one of the creditor's accounts was never told", () => {
    expect(paymentsKnown([{ account: "main", through: "2026-02-23" }], ["main", "two"])).toEqual({ through: null, by: "bank", account: "two" });
  });

  it("not by an account that the creditor does not have", () => {
    expect(
      paymentsKnown(
        [
          { account: "mian", through: "2026-02-23" },
          { account: null, through: "2026-02-01" },
        ],
        ["main"],
      ),
    ).toEqual({ through: "2026-02-01", by: "ledger" });
  });
});
