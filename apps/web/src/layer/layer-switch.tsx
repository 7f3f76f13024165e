import { Button } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { Icon } from "../ui/icon.tsx";
import type { LayerView } from "./use-layer.ts";

/** Which of the two texts is open, as two buttons of which one is down. It says so in words, not by colour. */
export function LayerSwitch({ layer }: { layer: LayerView }) {
  const say = useSay();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame and a legend into the head of the page
    <div className="layer-switch" role="group" aria-label={say("layer.switch")}>
      <Button
        className="layer-choice"
        aria-pressed={layer.private}
        aria-label={say("layer.private", { party: layer.party })}
        onPress={() => !layer.private && layer.toggle()}
      >
        <Icon name="lock" /> <span>{say("layer.privateShort")}</span>
      </Button>
      <Button className="layer-choice" aria-pressed={!layer.private} onPress={() => layer.private && layer.toggle()}>
        <span>{say("layer.tabled")}</span>
      </Button>
    </div>
  );
}
