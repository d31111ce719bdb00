import { describe, expect, test } from "vitest";
import { type Module, readModule, readModules } from "./support/modules.ts";

const MIDDLE = ["store", "imports", "letters", "channels", "jurisdictions", "procedures", "languages", "inbox"];

/** Who may import whom. A room is a folder of src/, or a file that lies directly in it. */
const ARROWS: Record<string, readonly string[]> = {
  core: [],
  ...Object.fromEntries(MIDDLE.map((room) => [room, ["core"]])),
  config: ["core"],
  "open-folders": ["core", "imports/contract", "channels/contract", "jurisdictions/contract"],
  runs: ["core", "open-folders", "config", ...MIDDLE],
  api: ["core", "runs", "config", "store", "jurisdictions", "languages"],
  cli: ["core", "api", "runs", "config", "store"],
};

/** Packages that only some rooms may know at run time. */
const FENCES: readonly [RegExp, readonly string[]][] = [
  [/^(pg|kysely|pg-copy-streams)$/, ["store"]],
  [/^(hono|@hono\/.*|better-auth)(\/|$)/, ["api", "cli"]],
  [/^commander$/, ["cli"]],
  [/^@myriaddreamin\//, ["letters"]],
  [/^@cantoo\//, ["letters"]],
  [/^unpdf$/, ["letters"]],
  [/^nodemailer(\/|$)/, ["letters", "channels"]],
  [/^graphile-worker$/, ["store", "runs"]],
  [/^imapflow$/, ["inbox"]],
];

const MOST_LINES = 300;
const MOST_FUNCTION_LINES = 70;
// Dated tables of law grow by a row a year; what is made by a program is not read line by line.
const EXEMPT = /\.test\.ts$|^src\/jurisdictions\/[a-z]{2}\.ts$|^src\/store\/tables\.ts$/;

const modules = readModules("src");
const product = modules.filter((module) => !module.path.endsWith(".test.ts"));
const pages = readModules("web/src").filter((module) => !/\.test\.tsx?$/.test(module.path));

function roomOf(path: string): string {
  return path.split("/")[1]!.replace(/\.ts$/, "");
}

function wrongArrows(module: Module): string[] {
  const room = roomOf(module.path);
  const allowed = ARROWS[room];
  if (!allowed) return [`${module.path}: the room "${room}" is not in the table of arrows`];
  const wrong = module.imports.filter(({ target, isOurs }) => {
    if (!isOurs || target.startsWith(`src/${room}/`)) return false;
    const inside = target.startsWith("src/") ? target.slice(4).replace(/\.ts$/, "") : "";
    return !allowed.some((each) => inside === each || inside.startsWith(`${each}/`));
  });
  return wrong.map(({ target }) => `${module.path} -> ${target}`);
}

function brokenFences(module: Module): string[] {
  const room = roomOf(module.path);
  return module.imports
    .filter(({ target, isOurs, isType }) => !isOurs && !isType && FENCES.some(([fence, rooms]) => fence.test(target) && !rooms.includes(room)))
    .map(({ target }) => `${module.path} -> ${target}`);
}

function impurities(module: Module): string[] {
  const packages = module.imports.filter((each) => !each.isOurs).map((each) => each.target);
  return [...packages, ...module.impurities].map((each) => `${module.path}: ${each}`);
}

function tooLong(module: Module): string[] {
  if (EXEMPT.test(module.path)) return [];
  const functions = module.functions.filter((each) => each.lines > MOST_FUNCTION_LINES);
  return [
    ...(module.lines > MOST_LINES ? [`${module.path}: ${module.lines} lines`] : []),
    ...functions.map((each) => `${module.path}: ${each.name} has ${each.lines} lines`),
  ];
}

/** Circles of imports that exist at run time, each as the path once around. */
function circles(all: readonly Module[]): string[] {
  const targets = new Map(all.map((module) => [module.path, module.imports.filter((each) => each.isOurs && !each.isType).map((each) => each.target)]));
  const done = new Set<string>();
  const found: string[] = [];
  const follow = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) found.push([...way.slice(way.indexOf(path)), path].join(" -> "));
    if (done.has(path) || way.includes(path)) return;
    for (const target of targets.get(path) ?? []) follow(target, [...way, path]);
    done.add(path);
  };
  for (const path of targets.keys()) follow(path, []);
  return found;
}

