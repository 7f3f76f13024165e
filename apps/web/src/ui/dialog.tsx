import { type ReactNode, useEffect, useRef } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { Icon } from "./icon.tsx";

interface Props {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** `side`: a panel at the end of the page, for things that stay open while one reads. */
  readonly shape?: "middle" | "wide" | "side" | "start" | "palette";
  readonly children: ReactNode;
}

/** A dialog over the page. Escape and a press outside close it; the focus goes back to where it came from. */
export function DialogPane({ title, isOpen, onOpenChange, shape = "middle", children }: Props) {
  const say = useSay();
  return (
    <ModalOverlay className={`overlay overlay-${shape}`} isOpen={isOpen} onOpenChange={onOpenChange} isDismissable>
      <Modal className={`modal modal-${shape}`}>
        <Dialog className="dialog">
          <header className="dialog-head">
            <Heading slot="title">{title}</Heading>
            <Button slot="close" className="icon-button" aria-label={say("app.close")}>
              <Icon name="close" />
            </Button>
          </header>
          {children}
          <FocusKept />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/**
 * Holds the focus in the dialog when the part that had it goes away with an act. Without it the focus stands nowhere for a
 * moment, and a key pressed then, Escape above all, is heard by nobody.
 */
function FocusKept() {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const dialog = mark.current?.closest<HTMLElement>("[role=dialog]");
    if (!dialog) return;
    const observer = new MutationObserver(() => {
      if (document.activeElement === document.body) dialog.focus();
    });
    observer.observe(dialog, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, []);
  return <span ref={mark} hidden />;
}
