import type { ComponentChildren } from "preact";

/** A group of controls under one question. */
export function Fieldset(props: {
  legend: ComponentChildren;
  legendSize?: "m" | "l" | undefined;
  /** For readers of the screen only: where the page's heading already asks. */
  legendHidden?: boolean;
  /** The legend is the page's own heading. */
  pageHeading?: boolean | undefined;
  describedBy?: string | undefined;
  role?: "group";
  children?: ComponentChildren;
}) {
  const { legend, legendSize } = props;
  const look = legendSize ? ` govuk-fieldset__legend--${legendSize}` : "";
  return (
    <fieldset class="govuk-fieldset" role={props.role} aria-describedby={props.describedBy}>
      <legend class={props.legendHidden ? "govuk-visually-hidden" : `govuk-fieldset__legend${look}`}>
        {props.pageHeading ? <h1 class="govuk-fieldset__heading">{legend}</h1> : legend}
      </legend>
      {props.children}
    </fieldset>
  );
}
