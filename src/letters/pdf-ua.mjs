// The engine writes one standard at a time. A letter is archived as PDF/A-3a and read aloud as PDF/UA-1: the file is written
// as the former, and the two marks of the latter are added as an incremental update, which both standards allow.

const SCHEMA =
  '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>' +
  "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" +
  '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:category>internal</pdfaProperty:category>' +
  "<pdfaProperty:description>Part of PDF/UA that the document conforms to</pdfaProperty:description><pdfaProperty:name>part</pdfaProperty:name>" +
  "<pdfaProperty:valueType>Integer</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>";

/**
 * A tagged PDF/A-3a of the engine's, marked as PDF/UA-1 too: in its metadata, and by showing its title. Throws where the file
 * is not built as expected.
 * @param {Buffer} pdf
 */
export function markAccessible(pdf) {
  const text = pdf.toString("latin1");
  const start = Number(last(text, /startxref\s+(\d+)\s+%%EOF/g)[1]);
  const trailer = text.slice(text.indexOf("trailer", start));
  const size = Number(found(trailer, /\/Size (\d+)/)[1]);
  const root = Number(found(trailer, /\/Root (\d+) 0 R/)[1]);
  const catalog = objectOf(text, start, root);
  const metadata = Number(found(catalog, /\/Metadata (\d+) 0 R/)[1]);
  const packet = found(objectOf(text, start, metadata), /stream\r?\n([\s\S]*?)\r?\nendstream/)[1];
  const marked = replaced(
    replaced(
      replaced(packet, 'xmlns:pdfaid="', 'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="'),
      "<pdfaExtension:schemas><rdf:Bag>",
      `<pdfaExtension:schemas><rdf:Bag>${SCHEMA}`,
    ),
    "<pdfaid:part>",
    "<pdfuaid:part>1</pdfuaid:part><pdfaid:part>",
  );
  const objects = new Map([
    [metadata, `${metadata} 0 obj\n<<\n  /Length ${marked.length}\n  /Type /Metadata\n  /Subtype /XML\n>>\nstream\n${marked}\nendstream\nendobj\n`],
    // That nothing is suspect is so when not said, and poppler calls it an error when said.
    [root, replaced(catalog, "/ViewerPreferences <<", "/ViewerPreferences <<\n    /DisplayDocTitle true").replace(/\s*\/Suspects false/, "")],
  ]);
  let added = text.endsWith("\n") ? "" : "\n";
  const table = [];
  for (const [number, object] of [...objects].sort(([a], [b]) => a - b)) {
    table.push(`${number} 1\n${String(pdf.length + added.length).padStart(10, "0")} 00000 n \n`);
    added += object;
  }
  const place = pdf.length + added.length;
  const kept = ["Info", "ID"].map((key) => found(trailer, key === "ID" ? /\/ID \[[^\]]*\]/ : /\/Info \d+ 0 R/)[0]).join("\n  ");
  added += `xref\n${table.join("")}trailer\n<<\n  /Size ${size}\n  /Root ${root} 0 R\n  ${kept}\n  /Prev ${start}\n>>\nstartxref\n${place}\n%%EOF\n`;
  return Buffer.concat([pdf, Buffer.from(added, "latin1")]);
}

/** The object as written, by its place in the table of cross references. */
function objectOf(text, start, number) {
  const table = found(text.slice(start), /xref\s+0 \d+\s+/)[0];
  const place = Number(text.slice(start + table.length + number * 20, start + table.length + number * 20 + 10));
  return `${text.slice(place, text.indexOf("endobj", place))}endobj\n`;
}

function found(text, pattern) {
  const match = pattern.exec(text);
  if (!match) throw new Error(`the engine's PDF has no ${pattern}`);
  return match;
}

function last(text, pattern) {
  const all = [...text.slice(-2000).matchAll(pattern)];
  if (all.length === 0) throw new Error("the engine's PDF has no end");
  return all.at(-1);
}

function replaced(text, what, by) {
  if (!text.includes(what)) throw new Error(`the engine's PDF has no ${what}`);
  return text.replace(what, () => by);
}
