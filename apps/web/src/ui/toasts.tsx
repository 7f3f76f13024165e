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

/** A message that comes and goes. A refusal stays until it is closed: it says what to do next. */
export interface Message {
  readonly kind: "refusal" | "done";
  readonly title?: string;
  readonly sentence: string;
}

const DONE_MS = 5_000;

const queue = new ToastQueue<Message>({ maxVisibleToasts: 3 });

/** Shows a message. A refusal waits for the reader; good news goes away by itself after five seconds. */
export function tell(message: Message): void {
  queue.add(message, message.kind === "done" ? { timeout: DONE_MS } : {});
}

/** The region in which messages appear. */
export function Toasts() {
  const say = useSay();
  return (
    <ToastRegion queue={queue} className="toasts" aria-label={say("toast.region")}>
      {({ toast }) => (
        <Toast toast={toast} className={`toast toast-${toast.content.kind}`}>
          <Icon name={toast.content.kind === "refusal" ? "refused" : "done"} />
          <ToastContent className="toast-words">
            {toast.content.title && <Text slot="title">{toast.content.title}</Text>}
            <Text slot="description">{toast.content.sentence}</Text>
          </ToastContent>
          <Button slot="close" className="icon-button" aria-label={say("app.close")}>
            <Icon name="close" />
          </Button>
        </Toast>
      )}
    </ToastRegion>
  );
}
