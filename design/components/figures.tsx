/** Figures with their meaning below. */
export function Figures({ items }: { items: readonly { figure: string; meaning: string }[] }) {
  return (
    <dl class="figures">
      {items.map((item) => (
        <div key={item.meaning}>
          <dt>{item.meaning}</dt>
          <dd>{item.figure}</dd>
        </div>
      ))}
    </dl>
  );
}
