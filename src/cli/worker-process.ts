import { type ChildProcess, spawn } from "node:child_process";

const SHORTEST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A worker that ran this long was healthy: the next failure starts over with the shortest pause. */
const HEALTHY_MS = 60_000;
const PATIENCE_MS = 10_000;

export interface WorkerProcess {
  stop(): Promise<void>;
}

/**
 * Runs a command as a child for as long as this process lives, and starts it again when it dies. The channel between the two breaks when
 * this process ends, however it ends: that is how the child knows.
 * @param patienceMs how long it may take to stop before it is killed
 */
export function keepRunning(command: readonly string[], patienceMs = PATIENCE_MS): WorkerProcess {
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let pause = SHORTEST_PAUSE_MS;
  let stopping = false;

  function start(): void {
    const startedAt = performance.now();
    timer = null;
    child = spawn(process.execPath, [...process.execArgv, ...command], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    child.on("error", () => {});
    child.on("exit", () => {
      child = null;
      if (stopping) return;
      pause = performance.now() - startedAt > HEALTHY_MS ? SHORTEST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
      timer = setTimeout(start, pause);
    });
  }

  start();
  return {
    async stop() {
      stopping = true;
      if (timer) clearTimeout(timer);
      const running = child;
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const ended = new Promise((resolve) => running.once("exit", resolve));
      running.kill("SIGTERM");
      const impatience = setTimeout(() => running.kill("SIGKILL"), patienceMs);
      await ended;
      clearTimeout(impatience);
    },
  };
}
