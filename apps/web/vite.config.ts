import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const SERVER = process.env.ADREF_SERVER ?? "http://127.0.0.1:4400";

/** Scripts, style sheets and the fonts of the interface; fonts for other scripts are kept once they were used. */
const PRECACHED = /\.(js|css)$|-latin-\d+-\w+-[^/]*\.woff2$/;
/** The style sheet that names a hundred files of Chinese letters is kept by those who read them. */
const KEPT_LATER = /^assets\/chinese-/;
const WORKER = "service-worker.js";
const PUBLIC = `${import.meta.dirname}/public`;

/** Writes into the service worker which files it keeps on the device. */
function precache(): Plugin {
  return {
    name: "adref-precache",
    apply: "build",
    // After Vite has left out the chunks that held nothing but a style sheet: a file that is not there breaks the worker.
    enforce: "post",
    generateBundle(_options, bundle) {
      const worker = bundle[WORKER];
      if (worker?.type !== "chunk") throw new Error(`The build made no ${WORKER}`);
      const built = Object.keys(bundle).filter((name) => PRECACHED.test(name) && !KEPT_LATER.test(name));
      const open = readdirSync(PUBLIC);
      const files = [...built.filter((name) => name !== WORKER), ...open].map((name) => `/${name}`).sort();
      const hash = createHash("sha256").update(files.join());
      // These carry no hash in their names.
      for (const name of open) hash.update(readFileSync(`${PUBLIC}/${name}`));
      const version = hash.digest("hex").slice(0, 12);
      worker.code = worker.code
        .replace("__PRECACHED__", () => JSON.stringify(files).replaceAll('"', '\\"'))
        .replace("__VERSION__", version);
    },
  };
}

/** Every browser that runs the client reads woff2: the older files of the font packages are left out. */
function oneFontFormat(): Plugin {
  return {
    name: "adref-one-font-format",
    enforce: "pre",
    transform(code, id) {
      if (!/@fontsource\/.*\.css$/.test(id)) return null;
      return code.replace(/, url\([^)]*\.woff\) format\('woff'\)/g, "");
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
  plugins: [react(), oneFontFormat(), precache()],
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
