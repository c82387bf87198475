import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { keepKey } from "./commands/keep-key.ts";
import { journalTap } from "./grow.ts";
import { logPage } from "./pages/log.tsx";
import { checkpoints } from "./queries/checkpoints.ts";
import { logKey } from "./queries/log-key.ts";
import { proofOf } from "./queries/proof.ts";
import { tile } from "./queries/tile.ts";
import { checkpointRoute, keyRoute, proofRoute, tileRoute } from "./routes/log.ts";
import { signer, signerSign } from "./signer.ts";

export const manifest: Manifest = {
  name: "transparency",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  commands: [keepKey],
  queries: [logKey, checkpoints, tile, proofOf],
  pages: [logPage],
  routes: [checkpointRoute, tileRoute, keyRoute, proofRoute],
  taps: [journalTap],
  minders: [signer],
  signs: [signerSign],
};
