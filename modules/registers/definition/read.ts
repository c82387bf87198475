import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { FileFault, type Government, type GovernmentFile, placeInYaml, readYaml } from "../../../kernel/index.ts";
import { lookups } from "../../registry/index.ts";
import { type Elsewhere, outsideFaults, registerMade } from "./made.ts";
import { type Register, RegisterFile } from "./schema.ts";

const kept = new WeakMap<Government, readonly Register[]>();

/** The registers that a government's files define, read once. Throws a FileFault with the faults of all of them. */
export function registersOf(government: Government): readonly Register[] {
  const all = kept.get(government) ?? readAll(government);
  kept.set(government, all);
  return all;
}

function readAll(government: Government): Register[] {
  const folder = join(government.folder, "registers");
  const faults: string[] = [];
  const found: Register[] = [];
  const codes = existsSync(folder) ? readdirSync(folder).sort() : [];
  const elsewhere: Elsewhere = { agencies: government.agencies.map(({ code }) => code), registers: codes };
  for (const code of codes) {
    const path = join(folder, code, "register.yaml");
    try {
      const file = readYaml(path, RegisterFile);
      for (const { path: at, says } of outsideFaults(file, elsewhere)) faults.push(`${placeInYaml(path, at)}: ${says}`);
      found.push(registerMade(code, file));
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new FileFault(faults);
  return found;
}

/** The agency that keeps a register, of the files or of people and businesses. Throws when there is no such register. */
export function keeperOf(government: Government, code: string): string {
  const keeper =
    registersOf(government).find((register) => register.code === code)?.keeper ??
    (lookups.keepersOf(government) as Record<string, string>)[code];
  if (!keeper) throw new Error(`there is no register "${code}"`);
  return keeper;
}

export const registerFiles: GovernmentFile = {
  file: "registers/*/register.yaml",
  schema: RegisterFile,
  of: registersOf,
};
