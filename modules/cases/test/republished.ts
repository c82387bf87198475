import { createHash } from "node:crypto";
import type { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { type OnlineService, publishService, serviceByCode } from "../../catalogue/index.ts";
import { lintGraph, ProcessGraph } from "../../process/index.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
type Steps = Record<string, unknown>;
export interface Changed {
  version?: number;
  code?: string;
  start?: string;
  steps?: Steps;
  /** Anything else of the definition. */
  more?: (service: OnlineService) => Partial<OnlineService>;
}

/** Publishes the licence once more, as another version or under another code, with a process of its own. */
export async function republished(
  s: Scene,
  { version = 2, code, start, steps, more }: Changed,
): Promise<OnlineService> {
  const house = actors.system("test");
  const old = (await s.ask(house, serviceByCode, { code: "izin-usaha-mikro", version: 1 })) as OnlineService;
  const process = ProcessGraph.parse({
    ...old.process,
    ...(start && { start }),
    steps: steps ?? old.process.steps,
  });
  const findings = lintGraph(process);
  if (findings.length > 0) throw new Error(findings.map(({ says }) => says).join("\n"));
  const service = { ...old, ...more?.(old), version, code: code ?? old.code, process };
  const definition = { ...service, hash: createHash("sha256").update(JSON.stringify(service)).digest("hex") };
  await s.act(house, publishService, { definition });
  return definition;
}

/** Work of an office of the example. */
export const work = (outcomes: Record<string, string>, role = "reviewer") => ({
  title: { id: "Periksa", en: "Check" },
  role,
  agency: role === "opinion-giver" ? "$item" : "dpmptsp",
  office: role === "opinion-giver" ? "$item" : "perizinan",
  outcomes,
});
