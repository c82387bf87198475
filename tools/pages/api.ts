import { fileURLToPath } from "node:url";
import { loadModules } from "../../app/modules.ts";
import { readConfig } from "../../kernel/config.ts";
import { readGovernment } from "../../kernel/government.ts";
import { openapi } from "../../kernel/http/openapi.ts";
import type { World } from "../../kernel/index.ts";

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
}
interface Operation {
  description: string;
  tags: string[];
  parameters?: unknown[];
  requestBody: { content: { "application/json": { schema: Schema } } };
}

const example = fileURLToPath(new URL("../../government/example", import.meta.url));

/** Every act and question of the JSON API in one table a room, out of the OpenAPI document that the house serves. */
export async function apiPage(): Promise<string> {
  const { government } = readGovernment(example);
  const world = { modules: await loadModules(), government, config: readConfig({}) } as Partial<World> as World;
  const paths = openapi(world).paths as Record<string, { post: Operation }>;
  const rooms = Map.groupBy(Object.entries(paths), ([, { post }]) => post.tags[0]!);
  const tables = [...rooms].map(([room, doors]) => {
    const rows = doors.map(([path, { post }]) => {
      const [, verb = "", who = ""] = /^(\w+)\. Open to: (.*)\.$/s.exec(post.description) ?? [];
      const method = verb === "Changes" ? "POST" : "GET, POST";
      return `| ${method} | \`${path}\` | ${fields(post.requestBody.content["application/json"].schema)} | ${who.replaceAll("; ", "<br>")} |`;
    });
    return `## ${room}\n\n| Method | Path | Input | Open to |\n| --- | --- | --- | --- |\n${rows.join("\n")}`;
  });
  return `<!-- Made from the commands and queries of modules/ by tools/pages.ts. Do not edit. -->
# API

Every act and every question that is open to programs. The full description, with the shape of each input, is
OpenAPI 3.1 at \`/api/v1/openapi.json\` of any running Pendopo; how to get a token and how to call is in the
[developer guide](../guide/developer.md#call-the-api). A name in bold must be given. Money travels as text in minor
units, times in ISO 8601.

${tables.join("\n\n")}
`;
}

function fields({ properties = {}, required = [] }: Schema): string {
  const names = Object.entries(properties).map(([name, { type }]) => {
    const shown = type ? `${name}: ${type}` : name;
    return required.includes(name) ? `**${shown}**` : shown;
  });
  return names.join(", ") || "nothing";
}
