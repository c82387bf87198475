// Passkeys need the browser's own dialogue: the one thing on these pages that no form can do.
import { startAuthentication, startRegistration } from "@simplewebauthn/browser";

async function post(path: string, body: unknown): Promise<Response> {
  return fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    credentials: "same-origin",
  });
}

for (const box of document.querySelectorAll<HTMLElement>("[data-passkey]")) {
  if (!window.PublicKeyCredential) break;
  box.hidden = false;
  const button = box.querySelector("button");
  const note = box.querySelector<HTMLElement>("[role=alert]");
  button?.addEventListener("click", async () => {
    const register = box.dataset.passkey === "register";
    const path = register ? "/akun/passkey" : "/masuk/passkey";
    try {
      const begun = await post(`${path}/mulai`, {});
      if (begun.redirected) return location.assign(begun.url);
      if (!begun.ok) throw new Error(String(begun.status));
      const optionsJSON = await begun.json();
      const response = register ? await startRegistration({ optionsJSON }) : await startAuthentication({ optionsJSON });
      const done = await post(`${path}/selesai`, { response, next: box.dataset.next ?? "" });
      if (!done.ok) throw new Error(String(done.status));
      location.assign((await done.json()).goTo);
    } catch {
      if (note) note.hidden = false;
    }
  });
}
