import type { ReactNode } from "react";
import {
  Button,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
} from "react-aria-components";
import { Icon } from "./icon.tsx";

export interface Choice {
  readonly id: string;
  readonly name: string;
}

interface Props {
  readonly label: ReactNode;
  /** What is chosen; "" for nothing yet. */
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly choose: (id: string) => void;
  /** What stands where nothing is chosen. */
  readonly placeholder?: string;
  readonly description?: ReactNode;
  /** Why the choice will not do. */
  readonly error?: string | null;
  readonly isDisabled?: boolean;
}

/** Chooses one of a few, by a press or by keys. */
export function Choose({ label, value, choices, choose, placeholder, description, error, isDisabled = false }: Props) {
  return (
    <Select
      className="choose"
      value={value === "" ? null : value}
      onChange={(key) => key !== null && choose(String(key))}
      isInvalid={error !== null && error !== undefined}
      isDisabled={isDisabled}
      {...(placeholder !== undefined && { placeholder })}
    >
      <Label>{label}</Label>
      <Button className="button choose-button">
        <SelectValue />
        <Icon name="next" />
      </Button>
      {description && <Text slot="description">{description}</Text>}
      <FieldError>{error}</FieldError>
      <Popover className="popover" placement="bottom start">
        <ListBox className="menu choose-list">
          {choices.map(({ id, name }) => (
            <ListBoxItem key={id} id={id} textValue={name} className="react-aria-MenuItem">
              {name}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
