import "./key-sign.css";

/** The key that does what a button does, shown on it. Those who listen are told by `aria-keyshortcuts` of the button. */
export function KeySign({ name }: { name: string }) {
  return (
    <span className="key-sign" aria-hidden="true">
      {name}
    </span>
  );
}
