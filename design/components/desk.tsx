import type { ComponentChildren } from "preact";

/**
 * The officer's desk: the queue left, the work in the middle, what belongs to it right.
 * On a phone one column in that order; with `queueLast` the work comes first, with a way to the queue below it, for a
 * queue that is long and rarely what one came for. Goes into a layout with `desk`.
 */
export function Desk(props: {
  queue: ComponentChildren;
  children: ComponentChildren;
  /** What can be done next: beside the case on a wide screen, below it on a phone. */
  work?: ComponentChildren;
  side?: ComponentChildren;
  queueLast?: boolean;
  words: { queue: string; side?: string; work?: string };
}) {
  const queue = (
    <nav aria-label={props.words.queue} id="daftar">
      {props.queue}
    </nav>
  );
  return (
    <div class={`desk${props.side ? "" : " desk--list"}`}>
      {!props.queueLast && queue}
      <div class="desk-main">
        {props.queueLast && (
          <a class="to-work" href="#daftar">
            {props.words.queue}
          </a>
        )}
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
      {props.queueLast && queue}
    </div>
  );
}
