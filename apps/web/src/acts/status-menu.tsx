import { Header, Menu, MenuItem, MenuSection, Text } from "react-aria-components";
import { useSay } from "../intl.tsx";
import type { TextSession } from "../sync/types.ts";
import { StatusSign } from "../ui/icon.tsx";
import { tell } from "../ui/toasts.tsx";
import type { AgreedStatus, StatusOffers } from "./status-offers.ts";
import { useAct } from "./use-act.ts";

/** Some provisions under one name, with what may be done about their status. */
export interface StatusScope {
  readonly name: string;
  readonly offers: StatusOffers;
}

interface Props {
  readonly session: TextSession;
  readonly scopes: readonly StatusScope[];
  readonly reopen: (scope: StatusScope) => void;
  /** Called once a status is given, where the menu does not close by itself. */
  readonly done?: () => void;
}

/** The chair's menu of statuses, a section for each scope: the provision, the article as a whole. */
export function StatusMenu({ session, scopes, reopen, done }: Props) {
  const say = useSay();
  const { run } = useAct(session);

  async function give(scope: StatusScope, status: AgreedStatus) {
    const provisions = [...(scope.offers.agree.get(status) ?? [])];
    done?.();
    const outcome = await run({ type: "status", provisions, status });
    if (outcome.accepted === true) {
      tell({ kind: "done", sentence: say(`status.done.${status}`, { provision: scope.name }) });
    }
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
              onAction={() => void give(scope, status)}
            >
              <StatusSign status={status} />
              <Text slot="label">{say(`status.act.${status}`)}</Text>
              {scope.offers.blocking === 0 && (
                <Text slot="description">{say("status.scope", { count: ids.length })}</Text>
              )}
            </MenuItem>
          ))}
          {scope.offers.reopen.length > 0 && (
            <MenuItem textValue={say("status.act.reopen")} onAction={() => reopen(scope)}>
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
