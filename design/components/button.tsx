import type { ComponentChildren } from "preact";

type Look = "main" | "secondary" | "warning" | "link";
const classes = (look: Look = "main") =>
  look === "link" ? "button-link" : `govuk-button${look === "main" ? "" : ` govuk-button--${look}`}`;
/** The letter of an access key, where eyes find it; the browser tells it to those who hear the page. */
const Letter = ({ of }: { of: string | undefined }) =>
  of ? (
    <span class="key" aria-hidden="true">
      {of}
    </span>
  ) : null;

/** Sends its form; a second press within a second does nothing. `name` and `value` tell which button it was. */
export function Button(props: {
  children: ComponentChildren;
  look?: Look;
  name?: string;
  value?: string;
  formnovalidate?: boolean;
  formaction?: string;
  disabled?: boolean;
  /** The browser's access key, for acts that an officer does a hundred times a day. */
  shortcut?: string;
  id?: string;
}) {
  return (
    <button
      type="submit"
      class={classes(props.look)}
      data-module="govuk-button"
      data-prevent-double-click="true"
      name={props.name}
      value={props.value}
      formNoValidate={props.formnovalidate}
      formAction={props.formaction}
      disabled={props.disabled}
      aria-disabled={props.disabled ? "true" : undefined}
      // biome-ignore lint/a11y/noAccessKey: asked for by officers; needs a modifier key, so it meets WCAG 2.1.4
      accessKey={props.shortcut}
      id={props.id}
    >
      {props.children}
      <Letter of={props.shortcut} />
    </button>
  );
}

/** A link that an officer follows a hundred times a day: it has a key. */
export function KeyLink({ href, shortcut, children }: { href: string; shortcut: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noAccessKey: as on the button above
    <a href={href} accessKey={shortcut}>
      {children}
      <Letter of={shortcut} />
    </a>
  );
}

/** A link that begins something: looks like the button that it replaces. */
export function ButtonLink({ href, children, look }: { href: string; children: ComponentChildren; look?: Look }) {
  return (
    <a href={href} role="button" draggable={false} class={classes(look)} data-module="govuk-button">
      {children}
    </a>
  );
}
