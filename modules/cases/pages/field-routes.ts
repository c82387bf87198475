import { readFileSync } from "node:fs";
import { type Bytes, field, route } from "../../../kernel/index.ts";
import { answerToPhone } from "./field-report.ts";

const worker = readFileSync(new URL("../field/worker.js", import.meta.url));
const json = (body: object, type: string, status = 200): Bytes => ({ body: JSON.stringify(body), type, status });

/** Where a phone sends a report once there is signal. */
export const fieldSendRoute = route({
  method: "POST",
  path: "/petugas/lapangan/kirim",
  // Ten photos, each as large as any that is taken in.
  bodyLimit: 134_217_728,
  limit: { times: 120, seconds: 60 },
  async handle(context) {
    const { status, body } = await answerToPhone(context, field(context.form, "task"));
    return json(body, "application/json; charset=utf-8", status);
  },
});

/** What answers for the pages when there is no signal. */
export const fieldWorkerRoute = route({
  method: "GET",
  path: "/petugas/lapangan/worker.js",
  handle: () => ({
    body: worker,
    type: "text/javascript; charset=utf-8",
    headers: { "service-worker-allowed": "/petugas/lapangan" },
  }),
});

/** What the phone needs to put the page among its apps. */
export const fieldAppRoute = route({
  method: "GET",
  path: "/petugas/lapangan/app.webmanifest",
  handle({ say, query }) {
    const icon = /^\/assets\/[0-9a-f]+\/icon\.svg$/.test(query.icon ?? "") ? query.icon : null;
    return json(
      {
        name: say("cases.field.title"),
        short_name: say("cases.field.short"),
        start_url: "/petugas/lapangan",
        scope: "/petugas/lapangan",
        display: "standalone",
        icons: icon ? [{ src: icon, sizes: "any", type: "image/svg+xml", purpose: "any" }] : [],
      },
      "application/manifest+json; charset=utf-8",
    );
  },
});
