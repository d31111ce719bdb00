const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

type Close = () => Promise<void>;

const open = new Set<Close>();

/**
 * Makes a command that is ended by a signal close its databases first, so that no server stays behind. A program with
 * signal handlers of its own (the server) closes by itself and is left alone.
 * @returns a function that withdraws the wish
 */
export function closeOnSignal(close: Close): () => void {
  if (open.size === 0) {
    for (const signal of SIGNALS) {
      process.on(signal, closeAll);
    }
  }
  open.add(close);
  return () => {
    open.delete(close);
    if (open.size === 0) {
      for (const signal of SIGNALS) {
        process.off(signal, closeAll);
      }
    }
  };
}

function closeAll(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) {
    return;
  }
  void Promise.allSettled([...open].map((close) => close())).then(() => {
    for (const name of SIGNALS) {
      process.off(name, closeAll);
    }
    // With its own handler gone the signal now does what the sender expects of it.
    process.kill(process.pid, signal);
  });
}
