/** A fenced block, with the file that it is cut from when a `<!-- cut: path -->` stands before it. */
export interface Block {
  language: string;
  text: string;
  line: number;
  cut?: string;
}

/** A page as a reader of rules sees it. */
export interface Page {
  path: string;
  text: string;
  /** What headings can be linked to, as the usual renderers make them. */
  anchors: ReadonlySet<string>;
  links: readonly { to: string; line: number }[];
  blocks: readonly Block[];
  /** Code within a sentence. */
  words: readonly { text: string; line: number }[];
}

const fence = /^(\s*)(`{3,})(\S*)\s*$/;

export function readPage(path: string, text: string): Page {
  const anchors = new Set<string>();
  const links: { to: string; line: number }[] = [];
  const blocks: Block[] = [];
  const words: { text: string; line: number }[] = [];
  let open: (Block & { indent: string; lines: string[]; ticks: string }) | undefined;
  let cut: string | undefined;
  text.split("\n").forEach((content, at) => {
    const line = at + 1;
    const edge = fence.exec(content);
    if (open) {
      if (edge?.[2] === open.ticks && !edge[3]) {
        const { lines, indent: _, ticks: __, ...block } = open;
        blocks.push({ ...block, text: lines.join("\n") });
        open = undefined;
      } else open.lines.push(content.startsWith(open.indent) ? content.slice(open.indent.length) : content);
      return;
    }
    if (edge) {
      open = { language: edge[3] ?? "", text: "", line, lines: [], indent: edge[1] ?? "", ticks: edge[2]! };
      if (cut) open.cut = cut;
      cut = undefined;
      return;
    }
    const marked = /^\s*<!-- cut: (\S+) -->/.exec(content)?.[1];
    if (marked) cut = marked;
    else if (content.trim()) cut = undefined;
    const heading = /^#{1,6} (.+)$/.exec(content)?.[1];
    if (heading) anchors.add(unused(slug(heading), anchors));
    const said = content.replace(/`[^`]*`/g, (code) => {
      words.push({ text: code.slice(1, -1), line });
      return " ".repeat(code.length);
    });
    for (const [, to = ""] of said.matchAll(/\]\(([^)\s]+)\)/g)) links.push({ to, line });
    for (const [, to = ""] of said.matchAll(/<(?:img|a|source)\b[^>]*?(?:src|href|srcset)="([^"]+)"/g))
      links.push({ to, line });
  });
  return { path, text, anchors, links, blocks, words };
}

const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");

function unused(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let n = 1; taken.has(name); n += 1) name = `${wanted}-${n}`;
  return name;
}
