import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `firmly start` listens while the pages are worked on with hot reload. */
const server = process.env["FIRMLY_DEV_SERVER"] ?? "http://localhost:7070";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // The style sheet relies on light-dark(), which browsers know since 2024.
  build: { outDir: "../dist/web", emptyOutDir: true, target: ["chrome123", "firefox120", "safari17.5"], chunkSizeWarningLimit: 600 },
  // The API accepts changes only from its own origin, so the proxy speaks in its name.
  server: { proxy: Object.fromEntries(["/api", "/sign-in"].map((path) => [path, { target: server, changeOrigin: true, headers: { origin: server } }])) },
});
