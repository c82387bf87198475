import { refuse, route } from "../../../kernel/index.ts";
import { verifierOf } from "../keystore.ts";
import { checkpoints } from "../queries/checkpoints.ts";
import { proofOf, proofText } from "../queries/proof.ts";
import { tile } from "../queries/tile.ts";

const aYear = 31_536_000;

/** The newest signed note (C2SP tlog-checkpoint). */
export const checkpointRoute = route({
  method: "GET",
  path: "/log/checkpoint",
  async handle({ ask }) {
    const [newest] = await ask(checkpoints, { limit: 1 });
    if (!newest) refuse("not-found", "transparency.refusal.nothing-signed");
    return { type: "text/plain; charset=utf-8", body: newest.note, keepSeconds: 1 };
  },
});

/** Tiles of hashes and bundles of entries (C2SP tlog-tiles). They never change, so anybody may keep them. */
export const tileRoute = route({
  method: "GET",
  path: "/log/tile/*",
  limit: { times: 6000, seconds: 60 },
  async handle({ ask, params }) {
    const body = await ask(tile, { path: (params["*"] ?? "").slice(0, 100) });
    if (!body) refuse("not-found", "kernel.refusal.not-found");
    return { type: "application/octet-stream", body, keepSeconds: aYear };
  },
});

/** The key to check the notes with. */
export const keyRoute = route({
  method: "GET",
  path: "/log/key",
  handle: async ({ world }) => ({
    type: "text/plain; charset=utf-8",
    body: `${await verifierOf(world)}\n`,
    keepSeconds: 60,
  }),
});

/** The proof of one entry as a file, to whom it is about and to auditors. It holds personal data: nobody keeps it on the way. */
export const proofRoute = route({
  method: "GET",
  path: "/log/bukti/:id",
  async handle({ ask, params }) {
    const proof = await ask(proofOf, { id: params.id ?? "" });
    if (!proof) refuse("conflict", "transparency.refusal.not-signed-yet");
    return {
      type: "text/plain; charset=utf-8",
      body: proofText(proof),
      filename: `bukti-${proof.index}.tlog-proof`,
    };
  },
});
