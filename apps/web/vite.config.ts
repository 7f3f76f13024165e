import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const SERVER = process.env.ADREF_SERVER ?? "http://127.0.0.1:4400";

/**
 * The client is built into `dist`, which the server serves. Nothing is inlined (no data URLs, no inline scripts), so that
 * the page runs under a content security policy of `default-src 'self'`.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: "dist",
    assetsInlineLimit: 0,
    target: "es2022",
    chunkSizeWarningLimit: 800,
  },
  server: {
    proxy: {
      // The host stays the browser's own: the server takes changes only from pages of its own origin.
      "/api": { target: SERVER, changeOrigin: false },
      "/sync": { target: SERVER, changeOrigin: false, ws: true },
      "/record": { target: SERVER, changeOrigin: false, ws: true },
    },
  },
});
