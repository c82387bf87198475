import type { ComponentChildren } from "preact";

/** What happened, with when and by whom. `iso` is the same time for machines. */
export function Timeline({
  items,
}: {
  items: readonly { when: string; iso: string; what: ComponentChildren; more?: ComponentChildren }[];
}) {
  return (
    <ol class="timeline">
      {items.map((item, i) => (
        <li key={i}>
          <time dateTime={item.iso}>{item.when}</time>
          {item.what}
          {item.more && <div class="small quiet">{item.more}</div>}
        </li>
      ))}
    </ol>
  );
}
