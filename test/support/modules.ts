import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A source file as the floors see it. Paths are relative to the project, with slashes. */
export interface Module {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly functions: readonly { readonly name: string; readonly lines: number }[];
  /** What it takes from the world outside: clock, chance, process, network. */
  readonly impurities: readonly string[];
}

export interface Import {
  /** A path of the project, or the name of a package or of a part of Node. */
  readonly target: string;
  readonly isOurs: boolean;
  /** Erased by the compiler: nothing of it is there at run time. */
  readonly isType: boolean;
}

type Node = { type: string; start: number; end: number; [key: string]: unknown };

/** All TypeScript files below a folder of the project. */
export function readModules(folder: string): Module[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((file) => posix.join(folder, file.replaceAll("\\", "/")))
    .filter((file) => /\.tsx?$/.test(file) && !/(^|\/)(node_modules|dist)\//.test(file));
  return files.sort().map((file) => readModule(file, readFileSync(join(ROOT, file), "utf8")));
}

/** @throws Error where the text is no TypeScript: a file that cannot be read must not pass as one without imports */
export function readModule(path: string, text: string): Module {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`);
  const module = {
    path,
    lines: text.trimEnd().split("\n").length,
    imports: [] as Import[],
    functions: [] as { name: string; lines: number }[],
    impurities: [] as string[],
  };
  walk(program as unknown as Node, null, (node, parent) => {
    const source = sourceOf(node);
    if (source !== null) module.imports.push(toImport(path, source, isErased(node)));
    if (/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) {
      module.functions.push({ name: nameOf(node, parent), lines: text.slice(node.start, node.end).split("\n").length });
    }
    const impurity = impurityOf(node, parent);
    if (impurity) module.impurities.push(impurity);
  });
  return module;
}

function walk(node: Node, parent: Node | null, visit: (node: Node, parent: Node | null) => void): void {
  visit(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child === "object" && typeof (child as Node).type === "string") walk(child as Node, node, visit);
    }
  }
}

function sourceOf(node: Node): string | null {
  if (!/^(Import(Declaration|Expression)|Export(Named|All)Declaration|TSImportType)$/.test(node.type)) return null;
  const source = (node.source ?? node.argument) as { value?: unknown; literal?: { value?: unknown } } | null;
  const value = source?.value ?? source?.literal?.value;
  return typeof value === "string" ? value : null;
}

function isErased(node: Node): boolean {
  const named = (node.specifiers as { importKind?: string; exportKind?: string }[] | undefined) ?? [];
  const isType = (each: { importKind?: string; exportKind?: string }): boolean => each.importKind === "type" || each.exportKind === "type";
  return node.type === "TSImportType" || isType(node as { importKind?: string }) || (named.length > 0 && named.every(isType));
}

function toImport(path: string, source: string, isType: boolean): Import {
  const isOurs = source.startsWith(".");
  return { target: isOurs ? relative(".", join(dirname(path), source)).replaceAll("\\", "/") : source, isOurs, isType };
}

function nameOf(node: Node, parent: Node | null): string {
  const named = (node.id ?? (parent?.type === "VariableDeclarator" ? parent.id : (parent?.key ?? null))) as { name?: string } | null;
  return named?.name ?? "a function without a name";
}

const OUTSIDE = new Set([
  "process",
  "fetch",
  "globalThis",
  "performance",
  "crypto",
  "console",
  "require",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "Buffer",
]);

function impurityOf(node: Node, parent: Node | null): string | null {
  if (node.type === "Identifier" && OUTSIDE.has(node.name as string)) {
    const isName = parent !== null && !parent.computed && (parent.property === node || (parent.key === node && !parent.shorthand));
    return isName || parent?.type.startsWith("TS") ? null : (node.name as string);
  }
  const object = (node.object as { name?: string } | undefined)?.name;
  const property = (node.property as { name?: string } | undefined)?.name;
  if (node.type === "MemberExpression" && ((object === "Date" && property === "now") || (object === "Math" && property === "random")))
    return `${object}.${property}`;
  const callee = (node.callee as { name?: string } | undefined)?.name;
  const isNow = callee === "Date" && (node.type === "CallExpression" || (node.type === "NewExpression" && (node.arguments as unknown[]).length === 0));
  return isNow ? "new Date()" : null;
}
