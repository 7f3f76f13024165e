import { useMemo, useRef } from "react";
import type { Command } from "../commands/registry.ts";
import { useCommands } from "../commands/use-commands.ts";
import { useSay } from "../intl.tsx";
import type { LayerView } from "./use-layer.ts";

/** Says which of the two texts is open when that changes, and gives the change its key. */
export function LayerAnnouncer({ layer }: { layer: LayerView }) {
  const say = useSay();
  const before = useRef(layer.private);
  const changed = useRef(layer.private);
  if (before.current !== layer.private) changed.current = true;
  before.current = layer.private;
  const latest = useRef(layer);
  latest.current = layer;
  const commands = useMemo(
    (): readonly Command[] => [
      {
        id: "layer",
        name: "layer.toggle",
        group: "writing",
        keys: ["Mod-Alt-l"],
        run: () => latest.current.toggle(),
      },
    ],
    [],
  );
  useCommands(commands);
  const said = say(layer.private ? "layer.nowPrivate" : "layer.nowTabled", { party: layer.party });
  return (
    <p className="visually-hidden layer-said" role="status">
      {changed.current ? said : ""}
    </p>
  );
}
