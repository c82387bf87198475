// What the square code itself carries is signed: it is checked here against the agency's key, so that it can be
// compared with the paper even when the answer above were wrong. It stands after the "#" and is sent to nobody.
const box = document.querySelector<HTMLElement>("[data-offline]");
const [version, payload, signature] = location.hash.slice(1).split(".");

const bytes = (text: string) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

async function check(shown: HTMLElement, content: string, sealed: string): Promise<void> {
  const key = await crypto.subtle.importKey(
    "spki",
    bytes(shown.dataset.offline ?? ""),
    { name: "ECDSA", namedCurve: "P-256" },
    false,
    ["verify"],
  );
  const genuine = await crypto.subtle.verify(
    { name: "ECDSA", hash: "SHA-256" },
    key,
    bytes(sealed),
    new TextEncoder().encode(`v1.${content}`),
  );
  const said = JSON.parse(new TextDecoder().decode(bytes(content))) as Record<string, string>;
  for (const line of shown.querySelectorAll<HTMLElement>("[data-said]"))
    line.textContent = said[line.dataset.said ?? ""] ?? "";
  shown.hidden = false;
  const verdict = shown.querySelector<HTMLElement>(genuine ? "[data-genuine]" : "[data-forged]");
  if (verdict) verdict.hidden = false;
}
if (box && version === "v1" && payload && signature && crypto.subtle)
  void check(box, payload, signature).catch(() => {});
