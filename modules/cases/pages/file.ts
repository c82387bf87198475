import { type Bytes, refuse, route } from "../../../kernel/index.ts";
import { fileById } from "../queries/file-by-id.ts";

/** A photo that was handed in, to whoever may see it. */
export const fileRoute = route({
  method: "GET",
  path: "/berkas/:id",
  async handle({ ask, world, params }): Promise<Bytes> {
    const file = await ask(fileById, { id: params.id ?? "" });
    const body = await world.files.get(file.store);
    if (!body) refuse("not-found", "kernel.refusal.not-found");
    return { body, type: file.type, headers: { "content-security-policy": "sandbox; default-src 'none'" } };
  },
});
