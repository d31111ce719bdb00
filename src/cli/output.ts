let isReaderGone = false;

/**
 * A reader that goes away (`| head`) is no error, and neither is a terminal that was closed. The command ends in its usual
 * way, so that what it opened is closed: only its words go nowhere from then on.
 */
export function toleratePipes(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") isReaderGone = true;
    else if (error.code !== "EIO") throw error;
  });
  process.stderr.on("error", () => {});
}

/** Writes to stdout, at the pace of who reads it. False: nobody reads any more, so that there is no use in going on. */
export async function write(text: string): Promise<boolean> {
  if (isReaderGone) return false;
  return new Promise((resolve) => process.stdout.write(text, (error) => resolve(!error && !isReaderGone)));
}