describe("the house", () => {
  test("is really looked at", () => {
    expect(product.length).toBeGreaterThan(100);
    expect(product.flatMap((module) => module.imports).length).toBeGreaterThan(300);
    expect(product.filter((module) => module.path.startsWith("src/core/")).length).toBeGreaterThan(20);
    const paths = new Set(modules.map((module) => module.path));
    const lost = modules.flatMap((module) =>
      module.imports
        .filter((each) => each.isOurs && /^src\/.*\.ts$/.test(each.target) && !paths.has(each.target))
        .map((each) => `${module.path} -> ${each.target}`),
    );
    expect(lost).toEqual([]);
  });

  test("has arrows only downwards, and none between the rooms of the middle floor", () => {
    expect(product.flatMap(wrongArrows)).toEqual([]);
  });

  test("knows each outside part in the rooms that are for it", () => {
    expect(product.flatMap(brokenFences)).toEqual([]);
  });

  test("has a pure core: no Node, no package, no clock, no chance", () => {
    expect(product.filter((module) => roomOf(module.path) === "core").flatMap(impurities)).toEqual([]);
  });

  test("has no circle of imports", () => {
    expect(circles(product)).toEqual([]);
    expect(circles(pages)).toEqual([]);
  });

  test("has no file and no function that does not fit into a head", () => {
    expect([...product, ...pages].flatMap(tooLong)).toEqual([]);
  });

  test("has pages that take only types from the server", () => {
    const taken = pages.flatMap((module) =>
      module.imports
        .filter((each) => each.isOurs && !each.isType && each.target.startsWith("src/") && !each.target.startsWith("src/core/"))
        .map((each) => `${module.path} -> ${each.target}`),
    );
    expect(taken).toEqual([]);
  });
});

describe("the rules themselves", () => {
  const read = (path: string, text: string): Module => readModule(path, text);

  test("catch arrows that go up or sideways, in every form of import", () => {
    for (const line of [
      'import { a } from "../runs/a.ts";',
      'export { a } from "../letters/a.ts";',
      'export * from "../api/a.ts";',
      'const a = await import("../cli/a.ts");',
      'type A = import("../channels/a.ts").A;',
      'import type { A } from "../imports/a.ts";',
      'import "../../web/src/a.ts";',
    ]) {
      expect(wrongArrows(read("src/store/x.ts", line)), line).toHaveLength(1);
    }
    expect(wrongArrows(read("src/store/x.ts", 'import { a } from "../core/a.ts"; import { b } from "./b.ts"; import pg from "pg";'))).toEqual([]);
    expect(wrongArrows(read("src/attic/x.ts", "export {};"))).toHaveLength(1);
    expect(wrongArrows(read("src/open-folders.ts", 'import type { A } from "./imports/csv.ts";'))).toHaveLength(1);
  });

  test("catch what is impure, and only that", () => {
    for (const line of [
      "Date.now()",
      "new Date()",
      "Math.random()",
      "process.env.HOME",
      "fetch(x)",
      "setTimeout(f, 1)",
      "performance.now()",
      "globalThis.x",
      '(await import("node:fs"))',
      "({ process })",
    ]) {
      expect(impurities(read("src/core/x.ts", `export const a = ${line};`)), line).not.toEqual([]);
    }
    expect(
      impurities(
        read(
          "src/core/x.ts",
          'import type { P } from "./process/p.ts"; export const a = (p: P) => ({ process: p.process, at: new Date(0), text: "Date.now()" }); // fetch(x)',
        ),
      ),
    ).toEqual([]);
  });

  test("catch broken fences, circles and length", () => {
    expect(brokenFences(read("src/runs/x.ts", 'import pg from "pg"; import type { Pool } from "pg"; import { type Hono } from "hono";'))).toEqual([
      "src/runs/x.ts -> pg",
    ]);
    expect(
      circles([read("src/a.ts", 'import "./b.ts";'), read("src/b.ts", 'import { c } from "./c.ts";'), read("src/c.ts", 'export * from "./a.ts";')]),
    ).toEqual(["src/a.ts -> src/b.ts -> src/c.ts -> src/a.ts"]);
    expect(circles([read("src/a.ts", 'import "./b.ts";'), read("src/b.ts", 'import type { A } from "./a.ts";')])).toEqual([]);
    expect(tooLong(read("src/core/x.ts", `export const f = () => {\n${"f();\n".repeat(70)}};\n${"f();\n".repeat(240)}`))).toEqual([
      "src/core/x.ts: 312 lines",
      "src/core/x.ts: f has 72 lines",
    ]);
    expect(() => read("src/core/x.ts", "import { from")).toThrow(/src\/core\/x\.ts/);
  });
});
