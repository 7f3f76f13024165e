import { Button } from "react-aria-components";
import { useSay } from "../intl.tsx";
import type { TextSession } from "../sync/types.ts";
import { DialogPane } from "../ui/dialog.tsx";
import { StatusSign } from "../ui/icon.tsx";
import { ReopenDialog } from "./reopen-dialog.tsx";
import type { AgreedStatus } from "./status-offers.ts";
import type { StatusQuestion, StatusScope } from "./status-scope.ts";
import { useGiveStatus } from "./use-give-status.ts";

interface Props {
  readonly session: TextSession;
  readonly question: StatusQuestion;
  readonly close: () => void;
}

/** Asks what is to be asked before statuses change. */
export function StatusQuestionDialog({ session, question, close }: Props) {
  if (question.ask === "reopen") return <ReopenDialog session={session} scope={question.scope} close={close} />;
  return <AgreeDialog session={session} scope={question.scope} status={question.status} close={close} />;
}

interface AgreeProps extends Omit<Props, "question"> {
  readonly scope: StatusScope;
  readonly status: AgreedStatus;
}

function AgreeDialog({ session, scope, status, close }: AgreeProps) {
  const say = useSay();
  const { state, give } = useGiveStatus(session);
  const act = say(`status.act.${status}`);
  const count = scope.offers.agree.get(status)?.length ?? 0;
  return (
    <DialogPane title={say("status.sure.title", { act, provision: scope.name })} isOpen onOpenChange={close}>
      <div className="dialog-body">
        <p>
          <StatusSign status={status} />{" "}
          {say("status.sure.explain", { count, status: say(`status.${status}`).toLocaleLowerCase() })}
        </p>
        <div className="form-buttons">
          <Button
            className="button button-primary"
            autoFocus
            isDisabled={state === "sending"}
            onPress={() => void give(scope, status).then(close)}
          >
            {say("status.sure.button", { count })}
          </Button>
          <Button slot="close" className="link-button">
            {say("app.cancel")}
          </Button>
        </div>
      </div>
    </DialogPane>
  );
}
