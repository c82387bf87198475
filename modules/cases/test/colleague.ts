import type { Actor, Role } from "../../../kernel/index.ts";
import type { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";

/** Another officer of an office, appointed as the house would: one that the colleagues' list shows. */
export async function colleague(
  s: Awaited<ReturnType<typeof scene>>,
  person: string,
  agency: string,
  office: string,
  roles: Role[],
): Promise<Actor> {
  const id = s.world.newId();
  const name = `Rekan ${person}`;
  const now = s.clock.now();
  const [account] = await s.asOwner<{ id: string }>("select id from identity.account where person = $1", [
    s.id(person),
  ]);
  await s.asOwner(
    `insert into identity.officer (id, account, name, agency, office, state, appointed_by, appointed_at)
     values ($1, $2, $3, $4, $5, 'active', $2, $6)`,
    [id, account!.id, name, agency, office, now],
  );
  for (const role of roles)
    await s.asOwner(
      `insert into identity.officer_role (id, officer, role, proposed_by, proposed_at, approved_by, approved_at)
       values ($1, $2, $3, $4, $5, $4, $5)`,
      [s.world.newId(), id, role, account!.id, now],
    );
  return actors.officer(id, agency, office, roles, { name, person: s.id(person), account: account!.id });
}
