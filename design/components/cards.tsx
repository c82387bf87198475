/** Cards with a coloured top rule: life events. The whole card leads there. */
export function Cards({
  items,
  level = 3,
}: {
  items: readonly { href: string; title: string; text: string }[];
  level?: 2 | 3;
}) {
  const Heading = `h${level}` as "h3";
  return (
    <ul class="cards">
      {items.map((item) => (
        <li class="card" key={item.href}>
          <Heading>
            <a href={item.href}>{item.title}</a>
          </Heading>
          <p>{item.text}</p>
        </li>
      ))}
    </ul>
  );
}
