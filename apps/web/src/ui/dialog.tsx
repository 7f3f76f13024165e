import type { ReactNode } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { Icon } from "./icon.tsx";

interface Props {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** `side`: a panel at the end of the page, for things that stay open while one reads. */
  readonly shape?: "middle" | "side" | "start";
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
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
