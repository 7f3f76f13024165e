import type { Timeline } from "@adref/protocol";
import { useState } from "react";
import {
  Button,
  Form,
  Header,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  Select,
  SelectValue,
  TextField,
} from "react-aria-components";
import { useIntl } from "react-intl";
import { pointBefore } from "../history/marks.ts";
import { dateOf } from "../history/tell.ts";
import { useSay } from "../intl.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import type { RefGroup } from "./ref-choices.ts";

interface Props {
  readonly label: string;
  readonly groups: readonly RefGroup[];
  readonly chosen: string;
  readonly timeline: Timeline;
  readonly choose: (ref: string) => void;
}

const BY_DATE = "by-date";

/** Chooses one of the two texts of a comparison, by name or by date. */
export function RefSelect({ label, groups, chosen, timeline, choose }: Props) {
  const say = useSay();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Select
        className="ref-select"
        value={chosen}
        onChange={(key) => {
          if (key === BY_DATE) setAsking(true);
          else if (key !== null) choose(String(key));
        }}
      >
        <Label>{label}</Label>
        <Button className="button ref-button">
          <SelectValue />
          <Icon name="next" />
        </Button>
        <Popover className="popover" placement="bottom start">
          <ListBox className="menu ref-list">
            {groups.map(({ group, choices }) => (
              <ListBoxSection key={group}>
                {group === "others" ? null : <Header>{say(`compare.inGroups.${group}`)}</Header>}
                {choices.map(({ ref, name }) => (
                  <ListBoxItem key={ref} id={ref} textValue={name} className="react-aria-MenuItem">
                    {name}
                  </ListBoxItem>
                ))}
                {group === "others" && (
                  <ListBoxItem id={BY_DATE} textValue={say("compare.date")} className="react-aria-MenuItem">
                    {say("compare.date")}
                  </ListBoxItem>
                )}
              </ListBoxSection>
            ))}
          </ListBox>
        </Popover>
      </Select>
      {asking && (
        <DateDialog
          timeline={timeline}
          close={() => setAsking(false)}
          take={(seq) => {
            setAsking(false);
            choose(`seq:${seq}`);
          }}
        />
      )}
    </>
  );
}

interface DateProps {
  readonly timeline: Timeline;
  readonly close: () => void;
  readonly take: (seq: number) => void;
}

/** Finds a moment by date and time: the last known entry before it. */
function DateDialog({ timeline, close, take }: DateProps) {
  const say = useSay();
  const intl = useIntl();
  const [when, setWhen] = useState("");
  const point = when === "" ? null : pointBefore(timeline, when);
  return (
    <DialogPane title={say("compare.dateTitle")} isOpen onOpenChange={close}>
      <Form
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          if (point) take(point.seq);
        }}
      >
        <TextField value={when} onChange={setWhen} type="datetime-local" autoFocus>
          <Label>{say("compare.dateField")}</Label>
          <Input />
        </TextField>
        {when !== "" && (
          <p role="status">
            {point ? say("compare.dateIs", { seq: point.seq, date: dateOf(intl, point.at) }) : say("compare.dateNone")}
          </p>
        )}
        <div className="form-buttons">
          <Button className="button button-primary" type="submit" isDisabled={!point}>
            {say("compare.dateButton")}
          </Button>
          <Button slot="close" className="link-button">
            {say("app.cancel")}
          </Button>
        </div>
      </Form>
    </DialogPane>
  );
}
