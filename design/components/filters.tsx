/** Ways to narrow a list, each a link; the chosen one is marked by weight and line, and said to screen readers. */
export function Filters({
  label,
  small,
  items,
}: {
  label: string;
  /** Under another row of filters. */
  small?: boolean;
  items: readonly { href: string; label: string; here: boolean }[];
}) {
  return (
    <nav aria-label={label}>
      <ul class={small ? "filters small" : "filters"}>
        {items.map((item) => (
          <li key={item.href}>
            <a href={item.href} aria-current={item.here ? "true" : undefined}>
              {item.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
