import type { ComponentChildren } from "preact";

/** A short state in words, with a colour that only helps. */
export function Tag({
  children,
  tone,
}: {
  children: ComponentChildren;
  tone?: "green" | "yellow" | "red" | undefined;
}) {
  return <strong class={`govuk-tag${tone ? ` govuk-tag--${tone}` : ""}`}>{children}</strong>;
}
