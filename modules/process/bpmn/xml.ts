import { SaxesParser } from "saxes";
import { ownNamespace } from "./scope.ts";

/** What has no value is not written. */
export type Attributes = Record<string, string | undefined>;

const escaped = (text: string): string => text.replace(/[&<>"\n\t\r]/g, (one) => `&#${one.codePointAt(0)};`);

/** One element as text. */
export function element(
  tag: string,
  attributes: Attributes = {},
  inner: readonly string[] = [],
  text?: string,
): string {
  const open = `${tag}${Object.entries(attributes)
    .filter((one): one is [string, string] => one[1] !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join("")}`;
  if (text !== undefined) return `<${open}>${escaped(text)}</${tag}>`;
  return inner.length === 0 ? `<${open}/>` : `<${open}>\n${inner.join("\n")}\n</${tag}>`;
}

/** An element as it was read: names without prefix, `space` the namespace, attributes by "local" or "{namespace}local". */
export interface Read {
  tag: string;
  space: string;
  attributes: Attributes;
  children: Read[];
  text: string;
  line: number;
}

/** An attribute of this house's own. */
export const own = (one: Read, name: string): string | undefined => one.attributes[`{${ownNamespace}}${name}`];
export const childOf = (one: Read, tag: string): Read | undefined => one.children.find((child) => child.tag === tag);

/** What a file says that cannot be taken: each with its line. */
export class BpmnFault extends Error {
  override name = "BpmnFault";
  readonly faults: readonly { line: number; element: string; says: string }[];
  constructor(faults: BpmnFault["faults"]) {
    super(faults.map(({ line, element: of, says }) => `line ${line}, ${of}: ${says}`).join("\n"));
    this.faults = faults;
  }
}

const mostBytes = 2_000_000;
const deepest = 60;

/** Reads XML as a tree. No entities but the five, no other file is ever opened; size and depth have limits. */
export function readXml(text: string): Read {
  const fault = (line: number, says: string) => new BpmnFault([{ line, element: "xml", says }]);
  if (text.length > mostBytes) throw fault(1, "the file is larger than 2 MB");
  const parser = new SaxesParser({ xmlns: true, position: true });
  const stack: Read[] = [];
  let root: Read | undefined;
  parser.on("doctype", () => {
    throw fault(parser.line, "a document type is not read");
  });
  parser.on("error", (error) => {
    throw fault(parser.line, error.message.replace(/^\d+:\d+: /, ""));
  });
  parser.on("opentag", (tag) => {
    if (stack.length >= deepest) throw fault(parser.line, "elements are nested too deeply");
    const attributes: Attributes = {};
    for (const one of Object.values(tag.attributes))
      attributes[one.uri && one.prefix ? `{${one.uri}}${one.local}` : one.local] = one.value;
    const read: Read = { tag: tag.local, space: tag.uri, attributes, children: [], text: "", line: parser.line };
    stack.at(-1)?.children.push(read);
    root ??= read;
    stack.push(read);
  });
  parser.on("text", (said) => {
    const at = stack.at(-1);
    if (at) at.text += said;
  });
  parser.on("closetag", () => {
    stack.pop();
  });
  parser.write(text).close();
  if (!root) throw fault(1, "the file is empty");
  return root;
}
