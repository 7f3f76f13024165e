import { useState } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from "react-aria-components";
import { api, type ExportWish } from "../api.ts";
import { useSay } from "../intl.tsx";
import { Icon } from "../ui/icon.tsx";
import { tell } from "../ui/toasts.tsx";
import { saveFile } from "./save-file.ts";

export type DownloadView = ExportWish["view"];
export const DOWNLOADS: readonly DownloadView[] = ["bracketed", "clean"];

/** Of which moment the file is; as the text stands unless told. */
export type DownloadOf = Pick<ExportWish, "revision" | "at">;

/** A question before a download: whether a clean copy is to be made although brackets are open. */
export interface OpenQuestion {
  answer(make: boolean): void;
}

/**
 * Fetches Word files of a text: as it stands, or of a revision. A clean copy of a text with open brackets is made only when
 * the reader says so; `question` is there while that is to be asked, and null else.
 */
export function useDownload(text: string): {
  download(view: DownloadView, of?: DownloadOf): void;
  question: OpenQuestion | null;
} {
  const say = useSay();
  const [asking, setAsking] = useState<ExportWish | null>(null);

  async function fetchFile(wish: ExportWish) {
    const answer = await api.exportFile(text, wish);
    if (answer.ok) {
      saveFile(answer.value.name, answer.value.blob);
      tell({ kind: "done", sentence: say("download.done", { name: answer.value.name }) });
      return;
    }
    const { failure } = answer;
    if (failure.kind === "refused" && failure.id === "open-brackets") setAsking(wish);
    else {
      const sentence = "sentence" in failure && failure.sentence ? failure.sentence : say("download.failed");
      tell({ kind: "refusal", title: say("toast.notDone"), sentence });
    }
  }

  return {
    download: (view, of) => void fetchFile({ view, ...of }),
    question: asking && {
      answer: (make) => {
        setAsking(null);
        if (make) void fetchFile({ ...asking, sayOpen: true });
      },
    },
  };
}

/** What is asked before a clean copy is made of a text with open brackets. */
export function OpenBracketsQuestion({ question }: { question: OpenQuestion }) {
  const say = useSay();
  return (
    <div className="dialog-body">
      <p>{say("download.openBody")}</p>
      <div className="form-buttons">
        <Button className="button button-primary" autoFocus onPress={() => question.answer(true)}>
          {say("download.openButton")}
        </Button>
        <Button className="link-button" onPress={() => question.answer(false)}>
          {say("app.cancel")}
        </Button>
      </div>
    </div>
  );
}

interface RevisionDownloadProps {
  readonly download: (view: DownloadView) => void;
  /** Asks for another paper than these. */
  readonly more: () => void;
}

/** The Word files of one revision, and the way to every other paper, behind a small button. */
export function RevisionDownload({ download, more }: RevisionDownloadProps) {
  const say = useSay();
  return (
    <MenuTrigger>
      <Button className="link-button">
        {say("header.downloads")}
        <Icon name="next" />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu">
          {DOWNLOADS.map((view) => (
            <MenuItem key={view} textValue={say(`download.${view}`)} onAction={() => download(view)}>
              <Text slot="label">{say(`download.${view}`)}</Text>
              <Text slot="description">{say(`download.${view}Hint`)}</Text>
            </MenuItem>
          ))}
          <MorePapers more={more} />
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** The entry of a menu that leads to every format and view. */
export function MorePapers({ more }: Pick<RevisionDownloadProps, "more">) {
  const say = useSay();
  return (
    <MenuItem textValue={say("export.open")} onAction={more}>
      <Text slot="label">{say("export.open")}</Text>
      <Text slot="description">{say("export.openHint")}</Text>
    </MenuItem>
  );
}
