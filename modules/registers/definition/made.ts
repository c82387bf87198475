import { createHash } from "node:crypto";
import type { Register, RegisterFile } from "./schema.ts";

/** What a register's file may name that does not stand in it. */
export interface Elsewhere {
  agencies: readonly string[];
  registers: readonly string[];
}

/** What a register's file names and nobody knows: an agency, another register. */
export function outsideFaults(file: RegisterFile, { agencies, registers }: Elsewhere) {
  const faults: { path: string[]; says: string }[] = [];
  const agency = (path: string[], code: string) => {
    if (!agencies.includes(code))
      faults.push({ path, says: `${path.join(".")}: the government has no agency ${code}` });
  };
  agency(["keeper"], file.keeper);
  for (const [name, { owner, link }] of Object.entries(file.fields)) {
    if (owner) agency(["fields", name, "owner"], owner);
    if (link && !["person", "business", "region", ...registers].includes(link.to))
      faults.push({
        path: ["fields", name, "link", "to"],
        says: `fields.${name}.link.to: there is no register ${link.to}`,
      });
  }
  return faults;
}

/** The register that a file says, with the hash of what it says: the same from the browser and from a folder. */
export const registerMade = (code: string, file: RegisterFile): Register => ({
  ...file,
  code,
  hash: createHash("sha256").update(JSON.stringify(file)).digest("hex"),
});
