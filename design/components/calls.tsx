/** Numbers that are called, each with the desk where it is expected, in letters for a screen on a wall. */
export function Calls({ items }: { items: readonly { number: string; desk: string }[] }) {
  if (items.length === 0) return null;
  return (
    <ul class="calls">
      {items.map(({ number, desk }) => (
        <li key={number}>
          <b>{number}</b> <span>{desk}</span>
        </li>
      ))}
    </ul>
  );
}
