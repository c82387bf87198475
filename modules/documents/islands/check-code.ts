// What the square code itself carries is signed: it is checked here against the agency's key, so that it can be
// compared with the paper even when the answer above were wrong. It stands after the "#" and is sent to nobody.
const box = document.querySelector<HTMLElement>("[data-offline]");

const bytes = (text: string) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

/** What the agency signed; null when it did not sign this. */
async function signedContent(carried: string, publicKey: string): Promise<Record<string, string> | null> {
  const [version, content = "", signature = ""] = carried.split(".");
  if (version !== "v1") return null;
  const curve = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("spki", bytes(publicKey), curve, false, ["verify"]);
  const signed = new TextEncoder().encode(`v1.${content}`);
  if (!(await crypto.subtle.verify(curve, key, bytes(signature), signed))) return null;
  return JSON.parse(new TextDecoder().decode(bytes(content)));
}

async function check(shown: HTMLElement, carried: string): Promise<void> {
  // What cannot even be read is as little ours as what is signed by somebody else.
  const said = await signedContent(carried, shown.dataset.offline ?? "").catch(() => null);
  // A genuine square code of another paper proves nothing about this one.
  const genuine = said !== null && said.c === shown.dataset.code;
  for (const line of shown.querySelectorAll<HTMLElement>("[data-said]"))
    line.textContent = said?.[line.dataset.said ?? ""] ?? "";
  for (const part of shown.querySelectorAll<HTMLElement>(genuine ? "[data-genuine]" : "[data-forged]"))
    part.hidden = false;
  shown.hidden = false;
}
if (box && location.hash.length > 1 && crypto.subtle) void check(box, location.hash.slice(1));
