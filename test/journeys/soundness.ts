import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CDPSession, Page } from "playwright-core";
import { parse } from "yaml";
import { findings } from "../../design/test/gallery/axe.ts";

type Locale = "id" | "en";
const root = fileURLToPath(new URL("../..", import.meta.url));
/** What a first view may weigh, compressed: page, style, script, icon; not what a script keeps for later without signal. */
const heaviest = 50 * 1024;

/** A page as it came. */
export interface Seen {
  status: number;
  path: string;
  title: string;
  lang: string;
  headings: number;
  acting: string;
  faults: number;
  /** Every run of words that is in the page's own language: also those that are only heard. */
  words: string[];
  /** Buttons that only a script can make work, where no script is promised. */
  idle: string[];
  /** What a key never reaches, or reaches out of turn. */
  unreachable: string[];
}

const look = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const all = (what: string) => [...document.querySelectorAll<HTMLElement>(what)];
    const tag = (on: Element) => on.outerHTML.slice(0, 120);
    const own = (on: Element | null) =>
      on?.closest("[lang]") === document.documentElement && !on.closest("code, script");
    const words: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) if (own(texts.currentNode.parentElement)) words.push(texts.currentNode.textContent ?? "");
    for (const on of all("[aria-label], [placeholder], [title]"))
      if (own(on)) words.push(...["aria-label", "placeholder", "title"].map((name) => on.getAttribute(name) ?? ""));
    const [arrival] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    return {
      status: arrival!.responseStatus,
      path: location.pathname,
      title: document.title,
      lang: document.documentElement.lang,
      headings: all("h1").length,
      acting: all(".acting")
        .map((on) => on.textContent)
        .join(),
      faults: all(".govuk-error-summary").length,
      words: words.map((one) => one.replace(/\s+/g, " ").trim()).filter(Boolean),
      idle: all("main button")
        .filter((on) => !on.closest("form, [data-passkey], [data-field-kept]"))
        .map(tag),
      unreachable: all("[tabindex]")
        .filter((on) => on.tabIndex > 0 || (on.matches("a, button, input, select, textarea") && !on.ariaHidden))
        .map(tag),
    };
  });

/** Every text that the house has in both languages: messages, and the government's own files. */
function pairs(): Record<Locale, string>[] {
  const found: Record<Locale, string>[] = [];
  for (const path of globSync("{kernel,design,app,modules/*}/messages/id.json", { cwd: root })) {
    const [id, en] = ["id", "en"].map((locale) =>
      JSON.parse(readFileSync(root + path.replace(/id\.json$/, `${locale}.json`), "utf8")),
    ) as [Record<string, string>, Record<string, string>];
    for (const [key, text] of Object.entries(id)) found.push({ id: text, en: en[key] ?? "" });
  }
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { id, en } = value as Record<string, unknown>;
    if (typeof id === "string" && typeof en === "string") found.push({ id, en });
    else Object.values(value).forEach(walk);
  };
  for (const path of globSync("government/example/**/*.yaml", { cwd: root }))
    walk(parse(readFileSync(root + path, "utf8")));
  return found;
}
const both = pairs();
const texts = { id: new Set(both.map(({ id }) => id)), en: new Set(both.map(({ en }) => en)) };
/** Words that an interface has at every turn: whoever meets one in the other language met a sentence left behind. */
const common = {
  id: /\b(Simpan|Kembali|Masuk|Keluar|Lanjutkan|Batal|Kirim|Hapus|Ubah|Cari|Anda|belum|untuk|dengan|paling lambat)\b/,
  en: /\b(Save|Back|Sign|Continue|Cancel|Send|Delete|Remove|Change|Search|your|not yet|with|until|the)\b/,
};

const rooms = globSync("{kernel,design,app,modules/*}/messages", { cwd: root }).map((path) => path.split("/").at(-2));
const keyLike = new RegExp(`^(${rooms.join("|")})(\\.[a-z0-9-]+)+$`);

/** Sentences of the other language, and keys that have no words. */
function foreign(words: readonly string[], locale: Locale): string[] {
  const other = locale === "id" ? "en" : "id";
  return words.filter(
    (one) =>
      (texts[other].has(one) && !texts[locale].has(one)) ||
      (common[other].test(one) && !texts[locale].has(one)) ||
      keyLike.test(one),
  );
}

export interface Expected {
  locale: Locale;
  /** Who must be named on the page as the one who acts. */
  acts?: string | undefined;
  refused: boolean;
  /** At which widths axe judges the page of this path; on a phone and on a desk unless it says less. */
  axeAt?(path: string): readonly number[];
}

/** Says what is wrong with pages that are opened in one seat. */
export class Judge {
  readonly #page: Page;
  readonly #session: CDPSession;
  #bytes = 0;
  #noise: string[] = [];
  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }
  static async of(page: Page): Promise<Judge> {
    const judge = new Judge(page, await page.context().newCDPSession(page));
    await judge.#session.send("Network.enable");
    await judge.#session.send("Network.setCacheDisabled", { cacheDisabled: true });
    const later = new Set<string>();
    judge.#session.on("Network.requestWillBeSent", ({ requestId, type }) => type === "Fetch" && later.add(requestId));
    judge.#session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (!later.delete(requestId)) judge.#bytes += encodedDataLength;
    });
    page.on("console", (message) => message.type() === "error" && judge.#noise.push(message.text()));
    page.on("pageerror", (error) => judge.#noise.push(String(error)));
    return judge;
  }

  /** Opens the page by `arrive`, and looks at it at every width. */
  async see(
    arrive: () => Promise<void>,
    { axeAt = () => [360, 1280], ...expected }: Expected,
  ): Promise<{ seen: Seen; wrong: string[] }> {
    const page = this.#page;
    const wrong: string[] = [];
    await page.setViewportSize({ width: 360, height: 800 });
    this.#noise = [];
    page.on("request", this.#begin);
    await arrive();
    page.off("request", this.#begin);
    const seen = await look(page);
    if (this.#bytes > heaviest) wrong.push(`weighs ${this.#bytes} bytes`);
    for (const width of [320, 360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) wrong.push(`is ${wide} px wide at ${width} px`);
      if (axeAt(seen.path).includes(width)) wrong.push(...(await findings(page)).map((one) => `at ${width} px ${one}`));
    }
    wrong.push(...this.#noise.filter((one) => !/status of 4\d\d/.test(one)), ...faultsOf(seen, expected));
    return { seen, wrong };
  }

  /** Whatever was loaded on the way belongs to the pages before. */
  #begin = (request: { isNavigationRequest(): boolean }): void => {
    if (request.isNavigationRequest()) this.#bytes = 0;
  };
}

function faultsOf(seen: Seen, { locale, acts, refused }: Omit<Expected, "axeAt">): string[] {
  const { status, title, lang, headings, acting, faults, words, idle, unreachable } = seen;
  return [
    ...(status >= 500 ? [`answers ${status}`] : []),
    ...(lang === locale ? [] : [`says it is in "${lang}"`]),
    ...(headings === 1 ? [] : [`has ${headings} first headings`]),
    ...(title ? [] : ["has no title"]),
    ...(acts && !acting.includes(acts) ? [`does not say that ${acts} acts: "${acting}"`] : []),
    ...(refused === faults > 0 ? [] : [`has ${faults} summaries of faults`]),
    ...(refused && !/^(Salah|Error): /.test(title) ? [`does not begin its title with the fault: ${title}`] : []),
    ...foreign(words, locale).map((one) => `says "${one}"`),
    ...idle.map((one) => `needs a script for ${one}`),
    ...unreachable.map((one) => `keeps keys from ${one}`),
  ];
}
