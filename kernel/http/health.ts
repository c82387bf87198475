import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { systemActor } from "../actor.ts";
import { pendingMigrations } from "../database/index.ts";
import { migrationFolders } from "../migrations.ts";
import type { World } from "../world.ts";

/** Liveness, readiness and Prometheus figures. */
export function openHealth(app: FastifyInstance, world: World): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const took = new Histogram({
    name: "pendopo_http_seconds",
    help: "Time to answer",
    labelNames: ["route", "method", "status"],
    registers: [registry],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
  });
  const gauges = new Map<string, Gauge>();
  app.addHook("onResponse", async (request, reply) => {
    took.observe(
      { route: request.routeOptions.url ?? "none", method: request.method, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
  });

  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const checks = await readiness(world);
    const ok = Object.values(checks).every((check) => check.ok);
    return reply
      .code(ok ? 200 : 503)
      .header("cache-control", "no-store")
      .send({ status: ok ? "ready" : "not-ready", checks });
  });
  app.get("/metrics", async (request, reply) => {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const wanted = world.config.METRICS_TOKEN;
    // Behind a proxy every request seems local: there only the token opens.
    const near =
      !world.config.TRUST_PROXY && /^(127\.|::1$|::ffff:127\.)/.test(request.ip) && !request.headers["x-forwarded-for"];
    if (wanted ? !same(given, wanted) : !near) return reply.code(404).send();
    for (const [name, { gauges: figures }] of Object.entries(await readiness(world))) {
      for (const [figure, value] of Object.entries(figures ?? {})) {
        // A sign is named "room.sign"; Prometheus takes letters, digits and underscores.
        const full = `pendopo_${name}_${figure}`.replaceAll(/[^a-z0-9_]/g, "_");
        let gauge = gauges.get(full);
        if (!gauge) {
          gauge = new Gauge({ name: full, help: full, registers: [registry] });
          gauges.set(full, gauge);
        }
        gauge.set(value);
      }
    }
    return reply.header("content-type", registry.contentType).send(await registry.metrics());
  });
}

type Checks = Record<string, { ok: boolean; detail: string; gauges?: Record<string, number> }>;

async function readiness(world: World): Promise<Checks> {
  try {
    return await world.database.inTransaction(systemActor("kernel"), false, async (tx) => {
      const checks: Checks = { database: { ok: true, detail: "answers" } };
      const pending = await pendingMigrations(
        (text) => tx.query<{ schema: string; name: string }>(text),
        migrationFolders(world.modules),
      );
      checks.migrations = {
        ok: pending === 0,
        detail: pending === 0 ? "all run" : `${pending} not run: pendopo migrate`,
      };
      const [lag] = await tx.query<{ waiting: number; seconds: number }>(
        `select count(*)::int as waiting, coalesce(extract(epoch from now() - min(j.at)), 0)::float as seconds
         from (select journal from kernel.outbox order by id limit 10000) o join kernel.journal j on j.id = o.journal`,
      );
      const seconds = Math.max(0, Math.round(lag?.seconds ?? 0));
      checks.worker = {
        ok: seconds < 60,
        detail: seconds < 60 ? `${lag?.waiting ?? 0} waiting` : `the oldest waits ${seconds} s: is a worker running?`,
        gauges: { outbox_waiting: lag?.waiting ?? 0, lag_seconds: seconds },
      };
      for (const sign of world.modules.flatMap((room) => room.signs ?? []))
        checks[sign.name] = await sign.look(world, tx);
      return checks;
    });
  } catch (error) {
    return { database: { ok: false, detail: (error as Error).name === "Refusal" ? "does not answer" : "failed" } };
  }
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
