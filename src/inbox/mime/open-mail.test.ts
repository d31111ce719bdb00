import { describe, expect, test } from "vitest";
import { openMail } from "./open-mail.ts";

const open = (lines: readonly string[]): ReturnType<typeof openMail> => openMail(new TextEncoder().encode(lines.join("\r\n")));

describe("a mail that would take its parser long", () => {
  test("of very many short lines keeps its text and its attachment", async () => {
    const rows = Array.from({ length: 15_000 }, (_, row) => `${row};1`);
    const head = ["From: a@customer.example", "Subject: x", "Content-Type: multipart/mixed; boundary=b1", ""];
    const mail = await open([
      ...head,
      "--b1",
      "Content-Type: text/plain; charset=utf-8",
      "",
      "Grüße",
      "--b1",
      'Content-Type: text/csv; name="rows.csv"',
      "",
      ...rows,
      "--b1--",
      "",
    ]);
    expect(mail.text.trim()).toBe("Grüße");
    expect(mail.parts.map(({ name, mediaType }) => ({ name, mediaType }))).toEqual([{ name: "rows.csv", mediaType: "text/csv" }]);
    expect(new TextDecoder().decode(mail.parts[0]!.bytes)).toContain("14999;1");
  });

  test("of very many tags is read from its top, and no further than they are bounded", async () => {
    const mail = await open([
      "From: a@customer.example",
      "Content-Type: text/html",
      "",
      "<p>top</p>",
      ...Array.from({ length: 9000 }, () => "<b>x</b>"),
      "end",
    ]);
    expect(mail.text).toMatch(/^top/);
    expect(mail.html!.split("<").length - 1).toBe(8000);
    expect(mail.text).not.toContain("end");
  });
});
