import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";

describe("readConfig", () => {
  it("has a default for everything", () => {
    expect(readConfig({})).toEqual({ data: "./data", host: "127.0.0.1", port: 7070, origin: "http://localhost:7070", secret: null });
  });

  it("reads the environment, and the command line before it", () => {
    const env = {
      FIRMLY_DATABASE_URL: "postgres://db/firmly",
      FIRMLY_DATA: "/elsewhere",
      FIRMLY_HOST: "0.0.0.0",
      PORT: "8080",
      FIRMLY_SECRET: "x".repeat(32),
      FIRMLY_ORIGIN: "https://dunning.example.com/",
    };
    expect(readConfig(env)).toEqual({
      data: "postgres://db/firmly",
      host: "0.0.0.0",
      port: 8080,
      origin: "https://dunning.example.com",
      secret: "x".repeat(32),
    });
    expect(readConfig({ ...env, FIRMLY_PORT: "9090" }, { data: "./here" })).toMatchObject({ data: "./here", port: 9090 });
    expect(readConfig(env, { port: "0" }).port).toBe(0);
    expect(readConfig({ FIRMLY_DATA: " ", FIRMLY_SECRET: "" })).toMatchObject({ data: "./data", secret: null });
  });

  it("says all that is wrong at once", () => {
    const env = { FIRMLY_PORT: "seventy", FIRMLY_SECRET: "short", FIRMLY_ORIGIN: "dunning.example.com/app", FIRMLY_DATABASE_URL: "./data", FIRMLY_HOSTS: "x" };
    const refused = () => readConfig(env);
    for (const name of ["FIRMLY_PORT must", "FIRMLY_SECRET must", "FIRMLY_ORIGIN must", "FIRMLY_DATABASE_URL must", "Did you mean FIRMLY_HOST?"])
      expect(refused).toThrow(name);
    expect(() => readConfig({}, { port: "99999" })).toThrow("--port must be a port number");
  });

  it("names a wrong port alone: the origin that would follow from it is no fault of its own", () => {
    for (const port of ["abc", "99999"]) expect(() => readConfig({}, { port })).toThrow(/^(?![^]*ORIGIN)[^]*--port must/);
  });

  it("lets other programs have names of their own", () => {
    expect(readConfig({ FIRMLY_TEST_FOLDER: "x", PGHOST: "y" }).port).toBe(7070);
  });
});
