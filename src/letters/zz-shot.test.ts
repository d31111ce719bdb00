import { readFileSync, writeFileSync } from "node:fs";
import PostalMime from "postal-mime";
import { test } from "vitest";
import { PLAIN_LETTERHEAD } from "../core/letter/letterhead.ts";
import { readLanguage } from "../languages/read.ts";
import { composeAny } from "./compose.ts";
import { renderEmail } from "./email.ts";
import { letterCases } from "./letter-cases.sample.ts";
const PDF = new TextEncoder().encode("%PDF-1.7");
test.each([
  ["de", "second-full", null],
  ["fr", "first-full", "/tmp/h/mail-shots/logo.png"],
  ["en", "third-full", null],
])("%s", async (code, name, logo) => {
  const all = letterCases(code);
  const found = all.find((each) => each.name === name) ?? (console.log(all.map((each) => each.name).join(" ")), all[3]!);
  const language = readLanguage(code);
  const head = logo
    ? { ...PLAIN_LETTERHEAD, colours: { accent: "#c8102e" }, logo: { mediaType: "image/png" as const, bytes: readFileSync(logo), alt: "Portenord SA" } }
    : PLAIN_LETTERHEAD;
  const letter = composeAny(found.notice, language, head);
  const bytes = await renderEmail(letter, found.notice, {
    pdf: PDF,
    statement: PDF,
    copies: [{ documents: ["R-1"], bytes: PDF }],
    messageId: "L1-email@x.example",
    from: "ar@x.example",
    to: "ap@y.example",
    language,
  });
  writeFileSync(`/tmp/h/mail-shots/${code}.eml`, bytes);
  const mail = await PostalMime.parse(bytes);
  let html = mail.html!;
  for (const a of mail.attachments)
    if (a.contentId)
      html = html.replaceAll(`cid:${a.contentId.slice(1, -1)}`, `data:image/png;base64,${Buffer.from(a.content as ArrayBuffer).toString("base64")}`);
  writeFileSync(`/tmp/h/mail-shots/${code}.html`, html);
  writeFileSync(`/tmp/h/mail-shots/${code}.txt`, mail.text!);
});
