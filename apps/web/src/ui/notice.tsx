import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { Link } from "react-router";
import type { Failure } from "../api.ts";
import { useSay } from "../intl.tsx";
import { DeviceMenu } from "../settings/device-menu.tsx";

/** A page that says one thing: a title, a sentence or two, and what to do next. */
export function Notice({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <main className="notice">
      <div className="notice-device">
        <DeviceMenu named />
      </div>
      <h1>{title}</h1>
      <div className="notice-body">{children}</div>
      {action && <div className="notice-action">{action}</div>}
    </main>
  );
}

/** Something is on its way. Shown only after a moment, so that a fast answer does not flicker. */
export function Waiting() {
  const say = useSay();
  return (
    <div className="waiting" role="status">
      {say("app.loading")}
    </div>
  );
}

/** Why a page cannot be shown, in the server's own sentence where it gave one. */
export function FailureNotice({ failure, again }: { failure: Failure; again: () => void }) {
  const say = useSay();
  const tryAgain = (
    <Button className="button" onPress={again}>
      {say("app.tryAgain")}
    </Button>
  );
  const toTexts = (
    <Link className="button" to="/">
      {say("failure.backToTexts")}
    </Link>
  );
  switch (failure.kind) {
    case "offline":
      return (
        <Notice title={say("failure.offline.title")} action={tryAgain}>
          {say("failure.offline.body")}
        </Notice>
      );
    case "signed-out":
      return <SignedOut />;
    case "forbidden":
      return (
        <Notice title={say("failure.forbidden.title")} action={toTexts}>
          {failure.sentence || say("failure.forbidden.body")}
        </Notice>
      );
    case "not-found":
      return (
        <Notice title={say("failure.notFound.title")} action={toTexts}>
          {say("failure.notFound.body")}
        </Notice>
      );
    case "refused":
      return (
        <Notice title={say("failure.notFound.title")} action={toTexts}>
          {failure.sentence}
        </Notice>
      );
    case "broken":
      return (
        <Notice title={say("failure.broken.title")} action={tryAgain}>
          {failure.sentence ?? say("failure.broken.body", { status: failure.status })}
        </Notice>
      );
  }
}

/** What somebody sees who is not signed in: whom to ask for a link. */
export function SignedOut() {
  const say = useSay();
  return (
    <Notice title={say("signedOut.title")}>
      <p>{say("signedOut.body")}</p>
      <p className="quiet">{say("signedOut.device")}</p>
    </Notice>
  );
}
