import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Engine } from "./engine.ts";
import type { Fault } from "./faults.ts";

const ROOT = join(import.meta.dirname, "../../..");
const CORE = join(ROOT, "src/core");

/** The core as JavaScript in a folder of its own, once as it is and once for each fault with this planted in it. */
export class PlantedCores {
  readonly #folder = mkdtempSync(join(tmpdir(), "firmly-faults-"));
  readonly #require = createRequire(import.meta.url);

  /** @throws where a fault's place is not in its file exactly once: then the file has changed, and the fault must follow */
  constructor(faults: readonly Fault[]) {
    cpSync(CORE, join(this.#folder, "src/core"), { recursive: true, filter: (from) => statSync(from).isDirectory() || !from.endsWith(".test.ts") });
    for (const [n, fault] of faults.entries()) this.#write(`src/fault-${n}/${fault.file}`, planted(fault));
    this.#write("package.json", JSON.stringify({ type: "module" }));
    const compilerOptions = {
      target: "es2023",
      module: "nodenext",
      rewriteRelativeImportExtensions: true,
      verbatimModuleSyntax: true,
      noCheck: true,
      types: [],
    };
    this.#write("tsconfig.json", JSON.stringify({ compilerOptions: { ...compilerOptions, rootDir: "src", outDir: "js" }, include: ["src"] }));
    // One run for all: types are not looked at, so that a planted file need not find what it imports.
    const { status, stdout } = spawnSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", this.#folder], { encoding: "utf8" });
    if (status !== 0) throw new Error(`the core does not compile: ${stdout}`);
  }

  /** The engine without a fault. */
  sound(): Engine {
    return this.#load("core");
  }

  withFault(n: number, { file }: Fault): Engine {
    const script = file.replace(/\.ts$/, ".js");
    cpSync(join(this.#folder, "js/core"), join(this.#folder, `js/core-${n}`), { recursive: true });
    cpSync(join(this.#folder, `js/fault-${n}`, script), join(this.#folder, `js/core-${n}`, script));
    return this.#load(`core-${n}`);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #load(core: string): Engine {
    const from = (file: string) => this.#require(join(this.#folder, "js", core, file));
    const { decideDay, deliverNow, takeBackCharges, viewOf } = from("insight/simulate.js");
    return { decideDay, deliverNow, takeBackCharges, viewOf, openItems: from("ledger/open-items.js").openItems, decide: from("process/decide.js").decide };
  }

  #write(path: string, text: string): void {
    mkdirSync(dirname(join(this.#folder, path)), { recursive: true });
    writeFileSync(join(this.#folder, path), text);
  }
}

function planted({ name, file, find, replace }: Fault): string {
  const text = readFileSync(join(CORE, file), "utf8");
  const parts = text.split(find);
  if (parts.length !== 2) throw new Error(`"${name}" finds its place ${parts.length - 1} times in src/core/${file}: ${find}`);
  return parts.join(replace);
}
