import { describe, expect, test } from "vitest";
import { textSource } from "../../../test/support/read-statements.ts";
import { packZip } from "../../../test/support/zip.ts";
import { openArchive } from "./archive.ts";
import { sampledFiles } from "./sample.ts";

async function unpacked(archive: Buffer): Promise<[string, string][]> {
  const files: [string, string][] = [];
  for (const { name, source } of await openArchive(textSource(archive))) {
    const chunks: Buffer[] = [];
    for await (const chunk of source.open()) chunks.push(chunk);
    files.push([name, Buffer.concat(chunks).toString()]);
  }
  return files;
}

describe("an archive", () => {
  test("gives its files, packed or not, without its folders", async () => {
    const long = "statement ".repeat(50_000);
    const archive = packZip([
      { name: "a/", content: "", method: 0 },
      { name: "a/long.xml", content: long },
      { name: "plain.xml", content: "<a/>", method: 0 },
    ]);
    expect(await unpacked(archive)).toEqual([
      ["a/long.xml", long],
      ["plain.xml", "<a/>"],
    ]);
    expect(sampledFiles(archive).map(({ name, start }) => [name, start.toString().slice(0, 9)])).toEqual([
      ["a/", ""],
      ["a/long.xml", "statement"],
      ["plain.xml", "<a/>"],
    ]);
  });

  const bomb = Buffer.alloc(20 * 1024 * 1024);
  const hostile: [string, Buffer, string][] = [
    ["that is encrypted", packZip([{ name: "a.xml", content: "<a/>", isEncrypted: true }]), "zip-encrypted"],
    ["that says how much it bursts to", packZip([{ name: "a.xml", content: bomb }]), "zip-too-large"],
    ["that does not say how much it bursts to", packZip([{ name: "a.xml", content: bomb, declaredSize: 100 }]), "zip-damaged"],
    ["that declares more than it holds", packZip([{ name: "a.xml", content: "<a/>", declaredSize: 5 }]), "zip-damaged"],
    ["that declares more than a disk", packZip([{ name: "a.xml", content: "<a/>", declaredSize: 0xfffffff0 }]), "zip-too-large"],
    ["of many files", packZip(Array.from({ length: 2001 }, (_, index) => ({ name: `${index}`, content: "" }))), "zip-too-large"],
    ["packed in another way", packZip([{ name: "a.xml", content: "<a/>", method: 12 }]), "zip-unsupported"],
    ["that climbs out of its folder", packZip([{ name: "../a.xml", content: "<a/>" }]), "zip-damaged"],
    ["that is cut off", packZip([{ name: "a.xml", content: "<a/>" }]).subarray(0, 40), "zip-damaged"],
    ["of which a byte was changed", changed(packZip([{ name: "a.xml", content: "<aaaa/>", method: 0 }]), 37), "zip-damaged"],
  ];
  test.for(hostile)("%s is refused", async ([, archive, code]) => {
    await expect(unpacked(archive)).rejects.toMatchObject({ code });
  });
});

function changed(bytes: Buffer, at: number): Buffer {
  bytes[at]! ^= 1;
  return bytes;
}
