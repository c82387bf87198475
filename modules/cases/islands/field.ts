// Inspections without signal: the phone keeps the pages, takes reports in with their photos, and sends each when it can.
// Without this script the same form is sent online.

interface Report {
  /** Made here, so that what is sent twice is there once. */
  id: string;
  task: string;
  label: string;
  fields: [name: string, value: string | Blob][];
  state: "waiting" | "sent" | "refused";
  says: string;
}

const cacheName = "lapangan-1";
const longestSide = 1600;
const list = document.querySelector<HTMLElement>("[data-field-list]");
const form = document.querySelector<HTMLFormElement>("[data-field-report]");

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result);
    request.onerror = () => no(request.error);
  });
async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const opening = indexedDB.open("lapangan", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("reports", { keyPath: "id" });
  return (await done(opening)).transaction("reports", mode).objectStore("reports");
}
const all = async (): Promise<Report[]> => done((await store("readonly")).getAll());
/** Resolves when it is on the phone's disk. */
async function keep(report: Report): Promise<void> {
  const reports = await store("readwrite");
  await done(reports.put(report));
  if (reports.transaction.error) throw reports.transaction.error;
}

/** Phones make photos of ten megabytes; what a signboard needs is a tenth of a tenth. */
async function smaller(photo: File): Promise<Blob> {
  try {
    const drawn = await createImageBitmap(photo);
    const scale = Math.min(1, longestSide / Math.max(drawn.width, drawn.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(drawn.width * scale);
    canvas.height = Math.round(drawn.height * scale);
    canvas.getContext("2d")!.drawImage(drawn, 0, 0, canvas.width, canvas.height);
    return await new Promise((yes) => canvas.toBlob((made) => yes(made ?? photo), "image/jpeg", 0.8));
  } catch {
    // What this browser cannot draw is judged by the house.
    return photo;
  }
}

/** A phone says "online" before anything gets through: what failed is tried again, ever more seldom. */
const soonestMs = 3_000;
const longestMs = 60_000;
let nextTry: ReturnType<typeof setTimeout> | undefined;

/** Sends what waits, oldest first, until the signal goes; one page at a time, however many are open. */
async function send(againInMs = soonestMs): Promise<void> {
  clearTimeout(nextTry);
  let cut = false;
  await navigator.locks.request("lapangan", async () => {
    for (const report of (await all()).filter(({ state }) => state === "waiting")) {
      const body = new FormData();
      body.set("report", report.id);
      body.set("task", report.task);
      for (const [name, value] of report.fields)
        if (value instanceof Blob) body.append(name, value, "foto.jpg");
        else body.append(name, value);
      let answer: { state: string; says: string };
      try {
        const sent = await fetch("/petugas/lapangan/kirim", { method: "POST", body, redirect: "error" });
        cut = sent.status >= 500;
        if (cut) break;
        answer = await sent.json();
      } catch {
        cut = true;
        break;
      }
      if (answer.state === "sent") await keep({ ...report, fields: [], state: "sent", says: answer.says });
      else if (answer.state === "refused") await keep({ ...report, state: "refused", says: answer.says });
      else {
        await keep({ ...report, says: answer.says });
        break;
      }
    }
  });
  if (cut) nextTry = setTimeout(() => void send(Math.min(2 * againInMs, longestMs)), againInMs);
  await show();
}

async function show(): Promise<void> {
  const box = list?.querySelector<HTMLElement>("[data-field-kept]");
  if (!list || !box) return;
  const words = JSON.parse(list.dataset.fieldList!) as Record<string, string>;
  const reports = await all();
  box.hidden = reports.length === 0;
  box.querySelector("ul")!.replaceChildren(
    ...reports.map((report) => {
      const line = document.createElement("li");
      line.dataset.state = report.state;
      line.append(`${report.label}: `);
      const state = document.createElement("b");
      state.textContent = words[report.state] ?? report.state;
      line.append(state, report.says ? ` ${report.says} ` : " ");
      if (report.state !== "sent") {
        const open = document.createElement("a");
        open.href = `/petugas/lapangan/${report.task}`;
        open.textContent = words.open ?? "";
        line.append(open);
      }
      return line;
    }),
  );
}

/** Puts the list, each inspection and what they are drawn with on the phone. */
async function prepare(): Promise<void> {
  if (!list || !("serviceWorker" in navigator)) return;
  const words = JSON.parse(list.dataset.fieldList!) as Record<string, string>;
  const manifest = document.createElement("link");
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]")?.getAttribute("href") ?? "";
  manifest.rel = "manifest";
  manifest.href = `/petugas/lapangan/app.webmanifest?icon=${encodeURIComponent(icon)}`;
  document.head.append(manifest);
  await navigator.serviceWorker.register("/petugas/lapangan/worker.js", { scope: "/petugas/lapangan" });
  await navigator.serviceWorker.ready;
  const pages = [
    "/petugas/lapangan",
    ...[...list.querySelectorAll<HTMLAnchorElement>("a[data-keep]")].map((a) => a.pathname),
  ];
  const drawn = [...document.querySelectorAll<HTMLElement>("link[rel=stylesheet], link[rel=icon], script[src]")].map(
    (one) => one.getAttribute("href") ?? one.getAttribute("src")!,
  );
  if (!navigator.onLine) return;
  const cache = await caches.open(cacheName);
  await cache.addAll([...pages, ...drawn].map((path) => location.origin + path));
  const ready = list.querySelector<HTMLElement>("[data-field-ready]")!;
  ready.textContent = words.ready ?? "";
  ready.hidden = false;
}

/** What was written for this inspection and has not been taken in is on the form again. */
async function fillIn(report: HTMLFormElement): Promise<void> {
  const kept = (await all())
    .filter(({ task, state }) => task === report.dataset.fieldReport && state !== "sent")
    .at(-1);
  for (const [name, value] of kept?.fields ?? []) {
    if (value instanceof Blob) continue;
    for (const field of report.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`))
      if (field.type === "radio") field.checked = field.value === value;
      else if (field.type !== "hidden") field.value = value;
  }
}

if (form) {
  const place = form.querySelector<HTMLButtonElement>("[data-field-place]")!;
  place.hidden = !("geolocation" in navigator);
  place.addEventListener("click", () =>
    navigator.geolocation.getCurrentPosition(({ coords: { latitude, longitude } }) => {
      form.querySelector<HTMLInputElement>("[name=place]")!.value = `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`;
    }),
  );
  fillIn(form).catch(() => {});
  let keeping = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (keeping) return;
    keeping = true;
    try {
      const task = form.dataset.fieldReport!;
      const before = (await all()).filter((one) => one.task === task && one.state !== "sent").at(-1);
      const fields: Report["fields"] = [["made", new Date().toISOString()]];
      for (const [name, value] of new FormData(form)) {
        if (name.startsWith("_")) continue;
        if (typeof value === "string") fields.push([name, value]);
        else if (value.size > 0) fields.push([name, await smaller(value)]);
        // A photo of an earlier try stays until another is taken.
        else fields.push(...(before?.fields.filter((one) => one[0] === name) ?? []));
      }
      const id = before?.id ?? crypto.randomUUID();
      await keep({ id, task, label: form.dataset.label ?? "", fields, state: "waiting", says: "" });
      location.assign("/petugas/lapangan");
    } catch {
      // No room on the phone, or a private window: the form stays, and says so.
      document.querySelector<HTMLElement>("[data-field-fault]")!.hidden = false;
      keeping = false;
    }
  });
}
if (list) {
  list.querySelector("[data-field-send]")!.addEventListener("click", () => void send());
  list.querySelector("[data-field-clear]")!.addEventListener("click", async () => {
    await caches.delete(cacheName);
    const reports = await store("readwrite");
    // Only what the house has: nothing that was not sent is ever thrown away here.
    for (const report of await done<Report[]>(reports.getAll())) if (report.state === "sent") reports.delete(report.id);
    await show();
  });
  show().catch(() => {});
  prepare().catch(() => {});
}
addEventListener("online", () => void send().catch(() => {}));
if (navigator.onLine) send().catch(() => {});
