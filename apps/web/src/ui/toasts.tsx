import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components";
import { useSay } from "../intl.tsx";
import { Icon } from "./icon.tsx";

/**
 * A message that comes and goes. The server's `refusal` stays until it is closed: it says what to do next. A `hint` says why
 * the page itself did not do something.
 */
export interface Message {
  readonly kind: "refusal" | "hint" | "done";
  readonly title?: string;
  readonly sentence: string;
  /** What may be done about it; a press does it and closes the message. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

const SHOWN_MS = 6_000;
/** Something to be pressed stays longer. */
const OFFERED_MS = 12_000;

const queue = new ToastQueue<Message>({ maxVisibleToasts: 3 });
const waiting = new Set<string>();

/**
 * Shows a message. A refusal waits for the reader; the others go away by themselves, after six seconds, or twelve where they
 * offer something. What is being said already is not said again, so that a key that is held down does not pile up messages.
 * Returns what takes the message away again.
 */
export function tell(message: Message): () => void {
  const said = JSON.stringify(message);
  if (waiting.has(said)) return () => {};
  waiting.add(said);
  const onClose = () => void waiting.delete(said);
  const timeout = message.action ? OFFERED_MS : SHOWN_MS;
  const key = queue.add(message, message.kind === "refusal" ? { onClose } : { onClose, timeout });
  return () => queue.close(key);
}

/** The region in which messages appear. */
export function Toasts() {
  const say = useSay();
  return (
    <ToastRegion queue={queue} className="toasts" aria-label={say("toast.region")}>
      {({ toast }) => (
        <Toast toast={toast} className={`toast toast-${toast.content.kind}`}>
          <Icon name={toast.content.kind === "done" ? "done" : "refused"} />
          <ToastContent className="toast-words">
            {toast.content.title && <Text slot="title">{toast.content.title}</Text>}
            {/* A message without a title is called by what it says. */}
            <Text slot={toast.content.title ? "description" : "title"} className="toast-sentence">
              {toast.content.sentence}
            </Text>
          </ToastContent>
          {toast.content.action && (
            <Button
              className="link-button toast-action"
              onPress={() => {
                toast.content.action?.run();
                queue.close(toast.key);
              }}
            >
              {toast.content.action.label}
            </Button>
          )}
          <Button slot="close" className="icon-button" aria-label={say("app.close")}>
            <Icon name="close" />
          </Button>
        </Toast>
      )}
    </ToastRegion>
  );
}
