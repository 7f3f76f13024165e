import { ToggleButton } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { Icon } from "../ui/icon.tsx";
import type { Follow } from "./use-follow.ts";

/** Switches following the chair on and off; there while a chair presides, or while one follows. */
export function FollowButton({ follow }: { follow: Follow }) {
  const say = useSay();
  const { state, at } = follow;
  if (at.chair === null && state === "off") return null;
  return (
    <ToggleButton
      className="button button-small follow-button"
      isSelected={state === "on"}
      onChange={follow.follow}
      aria-label={say("follow.button")}
    >
      {state === "on" && <Icon name="done" />}
      <span>{say(state === "on" ? "follow.on" : "follow.button")}</span>
    </ToggleButton>
  );
}
