/** One step back, at the top of a page. */
export function BackLink({ href, label }: { href: string; label: string }) {
  return (
    <a href={href} class="govuk-back-link">
      {label}
    </a>
  );
}

/** Where a page lies; the last item without `href` is the page itself. */
export function Breadcrumbs({ items, label }: { items: readonly { href?: string; text: string }[]; label: string }) {
  return (
    <nav class="govuk-breadcrumbs" aria-label={label}>
      <ol class="govuk-breadcrumbs__list">
        {items.map((item) => (
          <li class="govuk-breadcrumbs__list-item" key={item.text} aria-current={item.href ? undefined : "page"}>
            {item.href ? (
              <a class="govuk-breadcrumbs__link" href={item.href}>
                {item.text}
              </a>
            ) : (
              item.text
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
