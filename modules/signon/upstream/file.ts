import { z } from "zod";
import { type Government, governmentFile, textSchema } from "../../../kernel/index.ts";

const Upstreams = z
  .array(
    z
      .object({
        code: z.string().regex(/^[a-z0-9-]{1,40}$/),
        name: textSchema,
        /** Where it says what it is: "/.well-known/openid-configuration" below this. */
        issuer: z.url({ protocol: /^https?$/ }),
        /** What it calls this house. */
        client: z.string().min(1).max(120),
        /** "key": this house signs with its own key, published at its JWKS. "secret": the file keys/upstream-<code> of the data folder. */
        proves: z.enum(["key", "secret"]).default("key"),
      })
      .strict(),
  )
  .max(20);
export type Upstream = z.output<typeof Upstreams>[number];

/** Other providers whose account may stand for a password here. */
export const upstreamsFile = governmentFile("upstreams.yaml", Upstreams);
export const upstreamsOf = (government: Government): Upstream[] => upstreamsFile.of(government);
