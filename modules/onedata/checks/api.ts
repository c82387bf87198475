import type { Check } from "../definition/checks.ts";
import { contentOf, findIn } from "./content.ts";
import { type Fetched, type FetchLimits, fetchGuarded, NotFetched } from "./fetch.ts";
import { type CheckFault, type CheckResult, resultOf } from "./result.ts";

const fault = (field: string, name: string, hint = ""): CheckFault => ({ line: null, field, fault: name, hint });
type Part = Record<string, unknown>;
const isPart = (value: unknown): value is Part => typeof value === "object" && value !== null && !Array.isArray(value);
const part = (value: unknown, name: string): unknown => (isPart(value) ? value[name] : undefined);

/** What an API showed of itself: an answer, its description, and how it says no. `why` when an address could not be read. */
export interface Seen {
  address: string;
  sample: Fetched | { why: string };
  description: Part | { why: string };
  missing: Fetched | { why: string };
}

async function tried<T>(work: () => Promise<T>): Promise<T | { why: string }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotFetched) return { why: error.why };
    if (error instanceof SyntaxError) return { why: "json" };
    throw error;
  }
}

/** Looks at an API: three reads, each with its own end. */
export async function look(
  { address, openapi }: { address: string; openapi: string },
  limits: FetchLimits,
): Promise<Seen> {
  const fetched = (at: string) => fetchGuarded(at, limits);
  const base = address.replace(/[?#].*$/, "").replace(/\/*$/, "");
  return {
    address,
    sample: await tried(() => fetched(address)),
    description: await tried(async () => {
      const { body, status } = await fetched(openapi);
      if (status !== 200) throw new NotFetched("reach");
      const read = JSON.parse(body.toString());
      if (!isPart(read)) throw new SyntaxError("no object");
      return read;
    }),
    missing: await tried(() => fetched(`${base}/pendopo-no-such-page`)),
  };
}

/** Names of parameters in paths and queries, with where they stand. */
function parametersOf(description: Part): { at: string; name: string }[] {
  const paths = part(description, "paths");
  if (!isPart(paths)) return [];
  return Object.entries(paths).flatMap(([path, methods]) => {
    const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name!);
    const all = isPart(methods) ? [methods, ...Object.values(methods)] : [];
    const inQuery = all.flatMap((one) => {
      const given = part(one, "parameters");
      return Array.isArray(given)
        ? given.filter((each) => part(each, "in") === "query").map((each) => String(part(each, "name")))
        : [];
    });
    return [...new Set([...inPath, ...inQuery])].map((name) => ({ at: path, name }));
  });
}

/** What the rules find. Pure: it looks at what was seen. */
export function checkApi(seen: Seen, rules: readonly Check[]): CheckResult[] {
  const { sample, description, missing, address } = seen;
  const content = "body" in sample ? contentOf(sample.body) : null;
  const said =
    "why" in description && typeof description.why === "string" && !("openapi" in description)
      ? null
      : (description as Part);
  const info = said && part(said, "info");
  const find = (rule: Check): CheckFault[] | null => {
    switch (rule.kind) {
      case "https":
        return address.startsWith("https:") ? [] : [fault("", "https")];
      case "openapi":
        if (!said) return [fault("", String((description as { why?: string }).why ?? "reach"), "openapi.json")];
        return /^3\.\d/.test(String(said.openapi)) ? [] : [fault("openapi", "openapi", "3.1.0")];
      case "metadata":
        if (!said) return null;
        return ["title", "description", "version", "contact"]
          .filter((name) => !part(info, name))
          .map((name) => fault(`info.${name}`, "empty"));
      case "licence":
        return said ? (part(info, "license") ? [] : [fault("info.license", "empty", "CC-BY-4.0")]) : null;
      case "problem": {
        if ("why" in missing) return [fault("", missing.why)];
        const problem = contentOf(missing.body);
        const right =
          missing.status === 404 && /^application\/problem\+json\b/.test(missing.type) && problem.kind === "json";
        return right
          ? []
          : [fault(`${missing.status} ${missing.type}`.slice(0, 80), "problem", "application/problem+json")];
      }
      case "personal-addresses": {
        const names = new Set((rule.columns ?? []).map((name) => name.toLowerCase()));
        return said
          ? parametersOf(said)
              .filter(({ name }) => names.has(name.toLowerCase()))
              .map(({ at, name }) => fault(`${at} ${name}`.slice(0, 120), "address-parameter"))
          : null;
      }
      default:
        if ("why" in sample) return [fault("", sample.why)];
        return content && findIn(content, rule, new Map());
    }
  };
  return rules.filter(({ of }) => of.includes("api")).map((rule) => resultOf(rule, find(rule)));
}
