/** Drawn from an SVG text that our own QR writer made, never a person: it goes into the page as it is. Its words are beside it. */
export function Drawing({ svg, label }: { svg: string; label: string }) {
  return <div class="qr" role="img" aria-label={label} dangerouslySetInnerHTML={{ __html: svg }} />;
}
