import type { Person } from "@adref/protocol";
import { useSay } from "../intl.tsx";
import { Code } from "../people/codes.tsx";

interface Props {
  readonly id: string;
  readonly people: readonly Person[];
  readonly at: number;
  readonly choose: (person: Person) => void;
}

/** The people whom a mention may mean. The focus stays in the field; its keys move here. */
export function MentionList({ id, people, at, choose }: Props) {
  const say = useSay();
  return (
    <>
      <span className="visually-hidden" role="status">
        {say("comments.mention.found", { count: people.length })}
      </span>
      <div className="mention-list" id={id} role="listbox" aria-label={say("comments.mention.label")}>
        {people.map((person, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the option that is chosen
          <div
            key={person.id}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            className="mention-option"
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(person)}
          >
            <span>{person.name}</span>
            {person.party ? (
              <Code code={person.party} />
            ) : (
              <span className="quiet">{say(`presence.${person.role}`)}</span>
            )}
          </div>
        ))}
      </div>
    </>
  );
}
