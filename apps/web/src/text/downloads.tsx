import { type ReactNode, useState } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from "react-aria-components";
import { api, type ExportWish } from "../api.ts";
import { useSay } from "../intl.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { tell } from "../ui/toasts.tsx";

export type DownloadView = ExportWish["view"];
export const DOWNLOADS: readonly DownloadView[] = ["bracketed", "clean"];

/**
 * Fetches Word files of a text, as it stands or of a revision. A clean copy of a text with open brackets is made only when
 * the reader says so; `question` is where that is asked and belongs on the page.
 */
export function useDownload(
  text: string,
  revision?: number,
): { download(view: DownloadView): void; question: ReactNode } {
  const say = useSay();
  const [asking, setAsking] = useState(false);

  async function fetchFile(wish: ExportWish) {
    const answer = await api.exportFile(text, revision === undefined ? wish : { ...wish, revision });
    if (answer.ok) {
      saveFile(answer.value.name, answer.value.blob);
      tell({ kind: "done", sentence: say("download.done", { name: answer.value.name }) });
      return;
    }
    const { failure } = answer;
    if (failure.kind === "refused" && failure.id === "open-brackets") setAsking(true);
    else {
      const sentence = "sentence" in failure && failure.sentence ? failure.sentence : say("download.failed");
      tell({ kind: "refusal", title: say("toast.notDone"), sentence });
    }
  }

  const question = (
    <DialogPane title={say("download.openTitle")} isOpen={asking} onOpenChange={setAsking}>
      <div className="dialog-body">
        <p>{say("download.openBody")}</p>
        <div className="form-buttons">
          <Button
            className="button button-primary"
            autoFocus
            onPress={() => {
              setAsking(false);
              void fetchFile({ view: "clean", sayOpen: true });
            }}
          >
            {say("download.openButton")}
          </Button>
          <Button slot="close" className="link-button">
            {say("app.cancel")}
          </Button>
        </div>
      </div>
    </DialogPane>
  );
  return { download: (view) => void fetchFile({ view }), question };
}

/** The Word files of one revision, behind a small button. */
export function RevisionDownload({ text, revision }: { text: string; revision: number }) {
  const say = useSay();
  const { download, question } = useDownload(text, revision);
  return (
    <>
      <MenuTrigger>
        <Button className="link-button">
          {say("header.downloads")}
          <Icon name="next" />
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu" onAction={(key) => download(key as DownloadView)}>
            {DOWNLOADS.map((view) => (
              <MenuItem key={view} id={view} textValue={say(`download.${view}`)}>
                <Text slot="label">{say(`download.${view}`)}</Text>
                <Text slot="description">{say(`download.${view}Hint`)}</Text>
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      {question}
    </>
  );
}

function saveFile(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
