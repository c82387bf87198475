import type Provider from "oidc-provider";
import type { World } from "../../../kernel/index.ts";
import { openKeys } from "../keystore.ts";
import { configurationOf } from "./configuration.ts";
import { shownOnce } from "./shown.ts";

interface Open {
  provider: Provider;
  kid: string;
  lookedAt: number;
}

/** How long another process may go on with the key that was just replaced: both are published. */
const lookAgainMs = 60_000;
const open = new WeakMap<World, Promise<Open>>();

export const issuerOf = (world: World): string => `${new URL(world.config.PUBLIC_URL).origin}/oidc`;

/** The protocol's library, read at the first call that needs it: a house without relying parties never pays for it. */
export async function openProvider(world: World): Promise<Provider> {
  let made = open.get(world);
  if (!made) {
    made = make(world);
    open.set(world, made);
    made.catch(() => open.delete(world));
  }
  const { provider, kid, lookedAt } = await made;
  if (performance.now() - lookedAt < lookAgainMs) return provider;
  const [newest] = await openKeys(world);
  if (newest!.kid === kid) {
    open.set(world, Promise.resolve({ provider, kid, lookedAt: performance.now() }));
    return provider;
  }
  open.delete(world);
  return openProvider(world);
}

/** After a new key: this process signs with it at once. */
export const forgetProvider = (world: World): void => void open.delete(world);

async function make(world: World): Promise<Open> {
  const [library, keys] = await Promise.all([import("oidc-provider"), openKeys(world)]);
  const provider = new library.Provider(issuerOf(world), configurationOf(world, library, keys));
  const { protocol, host } = new URL(world.config.PUBLIC_URL);
  provider.proxy = true;
  const first = shownOnce(world);
  provider.ReplayDetection.unique = (iss: string, jti: string, exp: number) => first(iss, jti, new Date(exp * 1000));
  provider.use(async (ctx, next) => {
    // Whatever a proxy says of itself, this house is where its operator says it is.
    ctx.req.headers["x-forwarded-proto"] = protocol.slice(0, -1);
    ctx.req.headers["x-forwarded-host"] = host;
    // Browsers keep secure cookies of the machine itself, too.
    ctx.cookies.secure = true;
    await next();
  });
  provider.on("server_error", (_ctx, error) => world.log.error({ err: error }, "bug"));
  return { provider, kid: keys[0]!.kid, lookedAt: performance.now() };
}
