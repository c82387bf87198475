import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { turnOf } from "../commands/turn-day.ts";
import type { PermitRow } from "../tables.ts";

test("the turn of a day asks one thing of a permit at most, never of one that is over, and never goes back", () => {
  const dayOf = fc
    .integer({ min: 0, max: 400 })
    .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
  fc.assert(
    fc.property(
      fc.constantFrom("active", "suspended", "renewed", "amended", "transferred", "revoked", "expired"),
      dayOf,
      dayOf,
      dayOf,
      dayOf,
      fc.boolean(),
      (state, until, suspended, from, today, offered) => {
        const row = {
          state,
          valid_until: until,
          suspended_until: state === "suspended" ? suspended : null,
          renew_from: from,
          offered_at: offered ? new Date(0) : null,
        } as PermitRow;
        const turn = turnOf(row, today);
        if (state !== "active" && state !== "suspended") assert.equal(turn, null);
        if (turn === "expire") assert.ok(until < today);
        if (turn === "resume") assert.ok(suspended < today && until >= today);
        if (turn === "offer") assert.ok(!offered && from <= today && until >= today);
      },
    ),
  );
});
