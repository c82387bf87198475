import { type Actor, ask, textIn, type World } from "../../../kernel/index.ts";
import type { lookups } from "../../registry/index.ts";
import type { Field, Register } from "../definition/schema.ts";
import { exportedColumns, exportedRows } from "../queries/bulk.ts";
import type { Column } from "./columns.ts";
import { bytesOf, type Format, mediaTypes } from "./format/index.ts";

const many = 2_500;
type Reason = (typeof lookups.searchReasons)[number];

/**
 * A whole register as a file, made as it is taken. Each part is a question of its own, so that the receipts of everybody
 * in it are on disk before it leaves, and no more than a part is ever in memory. Whoever may not is refused at once.
 */
export async function exported(
  world: World,
  actor: Actor,
  register: Register,
  { format, reason, via }: { format: Format; reason: Reason; via: "web" | "cli" },
): Promise<AsyncGenerator<Uint8Array>> {
  const part = (after: string | null) =>
    ask(world, actor, exportedRows, { register: register.code, reason, after, limit: many }, { via });
  const first = await part(null);
  async function* rows() {
    for (let next = first; ; next = await part(next.last)) {
      if (next.cells.length > 0) yield next.cells;
      if (!next.more) return;
    }
  }
  return bytesOf(format, exportedColumns(register), rows());
}

const kinds = { number: "number", money: "number", date: "date", "yes-no": "boolean", list: "array" } as const;

function fieldOf({ name, about, kind, part }: Column, register: Register) {
  const plain = about === "since" || about === "ended" ? "date" : "string";
  const type = kind && !part ? (kinds[kind.type as keyof typeof kinds] ?? "string") : plain;
  const own = typeof register.number === "object" && "field" in register.number && register.number.field === name;
  const constraints = {
    ...(kind?.required && part !== "rt" && part !== "rw" && { required: true }),
    ...(own && { unique: true }),
    ...(kind?.options && { enum: kind.options.map(({ value }) => value) }),
    ...limits(kind),
  };
  return {
    name,
    type,
    ...(kind && { title: textIn(kind.label, "id") }),
    ...(kind?.meaning && { description: textIn(kind.meaning, "id") }),
    ...(Object.keys(constraints).length > 0 && { constraints }),
  };
}
const limits = (kind: Field | undefined) => ({
  ...(kind?.min !== undefined && { minimum: kind.min }),
  ...(kind?.max !== undefined && { maximum: kind.max }),
});

/** What a file of this register holds, as a Data Package (Frictionless 2.0) of its CSV. Anybody may know. */
export function dataPackage(world: World, register: Register) {
  const { government } = world;
  const keeper = government.agencies.find(({ code }) => code === register.keeper);
  const columns = exportedColumns(register);
  const { number } = register;
  const key = number === "holder" ? undefined : "field" in number ? number.field : "record.number";
  return {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: register.code,
    title: textIn(register.title, "id"),
    description: textIn(register.about, "id"),
    version: `${register.version}.0.0`,
    contributors: [{ title: keeper ? textIn(keeper.name, "id") : register.keeper, roles: ["publisher"] }],
    resources: [
      {
        name: register.code,
        type: "table",
        path: `${register.code}.csv`,
        format: "csv",
        mediatype: mediaTypes.csv.split(";")[0],
        encoding: "utf-8",
        dialect: { delimiter: ",", header: true },
        schema: {
          $schema: "https://datapackage.org/profiles/2.0/tableschema.json",
          fields: columns.map((column) => fieldOf(column, register)),
          missingValues: [""],
          ...(key && { primaryKey: [key] }),
        },
      },
    ],
  };
}
