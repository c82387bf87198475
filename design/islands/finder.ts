// A search field that finds as one types: a combobox with a list (ARIA 1.2), for lists too long for a page.
interface Found {
  code: string;
  text: string;
}

let serial = 0;
for (const box of document.querySelectorAll<HTMLElement>(".finder")) open(box);

function open(box: HTMLElement): void {
  const many = box.dataset.many !== undefined;
  const input = box.querySelector<HTMLInputElement>("input[type=text]")!;
  const hits = box.querySelector<HTMLElement>(".finder-hits")!;
  const status = box.querySelector<HTMLElement>(".finder-status")!;
  serial += 1;
  const id = `finder-${serial}`;
  const list = document.createElement("ul");
  list.id = id;
  list.className = "finder-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.querySelector("legend")?.textContent ?? "");
  list.hidden = true;
  box.querySelector(".search")!.after(list);
  box.querySelector("button")!.hidden = true;
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": id,
  }))
    input.setAttribute(name, value);
  let found: Found[] = [];
  let at = -1;
  let asking: AbortController | undefined;
  let wait = 0;

  const put = ({ code, text }: Found) => {
    const own = `${id}-${code}`;
    const item = document.createElement("div");
    item.className = many ? "govuk-checkboxes__item" : "";
    item.innerHTML = many
      ? `<input class="govuk-checkboxes__input" type="checkbox" checked><label class="govuk-label govuk-checkboxes__label"></label>`
      : `<input type="hidden">`;
    const control = item.querySelector("input")!;
    Object.assign(control, { name: box.dataset.name, value: code, id: own });
    const label = item.querySelector("label");
    if (label) Object.assign(label, { htmlFor: own, textContent: text });
    if (!many) hits.replaceChildren();
    if (![...hits.querySelectorAll("input")].some((one) => one.value === code)) hits.append(item);
  };
  if (!many) {
    const chosen = hits.querySelector<HTMLInputElement>("input:checked");
    hits.hidden = true;
    const text = chosen?.nextElementSibling?.textContent ?? "";
    hits.replaceChildren();
    if (chosen) {
      put({ code: chosen.value, text });
      input.value = text;
    }
  }

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (one: Found) => {
    put(one);
    input.value = many ? "" : one.text;
    status.textContent = one.text;
    close();
  };
  const mark = (next: number) => {
    at = (next + found.length) % found.length;
    [...list.children].forEach((item, i) => {
      item.setAttribute("aria-selected", String(i === at));
      if (i === at) item.scrollIntoView({ block: "nearest" });
    });
    input.setAttribute("aria-activedescendant", `${id}-option-${at}`);
  };
  const show = (more: Found[]) => {
    found = more;
    list.replaceChildren(
      ...found.map((one, i) => {
        const item = document.createElement("li");
        item.id = `${id}-option-${i}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.textContent = one.text;
        // The field must not lose the focus before the click is heard.
        item.addEventListener("pointerdown", (event) => event.preventDefault());
        item.addEventListener("click", () => choose(one));
        return item;
      }),
    );
    close();
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent =
      found.length > 0 ? status.dataset.found!.replace("%{count}", String(found.length)) : status.dataset.none!;
  };
  const ask = async () => {
    const words = input.value.trim();
    asking?.abort();
    if (words.length < 2) return close();
    asking = new AbortController();
    try {
      const source = `${box.dataset.source}&q=${encodeURIComponent(words)}`;
      const answer = await fetch(source, { signal: asking.signal, headers: { accept: "application/json" } });
      if (answer.ok) show((await answer.json()) as Found[]);
    } catch {
      // Typed on, or no network: the button of the page without script does it then.
      if (!asking.signal.aborted) box.querySelector("button")!.hidden = false;
    }
  };
  input.addEventListener("input", () => {
    // What was chosen stands no longer beside other words.
    if (!many) hits.replaceChildren();
    clearTimeout(wait);
    wait = window.setTimeout(ask, 150);
  });
  input.addEventListener("blur", () => setTimeout(close, 100));
  input.addEventListener("keydown", (event) => {
    const shut = list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (shut) void ask();
      else mark(at < 0 && event.key === "ArrowUp" ? -1 : at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !shut && found.length > 0) {
      event.preventDefault();
      choose(found[Math.max(at, 0)]!);
    } else if (event.key === "Escape" && !shut) {
      event.preventDefault();
      close();
    }
  });
}

export {};
