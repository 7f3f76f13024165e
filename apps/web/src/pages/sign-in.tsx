import type { Person } from "@adref/protocol";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { useNavigate, useParams } from "react-router";
import { api, type Failure } from "../api.ts";
import { useSay } from "../intl.tsx";
import { useWho } from "../people/who.tsx";
import { Notice } from "../ui/notice.tsx";

/** Where somebody begins who has just come in: a delegate in the text, where there is only one; everybody else at the list. */
async function firstPlace({ role }: Person): Promise<string> {
  if (role !== "delegation") return "/";
  const answer = await api.negotiation();
  const only = answer.ok && answer.value.texts.length === 1 ? answer.value.texts[0] : undefined;
  return only ? `/texts/${encodeURIComponent(only.id)}` : "/";
}

/**
 * Exchanges a one-time link for a session. The exchange is a POST made by this script, so that a mail program that looks
 * at the link's page does not use it up.
 */
export function SignInPage() {
  const say = useSay();
  const { token = "" } = useParams();
  const { enter } = useWho();
  const navigate = useNavigate();
  const [failure, setFailure] = useState<Failure | null>(null);
  const tried = useRef<string | null>(null);

  const exchange = useCallback(async () => {
    setFailure(null);
    const answer = await api.signIn(token);
    // Who opens the link of the same mail again is signed in already, and goes on.
    const session = answer.ok || answer.failure.kind === "offline" ? answer : await api.session();
    if (!session.ok) {
      setFailure(answer.ok ? session.failure : answer.failure);
      return;
    }
    enter(session.value.person);
    navigate(await firstPlace(session.value.person), { replace: true });
  }, [token, enter, navigate]);

  useEffect(() => {
    if (tried.current === token) return;
    tried.current = token;
    void exchange();
  }, [token, exchange]);

  if (!failure) {
    return (
      <Notice title={say("signin.title")}>
        <p role="status">{say("signin.explain")}</p>
      </Notice>
    );
  }
  if (failure.kind === "offline" || failure.kind === "broken") {
    return (
      <Notice
        title={say("failure.offline.title")}
        action={
          <Button className="button" onPress={() => void exchange()}>
            {say("app.tryAgain")}
          </Button>
        }
      >
        {say("signin.offlineBody")}
      </Notice>
    );
  }
  return <Notice title={say("signin.usedTitle")}>{say("signin.usedBody")}</Notice>;
}
