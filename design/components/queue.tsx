import type { ComponentChildren } from "preact";

/** The officer's queue: what it is, when it is due in words and colour, whose it is; `here` is the one on the desk. */
export function Queue({
  items,
}: {
  items: readonly {
    href: string;
    title: string;
    due?: string | undefined;
    tone?: "late" | "well" | undefined;
    under: ComponentChildren;
    here?: boolean;
  }[];
}) {
  return (
    <ul class="queue">
      {items.map((item) => (
        <li key={item.href} class={item.here ? "here" : undefined}>
          <a href={item.href} aria-current={item.here ? "true" : undefined}>
            {item.title}
          </a>
          {item.due && <span class={`due${item.tone ? ` ${item.tone}` : ""}`}>{item.due}</span>}
          <span class="under">{item.under}</span>
        </li>
      ))}
    </ul>
  );
}
