import type { ComponentChildren, JSX } from "preact";

// biome-ignore lint/suspicious/noExplicitAny: a fixture's options are another package's free-form JSON
export type Options = any;

/** Our component drawn with a govuk-frontend fixture's options. */
export interface Likeness {
  /** The options that ours has too; a fixture with any other is left out. */
  options: string[];
  /** Null where a value, not the option, is one that we leave out. */
  draw(options: Options): JSX.Element | null;
  /** Where ours differs on purpose, made like theirs before comparing. */
  likeTheirs?(html: string): string;
}

export const raw = (text: Options, html: Options): ComponentChildren =>
  html === undefined ? text : <raw-html dangerouslySetInnerHTML={{ __html: html }} />;

export const size = (classes: string | undefined, part: string): { labelSize?: "m" | "l" } | null => {
  if (classes === undefined) return {};
  const found = new RegExp(`^govuk-${part}--([ml])$`).exec(classes)?.[1];
  return found ? { labelSize: found as "m" | "l" } : null;
};

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "raw-html": import("preact").HTMLAttributes;
    }
  }
}
