// What is wrong with what is typed is told while it is typed, by the same look that saving takes. Without script, and
// without a network, the button tells it. Nothing that was typed is ever touched.
interface Told {
  wrong: string[];
  more: string | null;
  fields: Record<string, string>;
  result: string | null;
}
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const form = document.querySelector<HTMLFormElement>("form[data-check]");
const region = document.getElementById("temuan");
if (form && region) watch(form, region);

function watch(form: HTMLFormElement, region: HTMLElement): void {
  let asking: AbortController | undefined;
  let wait = 0;
  let before = "";
  const ask = async (at: string) => {
    asking?.abort();
    asking = new AbortController();
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
    fields.append("_at", at);
    try {
      const answer = await fetch(form.dataset.check!, {
        method: "POST",
        body: fields,
        signal: asking.signal,
        redirect: "error",
      });
      if (!answer.ok) return;
      const told = (await answer.json()) as Told;
      for (const control of form.elements)
        if ("name" in control && "value" in control) mark(control as Control, told.fields);
      say(form.elements.namedItem(at), told.result);
      const words = JSON.stringify([told.wrong, told.more]);
      // A screen reader is not told the same again.
      if (words !== before) show(region, told);
      before = words;
    } catch {
      // Typed on, signed out, or no network.
    }
  };
  form.addEventListener("input", ({ target }) => {
    clearTimeout(wait);
    wait = window.setTimeout(() => void ask((target as Control).name), 400);
  });
}

/** The list of what is wrong here. */
function show(region: HTMLElement, { wrong, more }: Told): void {
  const all = more === null ? wrong : [...wrong, more];
  region.replaceChildren();
  if (all.length === 0) return;
  const [box, head, list] = [document.createElement("div"), document.createElement("h2"), document.createElement("ul")];
  box.className = "govuk-inset-text";
  head.textContent = region.dataset.heading!;
  for (const words of all) {
    const item = document.createElement("li");
    if (words !== more) item.lang = "en";
    item.textContent = words;
    list.append(item);
  }
  box.append(head, list);
  region.append(box);
}

/** A finding beside its field. Below the field: above it, the line that is being typed would move. */
function mark(control: Control, said: Record<string, string>): void {
  if (!control.id) return;
  // Of a text in two languages the first one tells what is wrong with both.
  const words = said[control.name] ?? (/\.id$/.test(control.name) ? said[control.name.slice(0, -3)] : undefined);
  const id = `${control.id}-error`;
  let told = document.getElementById(id);
  if (words && !told) {
    told = document.createElement("p");
    Object.assign(told, { id, className: "govuk-error-message", lang: "en" });
    control.after(told);
  }
  if (words) told!.textContent = words;
  else told?.remove();
  const look = /govuk-(input|textarea|select)\b/.exec(control.className)?.[0];
  if (look) control.classList.toggle(`${look}--error`, Boolean(words));
  control.closest(".govuk-form-group")?.classList.toggle("govuk-form-group--error", Boolean(words));
  const others = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
  const by = [...others, ...(words ? [id] : [])].join(" ");
  if (by) control.setAttribute("aria-describedby", by);
  else control.removeAttribute("aria-describedby");
}

/** What the expression that is typed gives, below it. */
function say(control: Element | RadioNodeList | null, result: string | null): void {
  const id = "hasil-ketik";
  document.getElementById(id)?.remove();
  if (!result || !(control instanceof Element)) return;
  const told = document.createElement("p");
  Object.assign(told, { id, className: "govuk-hint", textContent: result });
  control.after(told);
}

export {};
