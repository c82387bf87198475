import type { ComponentChildren } from "preact";
import { Drawing } from "./drawing.tsx";

/** What to pay, by when, and the code to do it with; `children` say how. On a phone the amount comes first. */
export function PayPanel(props: {
  title: string;
  /** Already written out: "Rp 25.000". */
  amount: string;
  /** "Berlaku sampai 24 November, 16.00". */
  until?: ComponentChildren;
  code?: { svg: string; label: string };
  children?: ComponentChildren;
}) {
  return (
    <section class="box pay">
      <div>
        <h2>{props.title}</h2>
        <p class="amount">{props.amount}</p>
        {props.until && <p class="quiet">{props.until}</p>}
        {props.children}
      </div>
      {props.code && <Drawing {...props.code} />}
    </section>
  );
}
