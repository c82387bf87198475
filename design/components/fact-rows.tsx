import type { ComponentChildren } from "preact";

/** A list whose items say what a person asks first: how long, how much, who has it. */
export function FactRows({
  items,
}: {
  items: readonly { href?: string; title: ComponentChildren; facts?: ComponentChildren; under?: ComponentChildren }[];
}) {
  if (items.length === 0) return null;
  return (
    <ul class="rows">
      {items.map((item, i) => (
        <li key={i}>
          {item.href ? <a href={item.href}>{item.title}</a> : <span>{item.title}</span>}
          {item.facts && <span class="facts">{item.facts}</span>}
          {item.under && <span class="under">{item.under}</span>}
        </li>
      ))}
    </ul>
  );
}
