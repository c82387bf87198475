import { posix } from "node:path";
import type { Page } from "./markdown.ts";
import { type Known, shellFaults } from "./shell.ts";

/** What pages are held against: the checkout, and what the code knows. */
export interface Ground extends Known {
  rooms: readonly string[];
  /** The text of a file from the top; null when there is none. */
  file(path: string): string | null;
}

type Rule = (pages: readonly Page[], ground: Ground) => string[];

const at = (page: Page, line: number, what: string) => `${page.path}:${line}: ${what}`;
const target = (page: Page, to: string) => posix.normalize(posix.join(posix.dirname(page.path), to));
const own = /^(?![a-z][a-z+.-]*:|\/\/)/i;
/** Languages whose blocks are cut out of files, so that they cannot be older than these. */
const cutOnly = new Set(["ts", "tsx", "sql", "yaml", "json", "ini", "nginx", "go"]);
const known = new Set([...cutOnly, "sh", "text", "http"]);
// Put together from pieces, so that this file keeps its own rule.
const talk = new RegExp(
  [
    "/wo" + "rk/",
    "(?<!/var)/t" + "mp/",
    "\\bthis ses" + "sion\\b",
    "language mo" + "del",
    "\\bL" + "LM\\b",
    "chat" + "bot",
    "\\bAI[- ]ass" + "ist",
    "\\bcl" + "aude\\b",
    "\\bco" + "pilot\\b",
    "\\bsub" + "agent",
  ].join("|"),
  "i",
);

export const rules: Record<string, Rule> = {
  "every link and every picture of a page leads somewhere": (pages, ground) =>
    pages.flatMap((page) =>
      page.links
        .filter(({ to }) => own.test(to))
        .flatMap(({ to, line }) => {
          const [path = "", anchor] = to.split("#");
          const file = path ? target(page, path) : page.path;
          if (!ground.exists(file)) return [at(page, line, `${to} leads nowhere`)];
          if (!anchor || !file.endsWith(".md")) return [];
          const there = pages.find((one) => one.path === file);
          return there?.anchors.has(anchor) ? [] : [at(page, line, `${file} has no heading #${anchor}`)];
        }),
    ),

  "every code block says its language": (pages) =>
    pages.flatMap((page) =>
      page.blocks
        .filter(({ language }) => !known.has(language))
        .map(({ language, line }) => at(page, line, `"${language}" is none of ${[...known].join(", ")}`)),
    ),

  "code in a page is a cut of a file that runs, word by word": (pages, ground) =>
    pages.flatMap((page) =>
      page.blocks.flatMap(({ language, text, cut, line }) => {
        if (!cut)
          return cutOnly.has(language) ? [at(page, line, `a ${language} block without <!-- cut: file -->`)] : [];
        const source = ground.file(cut);
        if (source === null) return [at(page, line, `there is no ${cut}`)];
        return holds(source, text) ? [] : [at(page, line, `${cut} does not say this any more`)];
      }),
    ),

  "every command in a page exists, with its flags, scripts, files and addresses": (pages, ground) =>
    pages.flatMap((page) =>
      page.blocks
        .filter(({ language }) => language === "sh")
        .flatMap(({ text, line }) => shellFaults(text, ground).map((fault) => at(page, line, fault))),
    ),

  "every file that a sentence names is there": (pages, ground) =>
    pages.flatMap((page) =>
      page.words
        .filter(
          ({ text }) =>
            /^[a-z.][\w.-]*\/[\w./-]+\.(tsx?|mjs|md|ya?ml|json|sql|svg|css|typ)$/.test(text) ||
            /^[A-Z]+\.md$/.test(text),
        )
        .filter(({ text }) => !/NNNN|^\/|^\.(pendopo|cache)\//.test(text))
        .filter(
          ({ text }) =>
            ![
              text,
              target(page, text),
              `government/example/${text}`,
              `modules/${text}`,
              // In a sentence about rooms, or about one of them, its folder is understood.
              ...ground.rooms.map((room) => `modules/${room}/${text}`),
            ].some(ground.exists),
        )
        .map(({ text, line }) => at(page, line, `there is no ${text}`)),
    ),

  "every verb that a sentence names exists": (pages, ground) =>
    pages.flatMap((page) =>
      page.words.flatMap(({ text, line }) => {
        const [, verb = "", rest = ""] = /^(?:npx |node bin\/)?pendopo(?:\.mjs)? ([a-z-]+)(.*)$/.exec(text) ?? [];
        if (!verb) return [];
        return shellFaults(`pendopo ${verb}${rest.replace(/ (FILE|URL|X|…|\.\.\.).*$/, "")}`, ground).map((fault) =>
          at(page, line, fault),
        );
      }),
    ),

  "a page speaks of the house, not of who wrote it where": (pages) =>
    pages.flatMap((page) =>
      page.text.split("\n").flatMap((text, n) => (talk.test(text) ? [at(page, n + 1, "talk of the workplace")] : [])),
    ),
};

/** Whether the lines of `cut` stand in `source` one after another, at whatever depth. */
function holds(source: string, cut: string): boolean {
  const wanted = flush(cut.split("\n"));
  const lines = source.split("\n");
  for (let start = 0; start + wanted.length <= lines.length; start += 1) {
    if (lines[start]!.trim() !== wanted[0]!.trim()) continue;
    const there = flush(lines.slice(start, start + wanted.length));
    if (there.every((line, n) => line === wanted[n])) return true;
  }
  return false;
}

/** Lines moved to the left edge together. */
export function flush(lines: readonly string[]): string[] {
  const depth = Math.min(...lines.filter((line) => line.trim()).map((line) => /^\s*/.exec(line)![0].length));
  return lines.map((line) => line.slice(depth).trimEnd());
}
