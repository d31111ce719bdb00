import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { Letter } from "../core/letter/letter.ts";
import type { AnyNotice } from "../core/letter/answer.ts";
import type { WindowProfile } from "../core/letter/window-profiles.ts";
import { type Dossier, dossierPage } from "./dossier.ts";
import { type PageData, pageData } from "./pdf-data.ts";
import { coverPage, type PrintCover, testPage } from "./print-pages.ts";
import type { Wording } from "./wording.ts";

const WORKER = fileURLToPath(new URL("./pdf-worker.mjs", import.meta.url));
const MOST_WORKERS = 4;
/** A page takes some 10 ms; a ledger of thousands of items seconds. Beyond this the worker hangs and is ended. */
const TIMEOUT_MS = 60_000;
/** So many letters are handed to a worker at once, that it never waits for the next. */
const AHEAD = 3;

interface Job {
  readonly page: PageData;
  readonly form: "pdf" | "picture";
  readonly resolve: (page: SetPage) => void;
  readonly reject: (error: Error) => void;
}

/** A page as set. `lacks`: why it is neither PDF/A-3a nor PDF/UA-1, or has no picture; null: nothing is amiss. */
interface SetPage {
  readonly bytes: Uint8Array;
  readonly lacks: string | null;
}

interface Worker {
  readonly process: ChildProcess;
  readonly jobs: Map<number, Job>;
  timer: NodeJS.Timeout | null;
}

interface Answer {
  readonly id: number;
  readonly bytes?: Uint8Array;
  readonly lacks?: string;
  readonly error?: string;
}

const workers = new Set<Worker>();
const waiting: Job[] = [];
let nextId = 1;
let settings = { workers: Math.min(MOST_WORKERS, availableParallelism()), timeoutMs: TIMEOUT_MS };

/** How many processes set letters, and how long one letter may take. Takes effect for processes started from now on. */
export function configurePdf(wanted: { readonly workers?: number; readonly timeoutMs?: number }): void {
  settings = { workers: Math.max(1, wanted.workers ?? settings.workers), timeoutMs: wanted.timeoutMs ?? settings.timeoutMs };
}

/** The letter as a PDF: A4 or US Letter by the debtor's country, tagged. Rejects where it cannot be set in time. */
export function renderPdf(letter: Letter, notice: AnyNotice): Promise<Uint8Array> {
  return renderPage(letter, notice).then(({ bytes }) => bytes);
}

/** The same, told what keeps it from being PDF/A-3a and PDF/UA-1: a letter that no shipped font knows. */
export function renderPage(letter: Letter, notice: AnyNotice): Promise<SetPage> {
  return setPage(pageData(letter, notice), "pdf");
}

/** A dossier as a PDF, on A4. */
export function renderDossier(dossier: Dossier): Promise<Uint8Array> {
  return setPage(dossierPage(dossier), "pdf").then(({ bytes }) => bytes);
}

/** The cover and list of a print batch. */
export function renderCover(cover: PrintCover): Promise<Uint8Array> {
  return setPage(coverPage(cover), "pdf").then(({ bytes }) => bytes);
}

/** A page that shows whether a printer and an envelope keep to a window's profile. */
export function renderTestPrint(profile: WindowProfile, wording: Wording): Promise<Uint8Array> {
  return setPage(testPage(profile, wording), "pdf").then(({ bytes }) => bytes);
}

/** The pages as one SVG, equally high and under each other, from the same layout as the PDF: for a screen that shows no PDF. */
export interface Picture {
  readonly svg: string;
  readonly pages: number;
}

export async function renderPicture(letter: Letter, notice: AnyNotice): Promise<Picture> {
  return JSON.parse(new TextDecoder().decode((await setPage(pageData(letter, notice), "picture")).bytes)) as Picture;
}

function setPage(page: PageData, form: Job["form"]): Promise<SetPage> {
  return new Promise((resolve, reject) => {
    waiting.push({ page, form, resolve, reject });
    assign();
  });
}

/** Many letters, in their order, over all workers. */
export function renderPdfs(letters: readonly { readonly letter: Letter; readonly notice: AnyNotice }[]): Promise<Uint8Array[]> {
  return Promise.all(letters.map(({ letter, notice }) => renderPdf(letter, notice)));
}

/** Ends all workers. Those that are idle keep no program from ending, so this is needed only to end them early. */
export async function closePdf(): Promise<void> {
  const ended = [...workers].map(
    (worker) =>
      new Promise<void>((resolve) => {
        // Idle workers are not waited for, but their end is.
        worker.process.ref();
        worker.process.once("exit", () => resolve());
        worker.process.kill("SIGKILL");
      }),
  );
  await Promise.all(ended);
}

function assign(): void {
  while (waiting.length > 0) {
    const worker = freeWorker();
    if (!worker) return;
    const job = waiting.shift()!;
    const id = nextId++;
    if (worker.jobs.size === 0) {
      worker.process.ref();
      worker.process.channel?.ref();
    }
    worker.jobs.set(id, job);
    worker.timer ??= startTimer(worker);
    worker.process.send({ id, page: job.page, form: job.form });
  }
}

/** An idle worker first; then a new one, as long as there may be more; then one that can take some ahead. */
function freeWorker(): Worker | undefined {
  const byLoad = [...workers].sort((a, b) => a.jobs.size - b.jobs.size);
  const least = byLoad[0];
  if (least && least.jobs.size === 0) return least;
  if (workers.size < settings.workers) return startWorker();
  return least && least.jobs.size < AHEAD ? least : undefined;
}

function startWorker(): Worker {
  const process = fork(WORKER, [], { serialization: "advanced", execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const worker: Worker = { process, jobs: new Map(), timer: null };
  workers.add(worker);
  process.on("message", (answer: Answer) => finish(worker, answer));
  process.on("error", (error) => lose(worker, error.message));
  process.on("exit", (code, signal) => lose(worker, `the process that sets letters ended (${signal ?? code})`));
  return worker;
}

function startTimer(worker: Worker): NodeJS.Timeout {
  return setTimeout(() => {
    lose(worker, `the letter was not set within ${settings.timeoutMs} ms`);
    worker.process.kill("SIGKILL");
  }, settings.timeoutMs);
}

function finish(worker: Worker, { id, bytes, lacks, error }: Answer): void {
  const job = worker.jobs.get(id);
  if (!job) return;
  worker.jobs.delete(id);
  if (worker.timer) clearTimeout(worker.timer);
  worker.timer = worker.jobs.size > 0 ? startTimer(worker) : null;
  if (worker.jobs.size === 0) {
    worker.process.unref();
    worker.process.channel?.unref();
  }
  if (bytes) job.resolve({ bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), lacks: lacks ?? null });
  else job.reject(new Error(error ?? "the letter could not be set"));
  assign();
}

/** The worker is gone: the letter that it was at fails, those behind it go to another worker. */
function lose(worker: Worker, reason: string): void {
  if (!workers.delete(worker)) return;
  if (worker.timer) clearTimeout(worker.timer);
  const [current, ...behind] = worker.jobs.values();
  worker.jobs.clear();
  current?.reject(new Error(reason));
  waiting.unshift(...behind);
  assign();
}
