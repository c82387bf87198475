/** An address of the machine itself: plain http is safe there, and nobody else can be meant. */
export function isLoopback(address: string): boolean {
  const host = URL.parse(address)?.hostname ?? "";
  return /^(127\.0\.0\.1|\[::1\]|localhost)$/.test(host);
}
