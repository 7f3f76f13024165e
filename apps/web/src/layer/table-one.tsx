import { createContext, useContext } from "react";
import { Button } from "react-aria-components";
import { useSay } from "../intl.tsx";

/** Opens the dialog that tables, with one proposal chosen; null where nothing is private. */
export const TableOneContext = createContext<((id: string) => void) | null>(null);

/** The way from the card of a private proposal to the others. `id` is its option, or its bracket where it has none. */
export function TableOne({ id }: { id: string }) {
  const say = useSay();
  const open = useContext(TableOneContext);
  if (!open) return null;
  return (
    <Button className="button button-small table-one" onPress={() => open(id)}>
      {say("layer.tableThis")}
    </Button>
  );
}
