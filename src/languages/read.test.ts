import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { chooseLanguage, languageCodes, letterLanguage, loadLanguage, readLanguage } from "./read.ts";

const folder = mkdtempSync(join(tmpdir(), "firmly-language-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function copyOfEnglish(name: string): string {
  const copy = join(folder, name);
  cpSync(fileURLToPath(new URL("./en", import.meta.url)), copy, { recursive: true });
  return copy;
}

describe("a language", () => {
  test("is found by any tag of it", () => {
    expect(languageCodes()).toContain("en");
    expect(readLanguage("en-US")).toBe(readLanguage("EN"));
    expect(() => readLanguage("tlh")).toThrow(/There is no language "tlh"/);
  });

  test("is the first wish that there is, else English", () => {
    expect(chooseLanguage(["tlh", "en-GB"]).code).toBe("en");
    expect(chooseLanguage([]).code).toBe("en");
    expect(letterLanguage("de-CH", "it")).toEqual({ used: "de", missing: null });
    // Whoever signs can read it; and is told.
    expect(letterLanguage("pt-BR", "it")).toEqual({ used: "it", missing: "pt-BR" });
    expect(letterLanguage("pt", "tlh")).toEqual({ used: "en", missing: "pt" });
    expect(letterLanguage(null, "fr")).toEqual({ used: "fr", missing: null });
  });

  test("keeps plural forms together and names phrases by their place", () => {
    const { phrases } = readLanguage("en");
    expect(phrases["days"]).toEqual({ one: "{{ count }} day", other: "{{ count }} days" });
    expect(phrases["table.total"]).toBe("Total to pay");
  });

  test("with a broken file says which and why", () => {
    const noSubject = copyOfEnglish("no-subject");
    writeFileSync(join(noSubject, "letters", "first.md"), "Dear {{ debtor }}");
    expect(() => loadLanguage(noSubject)).toThrow(/first\.md: a letter starts with a line "subject:/);
    const badPattern = copyOfEnglish("bad-pattern");
    writeFileSync(join(badPattern, "lint.yaml"), "threats: ['(']");
    expect(() => loadLanguage(badPattern)).toThrow(/lint\.yaml[\s\S]*is no regular expression/);
  });
});
