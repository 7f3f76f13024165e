import { createHash } from "node:crypto";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const SERVER = process.env.ADREF_SERVER ?? "http://127.0.0.1:4400";

/** Scripts, style sheets and the fonts of the interface; fonts for other scripts are kept once they were used. */
const PRECACHED = /\.(js|css)$|-latin-\d+-\w+-[^/]*\.woff2$/;
const WORKER = "service-worker.js";

/** Writes into the service worker which files it keeps on the device. */
function precache(): Plugin {
  return {
    name: "adref-precache",
    apply: "build",
    generateBundle(_options, bundle) {
      const worker = bundle[WORKER];
      if (worker?.type !== "chunk") throw new Error(`The build made no ${WORKER}`);
      const files = Object.keys(bundle)
        .filter((name) => name !== WORKER && PRECACHED.test(name))
        .map((name) => `/${name}`)
        .sort();
      const version = createHash("sha256").update(files.join()).digest("hex").slice(0, 12);
      worker.code = worker.code
        .replace("__PRECACHED__", () => JSON.stringify(files).replaceAll('"', '\\"'))
        .replace("__VERSION__", version);
    },
  };
}

/**
 * The client is built into `dist`, which the server serves. Nothing is inlined (no data URLs, no inline scripts), so that
 * the page runs under a content security policy of `default-src 'self'`.
 */
export default defineConfig(({ command }) => ({
  root: import.meta.dirname,
  define: { "import.meta.env.BUILT": JSON.stringify(command === "build") },
  plugins: [react(), precache()],
  build: {
    outDir: "dist",
    assetsInlineLimit: 0,
    target: "es2022",
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      input: {
        index: `${import.meta.dirname}/index.html`,
        worker: `${import.meta.dirname}/src/offline/service-worker.ts`,
      },
      output: {
        entryFileNames: (chunk) => (chunk.name === "worker" ? WORKER : "assets/[name]-[hash].js"),
      },
    },
  },
  server: {
    proxy: {
      // The host stays the browser's own: the server takes changes only from pages of its own origin.
      "/api": { target: SERVER, changeOrigin: false },
      "/sync": { target: SERVER, changeOrigin: false, ws: true },
      "/record": { target: SERVER, changeOrigin: false, ws: true },
    },
  },
}));
