import { createHash } from "node:crypto";
import type { TestContext } from "node:test";
import { h } from "preact";
import { openServer } from "../../../kernel/http/index.ts";
import type { Actor, Manifest } from "../../../kernel/index.ts";
import type { Stage } from "../../../test/stage.ts";

const origin = "http://localhost:8080";
const token = (name: string) => name.padEnd(43, "x");

/** A message's key where words should stand. */
export const bareKey = /\b(registry|kernel)\.[a-z-]+\.[a-zA-Z.-]+/;

/** The room's pages on a bare frame; a cookie says which of these actors asks. */
export async function served<S extends Stage, Who extends string>(
  t: TestContext,
  open: (door: Manifest) => Promise<S>,
  who: (stage: S) => Record<Who, Actor>,
) {
  const known = new Map<string, Actor>();
  const s = await open({
    name: "door",
    folder: import.meta.dirname,
    doorman: { recognise: async (_world, hash) => known.get(hash.toString("hex")) ?? null },
  });
  for (const [name, actor] of Object.entries<Actor>(who(s)))
    known.set(createHash("sha256").update(token(name)).digest("hex"), actor);
  const app = await openServer(
    s.world,
    {
      frame: (_context, view) => h("html", null, h("title", null, view.title), h("main", null, view.main)),
      refusal: (_context, refusal) => ({ title: refusal?.code ?? "bug", main: h("p", null, refusal?.code ?? "bug") }),
      signIn: (to) => `/masuk?lanjut=${encodeURIComponent(to)}`,
      stepUp: (to) => `/masuk/lagi?lanjut=${encodeURIComponent(to)}`,
    },
    new Map(),
  );
  t.after(() => app.close());
  const asked = (name?: Who) => (name ? { cookies: { "__Host-session": token(name) } } : {});
  return {
    ...s,
    get: (url: string, name?: Who) => app.inject({ url, ...asked(name) }),
    post: (url: string, form: Record<string, string>, name?: Who) =>
      app.inject({
        method: "POST",
        url,
        payload: new URLSearchParams(form).toString(),
        headers: { "content-type": "application/x-www-form-urlencoded", origin },
        ...asked(name),
      }),
  };
}
