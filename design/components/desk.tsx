import type { ComponentChildren } from "preact";

/**
 * The officer's desk: the queue left, the work in the middle, what belongs to it right.
 * On a phone one column in that order. Goes into a layout with `desk`.
 */
export function Desk(props: {
  queue: ComponentChildren;
  children: ComponentChildren;
  /** What can be done next: beside the case on a wide screen, below it on a phone. */
  work?: ComponentChildren;
  side?: ComponentChildren;
  words: { queue: string; side?: string; work?: string };
}) {
  return (
    <div class={`desk${props.side ? "" : " desk--list"}`}>
      <nav aria-label={props.words.queue}>{props.queue}</nav>
      <div class="desk-main">
        {props.words.work && (
          <a class="to-work" href="#kerja">
            {props.words.work}
          </a>
        )}
        {props.children}
      </div>
      {props.side && (
        <aside aria-label={props.words.side}>
          {props.work && (
            <section class="desk-work" id="kerja">
              {props.work}
            </section>
          )}
          {props.side}
        </aside>
      )}
    </div>
  );
}
