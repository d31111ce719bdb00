import type { XmlElement } from "./parse.ts";

// Paths are written in the code: there are a few hundred of them, and a large file asks for each a hundred thousand times.
const split = new Map<string, readonly string[]>();

function namesOf(path: string): readonly string[] {
  let names = split.get(path);
  if (!names) {
    names = path.split("/");
    split.set(path, names);
  }
  return names;
}

/** The first element at a path of local names ("Acct/Id/IBAN"); null where there is none. */
export function at(element: XmlElement | null | undefined, path: string): XmlElement | null {
  let found: XmlElement | null = element ?? null;
  for (const name of namesOf(path)) {
    if (!found) return null;
    found = childOf(found, name);
  }
  return found;
}

function childOf({ children }: XmlElement, name: string): XmlElement | null {
  for (const child of children) if (child.name === name) return child;
  return null;
}

const NONE: readonly XmlElement[] = [];

/** All elements at a path: of every parent along the way, in the file's order. */
export function allAt(element: XmlElement | null | undefined, path: string): readonly XmlElement[] {
  let found: readonly XmlElement[] = element ? [element] : NONE;
  for (const name of namesOf(path)) {
    const next: XmlElement[] = [];
    for (const parent of found) for (const child of parent.children) if (child.name === name) next.push(child);
    if (next.length === 0) return NONE;
    found = next;
  }
  return found;
}

/** The text at a path, empty where there is none. */
export function textAt(element: XmlElement | null | undefined, path: string): string {
  return at(element, path)?.text ?? "";
}

/** The first text that is there, of several paths. */
export function firstText(element: XmlElement | null | undefined, ...paths: string[]): string {
  for (const path of paths) {
    const text = textAt(element, path);
    if (text !== "") return text;
  }
  return "";
}
