import type { ComponentChildren } from "preact";

/** What was, struck, and what is: with words for who cannot see it. */
export function Difference({
  before,
  after,
  words,
}: {
  before: ComponentChildren;
  after: ComponentChildren;
  words: { was: string; is: string };
}) {
  return (
    <>
      <del>
        <span class="govuk-visually-hidden">{words.was} </span>
        {before}
      </del>{" "}
      <ins>
        <span class="govuk-visually-hidden">{words.is} </span>
        {after}
      </ins>
    </>
  );
}
