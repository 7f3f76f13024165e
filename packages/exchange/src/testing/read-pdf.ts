import { PDFiumLibrary } from "@hyzyla/pdfium";

/** The characters of every page of a PDF, as an independent reader finds them, with single spaces between words. */
export async function readPdf(bytes: Uint8Array): Promise<string[]> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(bytes);
    const pages: string[] = [];
    for (let i = 0; i < document.getPageCount(); i++) {
      pages.push(document.getPage(i).getText().replace(/\s+/g, " ").trim());
    }
    document.destroy();
    return pages;
  } finally {
    library.destroy();
  }
}
