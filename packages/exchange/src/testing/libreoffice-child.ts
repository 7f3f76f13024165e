import { createRequire } from "node:module";
import { dirname } from "node:path";
import { LibreOfficeConverter, type LibreOfficeWasmOptions } from "@matbee/libreoffice-converter";
import type { OfficeAnswer, OfficeOrder, OfficeReply } from "./libreoffice.ts";

/** The process in which LibreOffice runs; libreoffice.ts starts it and ends it. */
const require = createRequire(import.meta.url);
const LOADER = "@matbee/libreoffice-converter/wasm/loader";
const wasmPath = dirname(require.resolve(LOADER));
// The loader looks for its files in the working folder.
process.chdir(wasmPath);
const converter = new LibreOfficeConverter({
  wasmPath,
  wasmLoader: require(LOADER) as NonNullable<LibreOfficeWasmOptions["wasmLoader"]>,
});
const started = converter.initialize();

process.on("message", async (order: OfficeOrder) => {
  let reply: OfficeReply;
  try {
    await started;
    reply = answer(order);
  } catch (error) {
    reply = { failed: String(error) };
  }
  process.send?.(reply);
});

function answer({ bytes, wants = [], pages = [], dpi = 80 }: OfficeOrder): OfficeAnswer {
  const office = converter.getLokBindings();
  const files = converter.getModule()?.FS;
  if (!office || !files) throw new Error("it did not start");
  files.writeFile("/tmp/paper.docx", bytes);
  const document = office.documentLoad("/tmp/paper.docx");
  if (document === 0) throw new Error("it cannot open the file");
  const saved = (format: string): string => {
    office.documentSaveAs(document, `/tmp/paper.${format}`, format, "");
    return new TextDecoder().decode(files.readFile(`/tmp/paper.${format}`) as Uint8Array);
  };
  try {
    const pageCount = office.documentGetParts(document);
    // The helping lines round cells without borders are for whoever edits.
    if (pages.length > 0) office.postUnoCommand(document, ".uno:TableBoundaries", "{}", false);
    return {
      text: wants.includes("text") ? saved("txt").replace(/^\ufeff/, "") : "",
      odf: wants.includes("odf") ? saved("fodt") : "",
      pageCount,
      pages: pages
        .filter((page) => page < pageCount)
        .map((page) => {
          const { width, height, data } = office.renderPageFullQuality(document, page, dpi);
          return { width, height, rgba: Uint8Array.from(data) };
        }),
    };
  } finally {
    office.documentDestroy(document);
  }
}
