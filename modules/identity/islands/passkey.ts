// Passkeys need the browser's own dialogue: the one thing on these pages that no form can do.
import { startAuthentication, startRegistration } from "@simplewebauthn/browser";

const paths: Record<string, string> = {
  "sign-in": "/masuk/passkey",
  "step-up": "/masuk/lagi/passkey",
  register: "/akun/passkey",
};

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
    const path = paths[box.dataset.passkey ?? ""];
    if (note) note.hidden = true;
    try {
      const begun = await post(`${path}/mulai`, {});
      // To the second factor, or to sign in: and then back to this page, not to the script's own door.
      if (begun.redirected)
        return location.assign(`${new URL(begun.url).pathname}?lanjut=${encodeURIComponent(location.pathname)}`);
      if (!begun.ok) throw new Error(String(begun.status));
      const optionsJSON = await begun.json();
      const response =
        box.dataset.passkey === "register"
          ? await startRegistration({ optionsJSON })
          : await startAuthentication({ optionsJSON });
      const done = await post(`${path}/selesai`, { response, next: box.dataset.next ?? "" });
      if (!done.ok) throw new Error(String(done.status));
      location.assign((await done.json()).goTo);
    } catch {
      if (note) note.hidden = false;
    }
  });
}
