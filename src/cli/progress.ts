const WIDTH = 30;

/** A progress bar on a terminal's stderr; silent where nobody watches. `done` of `of` steps of what `label` names. */
export function progressBar(label: string): { update: (done: number, of: number) => void; end: () => void } {
  if (!process.stderr.isTTY) return { update: () => {}, end: () => {} };
  let shown = "";
  return {
    update: (done, of) => {
      const filled = of === 0 ? WIDTH : Math.round((done / of) * WIDTH);
      const line = `${label.padEnd(12)} ${"█".repeat(filled)}${"░".repeat(WIDTH - filled)} ${done}/${of}`;
      if (line === shown) return;
      shown = line;
      process.stderr.write(`\r\u001b[K${line}`);
    },
    end: () => {
      if (shown !== "") process.stderr.write("\r\u001b[K");
    },
  };
}
