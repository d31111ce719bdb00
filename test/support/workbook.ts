import { packZip, type ZipEntry } from "./zip.ts";

/** A cell: text, a number as the file is to write it, a day's serial number, true or false, an error, a formula. */
export type Cell =
  | string
  | null
  | { readonly number: string; readonly style?: number }
  | { readonly date: number }
  | { readonly bool: boolean }
  | { readonly error: string }
  | { readonly formula: string; readonly value?: string };

export interface SheetSpec {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  readonly state?: "hidden";
  /** Row numbers, from 1. */
  readonly hiddenRows?: readonly number[];
  readonly merges?: readonly string[];
}

export interface WorkbookSpec {
  readonly sheets: readonly SheetSpec[];
  readonly date1904?: boolean;
  /** Texts stand in the table of shared texts, as Excel writes them; else in the cells. */
  readonly shared?: boolean;
  readonly more?: readonly ZipEntry[];
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/** Styles: 0 general, 1 a built-in day, 2 a day of the writer's own, 3 eight digits, 4 two decimals. */
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="[$-407]dd\\.mm\\.yyyy;@"/><numFmt numFmtId="165" formatCode="00000000"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="4"/></cellXfs></styleSheet>`;

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** Writes a workbook (ECMA-376) as small as a program may write it. */
export function writeWorkbook({ sheets, date1904 = false, shared = false, more = [] }: WorkbookSpec): Buffer {
  const strings: string[] = [];
  const text = (ref: string, value: string) => {
    if (!shared) return `<c r="${ref}" t="inlineStr"><is><t>${escape(value)}</t></is></c>`;
    if (!strings.includes(value)) strings.push(value);
    return `<c r="${ref}" t="s"><v>${strings.indexOf(value)}</v></c>`;
  };
  const cell = (value: Cell, ref: string): string => {
    if (value === null) return "";
    if (typeof value === "string") return text(ref, value);
    if ("number" in value) return `<c r="${ref}" s="${value.style ?? 0}"><v>${value.number}</v></c>`;
    if ("date" in value) return `<c r="${ref}" s="${value.date % 2 === 0 ? 1 : 2}"><v>${value.date}</v></c>`;
    if ("bool" in value) return `<c r="${ref}" t="b"><v>${value.bool ? 1 : 0}</v></c>`;
    if ("error" in value) return `<c r="${ref}" t="e"><v>${value.error}</v></c>`;
    return `<c r="${ref}"><f>${escape(value.formula)}</f>${value.value === undefined ? "" : `<v>${value.value}</v>`}</c>`;
  };
  const sheetXml = ({ rows, hiddenRows = [], merges = [] }: SheetSpec) => {
    const body = rows.map((cells, index) => {
      const hidden = hiddenRows.includes(index + 1) ? ' hidden="1"' : "";
      return `<row r="${index + 1}"${hidden}>${cells.map((value, column) => cell(value, `${String.fromCharCode(65 + column)}${index + 1}`)).join("")}</row>`;
    });
    const merged = merges.length > 0 ? `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>` : "";
    return `<worksheet xmlns="${MAIN}"><sheetData>${body.join("")}</sheetData>${merged}</worksheet>`;
  };
  const parts = sheets.map((sheet, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, content: sheetXml(sheet) }));
  const relation = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${TYPES}/${type}" Target="${target}"/>`;
  const book = `<workbook xmlns="${MAIN}" xmlns:r="${TYPES}"><workbookPr${date1904 ? ' date1904="1"' : ""}/><sheets>${sheets
    .map(({ name, state }, index) => `<sheet name="${escape(name)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ""} r:id="rId${index + 1}"/>`)
    .join("")}</sheets></workbook>`;
  const relations = sheets.map((_, index) => relation(`rId${index + 1}`, "worksheet", `worksheets/sheet${index + 1}.xml`)).join("");
  return packZip([
    { name: "[Content_Types].xml", content: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>' },
    { name: "_rels/.rels", content: `<Relationships>${relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>` },
    { name: "xl/workbook.xml", content: book },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: `<Relationships>${relations}${relation("rIdS", "styles", "styles.xml")}${shared ? relation("rIdT", "sharedStrings", "/xl/sharedStrings.xml") : ""}</Relationships>`,
    },
    { name: "xl/styles.xml", content: STYLES },
    ...parts,
    ...(shared
      ? [{ name: "xl/sharedStrings.xml", content: `<sst xmlns="${MAIN}">${strings.map((each) => `<si><t>${escape(each)}</t></si>`).join("")}</sst>` }]
      : []),
    ...more,
  ]);
}
