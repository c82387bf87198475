import type { Actor, Role, Statement, World } from "../../kernel/index.ts";

/** How long a second factor that was given again counts as fresh. */
export const stepUpMs = 5 * 60_000;
export const sessionMs = 30 * 86_400_000;
/** A session that nobody used for so long is over: shorter for officers, whose desks others pass by. */
export const idleMs = { citizen: 14 * 86_400_000, business: 14 * 86_400_000, officer: 10 * 3_600_000 } as const;

interface Row {
  session: string;
  account: string;
  person: string;
  name: string;
  hat: "citizen" | "business" | "officer";
  assurance: 1 | 2;
  stepped_up_at: Date | null;
  seen_at: Date;
  mandate: string | null;
  business: string | null;
  business_name: string | null;
  scopes: string[] | null;
  officer: string | null;
  agency: string | null;
  office: string | null;
  roles: Role[] | null;
}

/** Who holds this session or token: one prepared statement, outside any transaction. */
export async function recognise(
  world: World,
  hash: Buffer,
  kind: "session" | "token",
  statement: Statement,
): Promise<Actor | null> {
  const now = world.clock.now();
  const [row] = await statement<Row>("select * from identity.recognise($1, $2, $3, $4)", [
    hash,
    kind,
    now,
    world.calendar.today(now),
  ]);
  if (!row) return null;
  const idle = now.getTime() - row.seen_at.getTime();
  if (kind === "session" && idle > idleMs[row.hat]) return null;
  if (idle > 60_000) {
    // Not waited for: when it is lost, the next request tells again.
    world.database.statement("select identity.seen($1, $2)", [hash, now]).catch(() => {});
  }
  const fresh = row.stepped_up_at !== null && now.getTime() - row.stepped_up_at.getTime() < stepUpMs;
  return {
    hat: row.hat,
    account: row.account,
    person: row.person,
    name: row.name,
    business:
      row.hat === "business"
        ? { id: row.business!, name: row.business_name!, mandate: row.mandate!, scopes: row.scopes ?? [] }
        : null,
    officer:
      row.hat === "officer"
        ? { id: row.officer!, agency: row.agency!, office: row.office!, roles: row.roles ?? [] }
        : null,
    machine: null,
    assurance: fresh ? 3 : row.assurance,
    session: row.session,
    system: null,
  };
}
