// A page of a form that is left half done, by a call that comes in or a tab that is closed, is saved as it stands. The
// server takes it as it takes "save and go on later"; without script that button does the same.
const form = document.querySelector<HTMLFormElement>("form[data-draft]");
if (form) {
  const written = () => {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
    return fields;
  };
  let saved = written().toString();
  let leaving = false;
  form.addEventListener("submit", () => {
    leaving = true;
  });
  const save = () => {
    const fields = written();
    const now = fields.toString();
    if (leaving || now === saved || document.visibilityState !== "hidden") return;
    saved = now;
    fields.append("_leave", "yes");
    fetch(form.action, { method: "POST", body: fields, keepalive: true, credentials: "same-origin" }).catch(() => {
      // No signal: it is tried again the next time the page is left.
      saved = "";
    });
  };
  document.addEventListener("visibilitychange", save);
}
