import { expect, it } from "vitest";
import { weekday } from "../values/day.ts";
import { sampleLaw } from "./claim.sample.ts";
import { lawfulDue } from "./lawful-due.ts";

it("moves a due date off a closed day only where the law says so", () => {
  const isBusinessDay = (day: Parameters<typeof weekday>[0]) => weekday(day) < 6;
  const moving = { ...sampleLaw(), closedDueDay: { title: "a code", url: "https://law.example", verifiedOn: "2026-11-25" } } as const;
  expect(lawfulDue(moving, "2026-05-16", isBusinessDay)).toBe("2026-05-18");
  expect(lawfulDue(moving, "2026-05-15", isBusinessDay)).toBe("2026-05-15");
  expect(lawfulDue(sampleLaw(), "2026-05-16", isBusinessDay)).toBe("2026-05-16");
});
