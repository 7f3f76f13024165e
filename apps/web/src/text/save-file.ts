/** How long a file stays in the page's memory for the browser to save, in milliseconds. */
const SAVED_WITHIN_MS = 60_000;

/** Has the browser save a file under a name. */
export function saveFile(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), SAVED_WITHIN_MS);
}
