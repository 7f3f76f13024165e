import { useEffect } from "react";

/**
 * The keys that step through changes: n and p by themselves, and the arrows with the modifiers that go from bracket to
 * bracket in a live text.
 */
export function useChangeKeys(step: (by: 1 | -1) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const by = stepOf(event);
      if (by === null || isWriting(event.target) || document.querySelector("[role=dialog], [role=listbox]")) return;
      event.preventDefault();
      event.stopPropagation();
      step(by);
    };
    addEventListener("keydown", onKey, { capture: true });
    return () => removeEventListener("keydown", onKey, { capture: true });
  }, [step]);
}

function stepOf({ key, code, altKey, ctrlKey, metaKey }: KeyboardEvent): 1 | -1 | null {
  const held = ctrlKey || metaKey;
  if (altKey && held) return code === "ArrowDown" ? 1 : code === "ArrowUp" ? -1 : null;
  if (altKey || held) return null;
  return key === "n" ? 1 : key === "p" ? -1 : null;
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
