import { useSyncExternalStore } from "react";
import { Button } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { newVersion, onNewVersion } from "./keep-client.ts";

/** Says quietly, at the foot of the page, that a new version is on the device, and takes it when the reader wants to. */
export function VersionNotice() {
  const say = useSay();
  const version = useSyncExternalStore(onNewVersion, newVersion);
  return (
    <div className="version-notice" role="status">
      {version && (
        <>
          {say("version.new")}{" "}
          <Button className="link-button" onPress={version.take}>
            {say("version.reload")}
          </Button>
        </>
      )}
    </div>
  );
}
