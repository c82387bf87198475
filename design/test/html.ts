/**
 * HTML as a list of tags and texts that can be compared: attributes sorted, white space
 * between tags gone. Reads only well-formed HTML: both sides of the comparison are.
 */
export function plain(html: string): string[] {
  const parts: string[] = [];
  for (const [, tag, text] of html.matchAll(/(<[^>]*>)|([^<]+)/g)) {
    if (tag) parts.push(element(tag));
    else if (text!.trim()) parts.push(decoded(text!).replace(/\s+/g, " ").trim());
  }
  return parts;
}

function element(tag: string): string {
  const [, close, name, rest] = /^<(\/?)([\w!-]+)(.*?)\/?>$/s.exec(tag)!;
  if (close) return `</${name}>`;
  const attributes = [...rest!.matchAll(/([\w:.@-]+)(?:="([^"]*)")?/g)]
    .filter(([, key, value]) => kept(key!, value))
    // Attributes that are only there or not: preact writes checked, nunjucks too, but one may write checked="".
    .map(([, key, value = ""]) => (value === "" ? key! : `${key}="${tidy(key!, decoded(value))}"`));
  return `<${[name, ...attributes.sort()].join(" ")}>`;
}

const tidy = (key: string, value: string): string =>
  key === "class"
    ? value
        .split(/\s+/)
        .filter((word) => word !== "" && !leftOutClasses.has(word))
        .sort()
        .join(" ")
    : value;

/**
 * What we leave out on purpose, everywhere:
 * - govuk-link, govuk-body: our theme dresses a and p themselves;
 * - the scripts of radios, checkboxes and banners, and what only they read: choices
 *   reveal by the style sheet, a banner does not take the focus;
 * - a class list that is empty.
 */
const leftOutClasses = new Set([
  "govuk-link",
  "govuk-body",
  "govuk-radios__conditional--hidden",
  "govuk-checkboxes__conditional--hidden",
]);
const kept = (key: string, value: string | undefined): boolean =>
  key !== "data-aria-controls" &&
  !(key === "data-module" && /^govuk-(radios|checkboxes|notification-banner|file-upload)$/.test(value ?? "")) &&
  !(key === "class" && (value ?? "").split(/\s+/).every((word) => word === "" || leftOutClasses.has(word)));

const entities: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  "#x27": "'",
  nbsp: "\u00a0",
};
const decoded = (text: string): string => text.replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole);
