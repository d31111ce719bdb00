import type { XmlElement } from "./parse.ts";

/** The first element at a path of local names ("Acct/Id/IBAN"); null where there is none. */
export function at(element: XmlElement | null | undefined, path: string): XmlElement | null {
  let found: XmlElement | null = element ?? null;
  for (const name of path.split("/")) {
    if (!found) return null;
    found = found.children.find((child) => child.name === name) ?? null;
  }
  return found;
}

/** All elements at a path: of every parent along the way, in the file's order. */
export function allAt(element: XmlElement | null | undefined, path: string): XmlElement[] {
  let found: XmlElement[] = element ? [element] : [];
  for (const name of path.split("/")) found = found.flatMap((parent) => parent.children.filter((child) => child.name === name));
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
