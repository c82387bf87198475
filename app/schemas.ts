import { basename } from "node:path";
import { z } from "zod";
import { houseFiles } from "../kernel/government.ts";
import type { GovernmentFile, Manifest } from "../kernel/index.ts";

/** Every kind of file that a government has. */
export const governmentFiles = (modules: readonly Manifest[]): GovernmentFile[] => [
  ...houseFiles,
  ...modules.flatMap((room) => room.governmentFiles ?? []),
];

/** "services/*\/form.yaml" is described by "form.json". */
export const schemaName = (file: string): string => `${basename(file, ".yaml")}.json`;

/** A JSON Schema for each kind of file, out of the very schema that reads it: name and text. */
export function schemasOf(modules: readonly Manifest[]): Map<string, string> {
  return new Map(
    governmentFiles(modules).map(({ file, schema }) => {
      const made = z.toJSONSchema(schema, { target: "draft-7", io: "input", unrepresentable: "any" });
      return [schemaName(file), `${JSON.stringify({ title: file, ...made }, null, 2)}\n`];
    }),
  );
}
