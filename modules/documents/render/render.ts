import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

/** What a letter is made of: its template, its data (never built into the template's text) and its pictures. */
export interface Letter {
  template: string;
  /** Becomes /data.json for the template, and is attached to the PDF. */
  data: unknown;
  /** More files by path: "/qr.svg". */
  files?: Readonly<Record<string, string>>;
  /** The document's own time: the same letter at the same time gives the same bytes. */
  at: Date;
}

const idleMs = 30_000;
interface Waiting {
  done(pdf: Buffer): void;
  failed(error: Error): void;
}

let worker: Worker | null = null;
let next = 1;
let idle: NodeJS.Timeout | undefined;
const waiting = new Map<number, Waiting>();

function thread(): Worker {
  if (worker) return worker;
  const workspace = join(tmpdir(), "pendopo-letters");
  mkdirSync(workspace, { recursive: true });
  const made = new Worker(new URL("./worker.mjs", import.meta.url), { workerData: { workspace } });
  made.unref();
  made.on("message", ({ id, pdf, error }: { id: number; pdf?: Uint8Array; error?: string }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (pdf) asked?.done(Buffer.from(pdf));
    else asked?.failed(new Error(`the letter could not be set: ${error}`));
    clearTimeout(idle);
    if (waiting.size === 0) {
      made.unref();
      idle = setTimeout(() => end(made), idleMs).unref();
    }
  });
  const broken = (error: Error) => {
    for (const asked of waiting.values()) asked.failed(error);
    waiting.clear();
    worker = null;
  };
  made.on("error", broken);
  made.on("exit", () => worker === made && broken(new Error("the letter thread ended")));
  worker = made;
  return made;
}

function end(old: Worker): void {
  if (waiting.size > 0 || worker !== old) return;
  worker = null;
  void old.terminate();
}

/** Sets a letter as a tagged PDF/A-3a with its data attached. 3 to 8 ms once the thread is warm. */
export function render({ template, data, files = {}, at }: Letter): Promise<Buffer> {
  return new Promise((done, failed) => {
    const id = next++;
    waiting.set(id, { done, failed });
    const made = thread();
    made.ref();
    made.postMessage({
      id,
      template,
      shadows: { "/data.json": JSON.stringify(data, null, 1), ...files },
      timestamp: Math.floor(at.getTime() / 1000),
    });
  });
}
