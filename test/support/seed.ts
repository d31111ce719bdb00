import fc from "fast-check";

// The same cases every time, so that a change is judged by what it changed; FIRMLY_SEED and RUNS look for more.
fc.configureGlobal({ seed: Number(process.env.FIRMLY_SEED ?? 20_261_123) });
