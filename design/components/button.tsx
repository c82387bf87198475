import type { ComponentChildren } from "preact";

type Look = "main" | "secondary" | "warning";
const classes = (look: Look = "main") => `govuk-button${look === "main" ? "" : ` govuk-button--${look}`}`;

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
    </button>
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
