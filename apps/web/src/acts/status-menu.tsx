import { Header, Menu, MenuItem, MenuSection, Text } from "react-aria-components";
import { useSay } from "../intl.tsx";
import type { TextSession } from "../sync/types.ts";
import { StatusSign } from "../ui/icon.tsx";
import type { AgreedStatus } from "./status-offers.ts";
import { MANY, type StatusQuestion, type StatusScope } from "./status-scope.ts";
import { useGiveStatus } from "./use-give-status.ts";

interface Props {
  readonly session: TextSession;
  readonly scopes: readonly StatusScope[];
  /** What is to be asked before a status changes. */
  readonly ask: (question: StatusQuestion) => void;
  /** Called once a status is given, where the menu does not close by itself. */
  readonly done?: () => void;
}

/** The chair's menu of statuses, a section for each scope: the provision, the article as a whole. */
export function StatusMenu({ session, scopes, ask, done }: Props) {
  const say = useSay();
  const { give } = useGiveStatus(session);

  function choose(scope: StatusScope, status: AgreedStatus, count: number) {
    if (count > MANY) {
      ask({ ask: "agree", scope, status });
      return;
    }
    done?.();
    void give(scope, status);
  }

  return (
    <Menu className="menu menu-with-icon" aria-label={say("status.menu")}>
      {scopes.map((scope, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: scopes are one or two, in a fixed order
        <MenuSection key={i}>
          <Header>
            {scope.name}
            {scope.offers.blocking > 0 && (
              <span className="menu-note">{say("status.blocked", { count: scope.offers.blocking })}</span>
            )}
          </Header>
          {[...scope.offers.agree].map(([status, ids]) => (
            <MenuItem
              key={status}
              textValue={say(`status.act.${status}`)}
              isDisabled={scope.offers.blocking > 0}
              onAction={() => choose(scope, status, ids.length)}
            >
              <StatusSign status={status} />
              <Text slot="label">{say(`status.act.${status}`)}</Text>
              {scope.offers.blocking === 0 && (
                <Text slot="description">{say("status.scope", { count: ids.length })}</Text>
              )}
            </MenuItem>
          ))}
          {scope.offers.reopen.length > 0 && (
            <MenuItem textValue={say("status.act.reopen")} onAction={() => ask({ ask: "reopen", scope })}>
              <StatusSign status="open" />
              <Text slot="label">{say("status.act.reopen")}</Text>
              <Text slot="description">{say("status.scope", { count: scope.offers.reopen.length })}</Text>
            </MenuItem>
          )}
        </MenuSection>
      ))}
    </Menu>
  );
}
