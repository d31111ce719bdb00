/** The same seed gives the same letters, refusals, faults and moments; what the processes make of them is never the same twice. */
export const SEED = Number(process.env.FIRMLY_CRASH_SEED ?? Date.now() % 1_000_000);
export const LETTERS = Number(process.env.FIRMLY_CRASH_LETTERS ?? 5000);
export const KILLS = Number(process.env.FIRMLY_CRASH_KILLS ?? 300);
/** On a machine that is busy with other things it may take hours; alone, some ten minutes. */
export const TIMEOUT_MS = 4 * 3_600_000;
