import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadModules } from "../../app/modules.ts";
import { servicesOf } from "../../app/services.ts";
import { readGovernment } from "../../kernel/government.ts";
import { FileFault } from "../../kernel/index.ts";

const example = fileURLToPath(new URL("../../government/example", import.meta.url));
const modules = await loadModules();
const service = "services/izin-usaha-mikro";

/** A mistake in a file of the example's service: what stands there, and what somebody writes instead. */
export interface Mistake {
  file: string;
  from: string;
  to: string;
}

/** What the linter answers to a mistake; lines are told as "…", because they move with the example. */
export function answerTo({ file, from, to }: Mistake): string {
  const folder = mkdtempSync(join(tmpdir(), "pendopo-lint-"));
  try {
    for (const part of [service, "purposes.yaml", "privacy.yaml", "life-events.yaml", "counters.yaml", "agencies.yaml"])
      cpSync(join(example, part), join(folder, part), { recursive: true });
    const path = join(folder, service, file);
    const text = readFileSync(path, "utf8");
    if (!text.includes(from)) return `${file} of the example does not hold ${from}`;
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
    servicesOf(modules, { ...readGovernment(example).government, folder });
    return "nothing";
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return error.faults.map((fault) => fault.replace(/^.*?services\//, "services/").replace(/:\d+:/, ":…:")).join("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The mistakes that a page shows, each with the answer that it prints. */
export function trialsOf(text: string): (Mistake & { printed: string })[] {
  const shown = /<!-- lint: (\S+) \| (.+?) \| (.+?) -->\n```text\n([\s\S]*?)```/g;
  return [...text.matchAll(shown)].map(([, file, from, to, printed]) => ({
    file: file!,
    from: from!,
    to: to!,
    printed: printed!.trim(),
  }));
}
