/** How far something is: past steps, the one it is at, those to come; "over" is where it ended without a result. The state is in words for who cannot see colours. */
export function Steps({
  items,
  words,
}: {
  items: readonly { title: string; detail?: string; state: "done" | "now" | "next" | "over" }[];
  words: { done: string; now: string; over: string };
}) {
  return (
    <ol class="steps">
      {items.map((item) => (
        <li
          key={item.title}
          class={item.state === "next" ? undefined : item.state}
          aria-current={item.state === "now" ? "step" : undefined}
        >
          <b>{item.title}</b>
          {item.detail && <span>{item.detail}</span>}
          {item.state !== "next" && <span class="govuk-visually-hidden"> ({words[item.state]})</span>}
        </li>
      ))}
    </ol>
  );
}
