import { asOwner, type House } from "./house.ts";
import { refused, type Stop } from "./stops.ts";

const id = (n: number) => `019b0000-0000-7000-8000-0000000000e${n}`;
const ganda = "/petugas/penduduk/ganda";
export type Doubled = Record<"pair" | "waiting" | "merged" | "mixed", string>;

/** Somebody who stands in the register four times: found, proposed to be merged, and merged. */
export async function doubledIn(house: House): Promise<Doubled> {
  let joko = "";
  await asOwner(house, async (database) => {
    const { rows } = await database.query("select id from registry.person where name = 'Joko Prasetyo' limit 1");
    joko = rows[0].id;
    for (const [n, name] of ["Djoko Prasetyo", "Joko Prasetijo", "Joko Prastyo"].entries())
      await database.query(
        `insert into registry.person (id, nik_sealed, nik_index, name, birth_date, birth_place, sex, marital_status, family,
           family_role, street, rt, rw, village, valid_from, recorded_at, reason, merged_into)
         select $1, nik_sealed, sha256($1::uuid::text::bytea), $2, birth_date, 'Banyuasri', sex, 'single', family, 'other',
           'Jalan Kenanga No. 12', rt, rw, village, valid_from, now(), 'enrolment', $3
         from registry.person where id = $4`,
        [id(n + 1), name, n === 2 ? joko : null, joko],
      );
    await database.query(
      "insert into registry.double (id, one, other, found_at) values ($1, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), now())",
      [id(7), id(1), joko],
    );
    for (const [proposal, person, other, state] of [
      [id(8), id(1), id(2), "open"],
      [id(9), joko, id(3), "done"],
    ])
      await database.query(
        `insert into registry.proposal (id, kind, person, other, version, other_version, takes, reason, state, proposed_by,
           agency, office, proposed_at, decided_by, decided_for, decided_at)
         values ($1, 'merge', $2, $3, 1, 1, '{address}', 'Dua kali terdaftar karena pindah', $4, gen_random_uuid(),
           'disdukcapil', 'loket', now(), $5, $6, $7)`,
        [
          proposal,
          person,
          other,
          state,
          ...(state === "done" ? [id(6), "disdukcapil/pendaftaran-penduduk", new Date()] : [null, null, null]),
        ],
      );
  });
  return {
    pair: `${ganda}/${id(1)}/${joko}`,
    waiting: `/petugas/penduduk/usulan/${id(8)}`,
    merged: `/petugas/penduduk/usulan/${id(9)}`,
    mixed: `/petugas/penduduk/${joko}/pisah`,
  };
}

/** What a keeper of the population register looks at of records that are double, or two in one. */
export const stopsOfMerging = ({ pair, waiting, merged, mixed }: Doubled): Stop[] => [
  ganda,
  `${ganda}?sama=ya`,
  refused(ganda, { button: "form button" }),
  pair,
  refused(pair, { button: "button[value=merge]" }),
  waiting,
  merged,
  refused(merged, { button: "button[value=undo]" }),
  mixed,
  refused(mixed),
];
