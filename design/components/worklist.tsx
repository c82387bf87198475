import type { ComponentChildren } from "preact";
import { Button } from "./button.tsx";

/**
 * A queue at full width, inside a form: each row can be chosen for what is done to many, and has one act of its own.
 * The form's own first button must be harmless: Enter in a field presses it.
 */
export function Worklist({
  items,
  choose,
}: {
  items: readonly {
    id: string;
    href: string;
    title: string;
    due?: string | undefined;
    tone?: "late" | "well" | undefined;
    under: ComponentChildren;
    act?: { name: string; value: string; label: string } | undefined;
  }[];
  /** The name under which chosen rows are sent, and what a row's box says to who cannot see it. Without it none are. */
  choose?: { name: string; label: (title: string) => string; chosen: ReadonlySet<string> } | undefined;
}) {
  return (
    <ul class="queue worklist">
      {items.map((item) => (
        <li key={item.id}>
          {choose && (
            <input
              type="checkbox"
              name={choose.name}
              value={item.id}
              checked={choose.chosen.has(item.id)}
              aria-label={choose.label(item.title)}
            />
          )}
          <div class="what">
            <a href={item.href}>{item.title}</a>
            <span class="under">{item.under}</span>
          </div>
          {item.due && <span class={`due${item.tone ? ` ${item.tone}` : ""}`}>{item.due}</span>}
          {item.act && (
            <Button look="link" name={item.act.name} value={item.act.value}>
              {item.act.label}
              <span class="govuk-visually-hidden"> {item.title}</span>
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Queues to choose from, each with how much is in it. */
export function QueueList({
  label,
  items,
}: {
  label: string;
  items: readonly { href: string; label: string; count: string; here: boolean }[];
}) {
  return (
    <ul class="queues" aria-label={label}>
      {items.map((item) => (
        <li key={item.href} class={item.here ? "here" : undefined}>
          <a href={item.href} aria-current={item.here ? "page" : undefined}>
            {item.label} <span class="count">{item.count}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
