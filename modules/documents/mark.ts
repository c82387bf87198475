/**
 * The code that each of our PDFs carries in its keywords ("PENDOPO:K7MQ-2XPD-9RTA"), in the plain or the XML
 * description. It is how a copy that was changed is told from a paper we never made. Null when there is none.
 */
export function markIn(pdf: Uint8Array): string | null {
  const text = new TextDecoder("latin1").decode(pdf);
  return /PENDOPO:([A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4})/.exec(text.replaceAll("\0", ""))?.[1] ?? null;
}
