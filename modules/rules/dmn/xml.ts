import { SaxesParser } from "saxes";

/** An element of a document, by its local name; prefixes are forgotten once they are resolved. */
export interface Element {
  name: string;
  /** The address of its namespace. */
  space: string;
  attributes: Readonly<Record<string, string>>;
  children: Element[];
  text: string;
}

/** What is wrong with a document, and where. */
export class XmlFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = "XmlFault";
  }
}

const limits = { length: 10_000_000, depth: 200, elements: 200_000 };

/** Reads a document. Entities of its own (a DOCTYPE) are refused: they are how small files become large ones. */
export function readXml(text: string): Element {
  if (text.length > limits.length) throw new XmlFault(`longer than ${limits.length} characters`);
  const parser = new SaxesParser({ xmlns: true });
  const open: Element[] = [];
  let root: Element | undefined;
  let count = 0;
  const refuse = (message: string): never => {
    throw new XmlFault(`line ${parser.line}: ${message}`);
  };
  parser.on("error", (error) => refuse(error.message));
  parser.on("doctype", () => refuse("a DOCTYPE is not read"));
  parser.on("opentag", ({ local, uri, attributes }) => {
    if (++count > limits.elements || open.length >= limits.depth) refuse("too many elements");
    const given = Object.values(attributes).map((one) => [one.prefix === "xmlns" ? one.name : one.local, one.value]);
    const element: Element = { name: local, space: uri, attributes: Object.fromEntries(given), children: [], text: "" };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on("closetag", () => open.pop());
  const add = (words: string) => {
    const at = open.at(-1);
    if (at) at.text += words;
  };
  parser.on("text", add);
  parser.on("cdata", add);
  parser.write(text).close();
  return root ?? refuse("empty");
}

export const childrenOf = (element: Element, name: string): Element[] =>
  element.children.filter((child) => child.name === name);
export const childOf = (element: Element, name: string): Element | undefined =>
  element.children.find((child) => child.name === name);
/** The text of the element's own `text` child. */
export const textOf = (element: Element | undefined): string =>
  (element && childOf(element, "text")?.text.trim()) ?? "";

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
function escaped(text: string): string {
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text))
    throw new XmlFault("XML holds no control signs");
  return text
    .replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)
    .replace(/[\n\r\t]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Writes an element: only what is given, children or text, two blanks deeper each time. */
export function writeXml(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  inside: readonly string[] | string = [],
): string {
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(value ?? "")}"`)
    .join("");
  if (typeof inside === "string") return `<${name}${given}>${escaped(inside).replaceAll("&quot;", '"')}</${name}>`;
  if (inside.length === 0) return `<${name}${given}/>`;
  return `<${name}${given}>\n${inside
    .flatMap((part) => part.split("\n"))
    .map((line) => `  ${line}`)
    .join("\n")}\n</${name}>`;
}
