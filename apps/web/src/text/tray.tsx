import { useState } from "react";
import { Button } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { useSelected } from "../stores.ts";
import type { TextSession, TrayPiece } from "../sync/types.ts";
import { Ago } from "../time.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { tell } from "../ui/toasts.tsx";

interface Props {
  readonly session: TextSession;
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** What a provision is called: "Article 5(2)". */
  readonly nameOf: (provision: string) => string;
}

/** The tray: words of one's own that the server did not take, each with the reason and what can be done. */
export function TrayPanel({ session, isOpen, onOpenChange, nameOf }: Props) {
  const say = useSay();
  const tray = useSelected(session, (state) => state.tray);
  return (
    <DialogPane title={say("tray.title")} isOpen={isOpen} onOpenChange={onOpenChange} shape="side">
      <p className="quiet">{say("tray.explain")}</p>
      {tray.length === 0 && <p>{say("tray.empty")}</p>}
      <ul className="tray">
        {tray.map((piece) => (
          <Piece key={piece.id} session={session} piece={piece} nameOf={nameOf} />
        ))}
      </ul>
    </DialogPane>
  );
}

function Piece({ session, piece, nameOf }: { session: TextSession; piece: TrayPiece; nameOf: Props["nameOf"] }) {
  const say = useSay();
  const [discarding, setDiscarding] = useState(false);
  const before = wordsBefore(piece);
  return (
    <li className="piece">
      <p className="piece-where">
        <span>
          {piece.provision === null
            ? say("tray.atStart")
            : say(`tray.where.${piece.kind}`, { provision: nameOf(piece.provision) })}
        </span>
        <Ago at={piece.at} />
      </p>
      <p className="piece-words" dir="auto">
        {before !== "" && <span className="around">…{before}</span>}
        {piece.replacing && <del>{piece.replacing}</del>}
        <ins>{piece.words}</ins>
        {piece.after !== "" && <span className="around">{piece.after}…</span>}
      </p>
      <p className="piece-why">{piece.reason.sentence}</p>
      {piece.blocked && <p className="piece-why">{say(`tray.blocked.${piece.blocked}`)}</p>}
      {discarding ? (
        <div className="form-buttons">
          <span>{say("tray.discardSure")}</span>
          <Button className="button button-small button-alarm" onPress={() => session.discard(piece.id)}>
            {say("tray.discard")}
          </Button>
          <Button className="link-button" autoFocus onPress={() => setDiscarding(false)}>
            {say("app.cancel")}
          </Button>
        </div>
      ) : (
        <div className="form-buttons">
          <Button className="button button-small button-primary" onPress={() => session.retable(piece.id)}>
            {say("tray.retable")}
          </Button>
          <Button
            className="button button-small"
            onPress={() => void copy(piece.words, say("tray.copied"), say("tray.copyFailed"))}
          >
            {say("tray.copy")}
          </Button>
          <Button className="link-button" onPress={() => setDiscarding(true)}>
            {say("tray.discard")}
          </Button>
        </div>
      )}
    </li>
  );
}

/** What stood before a piece. Words that it was to replace stood there too, and are shown struck through instead. */
function wordsBefore({ before, replacing }: TrayPiece): string {
  return replacing !== null && before.endsWith(replacing) ? before.slice(0, -replacing.length) : before;
}

async function copy(words: string, done: string, failed: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(words);
    tell({ kind: "done", sentence: done });
  } catch {
    tell({ kind: "refusal", sentence: failed });
  }
}
