import type { ComponentChildren } from "preact";

/** Something that stands out of the text. */
export function InsetText({ children }: { children: ComponentChildren }) {
  return <div class="govuk-inset-text">{children}</div>;
}

/** What has consequences. `word` is what the sign says to those who can't see it: "Perhatian". */
export function WarningText({ children, word }: { children: ComponentChildren; word: string }) {
  return (
    <div class="govuk-warning-text">
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">{word}</span> {children}
      </strong>
    </div>
  );
}

/**
 * What was just done, said at the top of the page that follows. With a `title` ("Penting")
 * it is a region of its own: something the person should know before they go on.
 */
export function Notice({ children, title }: { children: ComponentChildren; title?: string }) {
  const content = (
    <div class="govuk-notification-banner__content">
      {typeof children === "string" ? <p class="govuk-notification-banner__heading">{children}</p> : children}
    </div>
  );
  if (!title)
    return (
      <div class="govuk-notification-banner govuk-notification-banner--success" role="status">
        {content}
      </div>
    );
  return (
    <div class="govuk-notification-banner" role="region" aria-labelledby="govuk-notification-banner-title">
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="govuk-notification-banner-title">
          {title}
        </h2>
      </div>
      {content}
    </div>
  );
}

/** Done: the end of a long way, with what to keep (a number, what happens next). */
export function Panel({ title, children, level = 1 }: { title: string; children?: ComponentChildren; level?: 1 | 2 }) {
  const Heading = `h${level}` as "h1";
  return (
    <div class="govuk-panel govuk-panel--confirmation">
      <Heading class="govuk-panel__title">{title}</Heading>
      {children && <div class="govuk-panel__body">{children}</div>}
    </div>
  );
}
