import type { Reading } from "./read.ts";

// One schema each; no join and no foreign key across. So a module's code and
// migrations may name no other module's tables; of the kernel's it may read.

const schemaOf = (module: string) => module.replaceAll("-", "_");
const writing =
  /\b(?:into|update|delete\s+from|table|references|truncate)\s+(?:only\s+|if\s+(?:not\s+)?exists\s+)*"?kernel"?\./i;
const namesTable = /\b(?:from|join|into|update|table|only|references|truncate|exists)\s+"?([a-z_]+)"?\."?[a-z_]/gi;

/** Other schemas that a TypeScript file reaches into, each as a sentence. */
export function strangersInCode(owner: string, modules: readonly string[], reading: Reading): string[] {
  const foreign = new Set(modules.filter((name) => name !== owner).map(schemaOf));
  const found: string[] = [];
  for (const [method, table] of reading.tables) {
    const schema = table.split(".")[0]!;
    if (!table.includes(".")) continue;
    if (foreign.has(schema)) found.push(`${method}("${table}") reaches into the schema of ${schema}`);
    if (owner !== "kernel" && schema === "kernel" && /insert|update|delete|merge|replace/.test(method)) {
      found.push(`${method}("${table}") writes into the kernel's schema`);
    }
  }
  for (const key of reading.keys) {
    const schema = /^([a-z_]+)\.[a-z_]+$/.exec(key)?.[1];
    if (schema && foreign.has(schema)) found.push(`the type of table "${key}" belongs to ${schema}`);
  }
  for (const text of reading.texts) {
    for (const [, schema] of text.matchAll(namesTable)) {
      if (foreign.has(schema!.toLowerCase()))
        found.push(`SQL "${shortened(text)}" reaches into the schema of ${schema}`);
    }
    if (owner !== "kernel" && writing.test(text))
      found.push(`SQL "${shortened(text)}" writes into the kernel's schema`);
  }
  return found;
}

/** Other schemas that a migration names anywhere: in tables, keys, views, functions, policies. */
export function strangersInMigration(owner: string, modules: readonly string[], sql: string): string[] {
  const bare = sql
    .replace(/--.*$/gm, "")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/'(?:[^']|'')*'/g, "''");
  const found: string[] = [];
  for (const name of modules) {
    if (name === owner) continue;
    const named = new RegExp(`(?<![.\\w])"?${schemaOf(name)}"?\\s*\\.\\s*"?[a-z_]`, "i").exec(bare);
    if (named) found.push(`names the schema of ${name}: "${shortened(bare.slice(named.index, named.index + 60))}"`);
  }
  if (owner !== "kernel" && writing.test(bare)) found.push("writes into the kernel's schema or refers to its tables");
  return found;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
