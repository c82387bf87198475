import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { asRefusal, type Pool } from "./database/index.ts";
import { refuse } from "./refusal.ts";
import type { Kms } from "./secrets/index.ts";

/** How often a door may be knocked on. Counted for all processes together when a pool is given. */
export interface Patience {
  /** Counts one knock by `who` (an account, a network; stored only as a keyed hash). Refuses with "too-many" past the limit. */
  knock(door: string, who: string, limit: { times: number; seconds: number }): Promise<void>;
  /** Forgets the knocks: the right person came in. */
  forgive(door: string, who: string): Promise<void>;
}

/** `pool` null counts in this process only: enough for floods, not for guessers. */
export function makePatience(kms: Kms, pool: Pool | null): Patience {
  const limiters = new Map<string, RateLimiterMemory | RateLimiterPostgres>();
  const limiterFor = (door: string, { times, seconds }: { times: number; seconds: number }) => {
    let made = limiters.get(door);
    if (!made) {
      const memory = { points: times, duration: seconds, keyPrefix: door };
      made = pool
        ? new RateLimiterPostgres({
            ...memory,
            storeClient: pool,
            storeType: "pool",
            schemaName: "kernel",
            tableName: "rate",
            tableCreated: true,
            clearExpiredByTimeout: false,
          })
        : new RateLimiterMemory(memory);
      limiters.set(door, made);
    }
    return made;
  };
  // What is stored tells nobody who knocked; what stays in this process's memory need not be hashed, twice a request.
  const key = (who: string) => (pool ? kms.mac("patience", who).toString("base64url").slice(0, 22) : who);
  return {
    async knock(door, who, limit) {
      try {
        await limiterFor(door, limit).consume(key(who));
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw asRefusal(error);
        refuse("too-many", "kernel.refusal.too-many", { seconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) });
      }
    },
    async forgive(door, who) {
      try {
        await limiters.get(door)?.delete(key(who));
      } catch (error) {
        throw asRefusal(error);
      }
    },
  };
}
