/** Older and newer page of a list that pages by key: there are no page numbers, because nobody counts the rows. */
export function Pages({
  older,
  newer,
  words,
}: {
  older: string | null;
  newer: string | null;
  words: { older: string; newer: string; label: string };
}) {
  if (!older && !newer) return null;
  return (
    <nav class="pages" aria-label={words.label}>
      {newer ? (
        <a href={newer} rel="prev">
          <span aria-hidden="true">← </span>
          {words.newer}
        </a>
      ) : (
        <span />
      )}
      {older ? (
        <a href={older} rel="next">
          {words.older}
          <span aria-hidden="true"> →</span>
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
