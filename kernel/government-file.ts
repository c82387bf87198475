import { existsSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { FileFault, type Government, readYaml } from "./government.ts";

/** One of a government's own files, as a room reads it. */
export interface GovernmentFile {
  /** Path within the government's folder; a star stands for any one folder. */
  readonly file: string;
  /** What may stand in it; editors are told of it too. */
  readonly schema: z.ZodType;
  /** A government may do without it. */
  readonly optional?: boolean;
  /** Reads it, once for a government. Throws FileFault. Without it: something else reads the file when it is needed. */
  of?(government: Government): unknown;
}

interface Kept<T> extends GovernmentFile {
  of(government: Government): T;
}

/** A file that is read once for each government: `made` turns what stands there into what the room needs. */
export function governmentFile<T>(file: string, schema: z.ZodType<T>): Kept<T>;
export function governmentFile<R, T>(
  file: string,
  schema: z.ZodType<R>,
  made: (read: R, path: string, government: Government) => T,
): Kept<T>;
export function governmentFile<R, T>(
  file: string,
  schema: z.ZodType<R>,
  made?: (read: R, path: string, government: Government) => T,
): Kept<R | T> {
  const kept = new WeakMap<Government, { value: R | T }>();
  return {
    file,
    schema,
    of(government) {
      let read = kept.get(government);
      if (!read) {
        const path = join(government.folder, file);
        const value = readYaml(path, schema);
        read = { value: made ? made(value, path, government) : value };
        kept.set(government, read);
      }
      return read.value;
    },
  };
}

/** Reads every file, so that a fault is found at start and not at the first bill. Throws a FileFault with all faults. */
export function readGovernmentFiles(government: Government, files: readonly GovernmentFile[]): void {
  const faults = files.flatMap((one) => {
    if (one.optional && !existsSync(join(government.folder, one.file))) return [];
    try {
      one.of?.(government);
      return [];
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      return error.faults;
    }
  });
  if (faults.length > 0) throw new FileFault([...new Set(faults)]);
}
