import { type InnerList, isInnerList, parseDictionary, serializeInnerList, serializeItem } from "structured-headers";

/** A message as its signature sees it. Header names are small letters; a header that came more than once is joined by ", ". */
export interface Request {
  method: string;
  /** The whole address, "https://host/path?query". */
  url: URL;
  headers: Readonly<Record<string, string | undefined>>;
}
export interface Response {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  /** What was answered: components marked `req` are taken from it. */
  request?: Request;
}
export type Message = Request | Response;

/** The signature's parameters, as Signature-Input gives them. */
export interface SignatureInput {
  label: string;
  components: InnerList;
}

/** Why a signature base cannot be made: a part is covered that the message lacks. */
export class MissingComponent extends Error {
  readonly component: string;
  constructor(component: string) {
    super(`The signature covers ${component}, which the message does not have`);
    this.component = component;
  }
}

/** The signatures that a message announces (RFC 9421 4.1); null when the header cannot be read. */
export function readSignatureInput(header: string): SignatureInput[] | null {
  try {
    const found: SignatureInput[] = [];
    for (const [label, member] of parseDictionary(header)) {
      if (!isInnerList(member)) return null;
      found.push({ label, components: member });
    }
    return found;
  } catch {
    return null;
  }
}

/** The bytes of each signature by its label (RFC 9421 4.2); null when the header cannot be read. */
export function readSignatures(header: string): ReadonlyMap<string, Buffer> | null {
  try {
    const found = new Map<string, Buffer>();
    for (const [label, [value]] of parseDictionary(header)) {
      if (!(value instanceof ArrayBuffer)) return null;
      found.set(label, Buffer.from(value));
    }
    return found;
  } catch {
    return null;
  }
}

/** What is signed (RFC 9421 2.5): a line for each covered component, and the parameters. */
export function signatureBase(message: Message, components: InnerList): string {
  const lines = components[0].map(([name, parameters]) => {
    const of = parameters.get("req") === true ? requestOf(message) : message;
    const identifier = serializeInnerList([[[name, parameters]], new Map()]).slice(1, -1);
    return `${identifier}: ${component(of, String(name), parameters)}`;
  });
  const names = new Set(lines.map((line) => line.slice(0, line.indexOf(": "))));
  if (names.size !== lines.length) throw new MissingComponent("a component twice");
  return [...lines, `"@signature-params": ${serializeInnerList(components)}`].join("\n");
}

function requestOf(message: Message): Request {
  if ("method" in message) throw new MissingComponent("the request of a request");
  if (!message.request) throw new MissingComponent("the request");
  return message.request;
}

type Parameters = InnerList[1];

function component(message: Message, name: string, parameters: Parameters): string {
  if (!name.startsWith("@")) return headerOf(message, name, parameters);
  if ("status" in message) {
    if (name === "@status") return String(message.status);
    throw new MissingComponent(name);
  }
  const { url, method } = message;
  switch (name) {
    case "@method":
      return method;
    case "@target-uri":
      return url.href;
    case "@authority":
      return url.host;
    case "@scheme":
      return url.protocol.slice(0, -1);
    case "@request-target":
      return `${url.pathname}${url.search}`;
    case "@path":
      return url.pathname;
    case "@query":
      return url.search || "?";
    case "@query-param":
      return queryParam(url, parameters);
    default:
      throw new MissingComponent(name);
  }
}

function queryParam(url: URL, parameters: Parameters): string {
  const wanted = parameters.get("name");
  const found = [...url.searchParams].filter(([name]) => encodeURIComponent(name) === wanted);
  // One name that came twice would need two lines: which one is meant cannot be told (RFC 9421 2.2.8).
  if (found.length !== 1) throw new MissingComponent(`@query-param ${String(wanted)}`);
  return encodeURIComponent(found[0]![1]);
}

function headerOf(message: Message, name: string, parameters: Parameters): string {
  const value = message.headers[name];
  if (value === undefined) throw new MissingComponent(name);
  const key = parameters.get("key");
  if (key !== undefined) return memberOf(value, name, String(key));
  for (const unknown of ["sf", "bs", "tr"])
    if (parameters.has(unknown)) throw new MissingComponent(`${name};${unknown}`);
  return value.trim().replace(/\s*\r?\n\s+/g, " ");
}

/** One member of a header that is a dictionary, as it stands there: `"signature";req;key="sig1"`. */
function memberOf(value: string, name: string, key: string): string {
  try {
    const member = parseDictionary(value).get(key);
    if (member) return isInnerList(member) ? serializeInnerList(member) : serializeItem(member);
  } catch {
    // Said below: a header that is no dictionary has no members.
  }
  throw new MissingComponent(`${name};key=${key}`);
}
