import { describe, expect, test } from "vitest";
import { checkPicture } from "./picture.ts";

const svg = (inner: string) => ({
  mediaType: "image/svg+xml" as const,
  bytes: new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg">${inner}</svg>`),
  alt: "",
});
const PNG = Uint8Array.from(Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64"));

describe("pictures of a letterhead", () => {
  test.each([
    ["a drawing", svg('<path fill="url(#a)" d="M0 0h1v1z"/>')],
    ["a PNG", { mediaType: "image/png" as const, bytes: PNG, alt: "" }],
  ])("%s is fine", (_name, picture) => expect(checkPicture(picture)).toBeNull());

  test.each([
    ["entities", { ...svg(""), bytes: new TextEncoder().encode('<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>') }],
    ["a script", svg("<script>alert(1)</script>")],
    ["a picture from elsewhere", svg('<image href="/etc/passwd"/>')],
    ["a link from elsewhere", svg('<linearGradient xlink:href="file:///etc/passwd#a"/>')],
    ["a style from elsewhere", svg("<style>@import 'http://a.example/a.css';</style>")],
    ["shapes used over and over", svg('<use href="#a"/>')],
    ["text in a font of its own", svg("<text>Nordtor</text>")],
    ["something else", { ...svg(""), bytes: new TextEncoder().encode("<html></html>") }],
    ["bytes that are no text", { ...svg(""), bytes: new Uint8Array([0xff, 0xfe, 0xfd]) }],
    ["nothing", { ...svg(""), bytes: new Uint8Array() }],
    ["a PNG that is a JPEG", { mediaType: "image/jpeg" as const, bytes: PNG, alt: "" }],
    ["a JPEG that ends early", { mediaType: "image/jpeg" as const, bytes: new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 1, 2, 3, 4, 5, 6]), alt: "" }],
    ["a PNG of a million pixels a side", { mediaType: "image/png" as const, bytes: PNG.map((byte, index) => (index === 17 ? 0x0f : byte)), alt: "" }],
    ["a huge file", { mediaType: "image/png" as const, bytes: new Uint8Array(2_000_000), alt: "" }],
  ])("%s is refused", (_name, picture) => expect(checkPicture(picture)).toMatch(/^(is|has|holds|names|declares) /));
});
