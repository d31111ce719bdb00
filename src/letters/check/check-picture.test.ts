import { crc32, deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contrastOnWhite } from "../../core/letter/contrast.ts";
import { checkPicture } from "./check-picture.ts";

export function png(width: number, height: number, pixels = Buffer.alloc((width * 3 + 1) * height, 120)): Buffer {
  const chunk = (type: string, content: Buffer): Buffer => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(content.length);
    const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
    const tail = Buffer.alloc(4);
    tail.writeUInt32BE(crc32(body));
    return Buffer.concat([head, body, tail]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(pixels)), chunk("IEND", Buffer.alloc(0))]);
}

const svg = (inner: string, head = 'viewBox="0 0 10 10"') => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${head}>${inner}</svg>`);
const refused = (bytes: Uint8Array) => (checkPicture(bytes) as { refused?: string }).refused;

describe("a picture", () => {
  test("is a PNG or JPEG of a useful size, or an SVG of plain shapes", () => {
    expect(checkPicture(png(120, 40, Buffer.alloc(361 * 40)))).toEqual({ mediaType: "image/png" });
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8, 0, 40, 0, 120, 1, 1, 0x11, 0, 0xff, 0xd9]);
    expect(checkPicture(jpeg)).toEqual({ mediaType: "image/jpeg" });
    const gradient = '<defs><linearGradient id="a"><stop offset="0" stop-color="#123456"/></linearGradient></defs><path d="M0 0h5v5z" fill="url(#a)"/>';
    expect(checkPicture(svg(gradient))).toEqual({ mediaType: "image/svg+xml" });
  });

  test.each([
    ["script", svg("<script>alert(1)</script>"), "script"],
    ["handler", svg('<path d="M0 0" onload="alert(1)"/>'), "script"],
    ["foreign object", svg("<foreignObject><p>x</p></foreignObject>"), "foreign object"],
    ["picture inside", svg('<image href="https://example.com/x.png"/>'), "another picture"],
    ["symbols", svg('<use href="#a"/>'), "expanded"],
    ["text", svg("<text>Acme</text>"), "convert the text"],
    ["style sheet", svg("<style>@import url(https://example.com)</style>"), "style sheet"],
    ["outside colour", svg('<path d="M0 0" fill="url(https://example.com/#a)"/>'), "outside"],
    ["outside link", svg('<linearGradient href="https://example.com#a"/>'), "outside"],
    ["entity", Buffer.from('<!DOCTYPE svg [<!ENTITY a "x">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'), "document type"],
    ["style sheet instruction", Buffer.from('<?xml-stylesheet href="x"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'), "processing"],
    ["no size", svg("", ""), "viewBox"],
    ["not closed", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><g>'), "well-formed"],
    ["web page", Buffer.from("<html><body>x</body></html>"), "no PNG"],
    ["nothing", Buffer.alloc(0), "empty"],
    ["large file", Buffer.alloc(500_000), "smaller"],
    ["large", png(5_000, 20, Buffer.alloc(10)), "4000"],
    ["small", png(4, 4), "too small"],
    ["cut", png(40, 40).subarray(0, 60), "damaged"],
    ["too few pixels", png(40, 40, Buffer.alloc(10)), "damaged"],
    ["far more pixels than it says", png(20, 20, Buffer.alloc(3_000_000)), "damaged"],
    ["cut JPEG", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4]), "damaged"],
  ])("is refused with a %s", (_what, bytes, why) => expect(refused(bytes)).toContain(why));

  test("of any bytes never makes the check fail", () => {
    const starts = fc.constantFrom("", "<svg ", '<svg xmlns="http://www.w3.org/2000/svg">', "\u00ff\u00d8\u00ff", "\u0089PNG\r\n\u001a\n");
    fc.assert(
      fc.property(starts, fc.uint8Array({ maxLength: 80 }), (start, rest) => {
        expect(checkPicture(Buffer.concat([Buffer.from(start, "latin1"), rest]))).toHaveProperty("refused");
      }),
    );
  });
});

test("contrast is that of WCAG", () => {
  expect(contrastOnWhite("#000000")).toBeCloseTo(21, 5);
  expect(contrastOnWhite("#ffffff")).toBeCloseTo(1, 5);
  expect(contrastOnWhite("#767676")).toBeCloseTo(4.54, 2);
});
