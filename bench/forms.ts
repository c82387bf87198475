import autocannon from "autocannon";
import { act, ask, stranger } from "../kernel/index.ts";
import { beginDraft } from "../modules/cases/commands/begin-draft.ts";
import { businessesOfPerson, lookups } from "../modules/registry/index.ts";
import { type Figure, type Hall, milliseconds, perSecond } from "./hall.ts";
import { constantOf } from "./pages.ts";
import { ownerOf } from "./rows.ts";

/** What people type: what begins so, parts, places they lie in, slips, and what there is not. */
const typed = [
  ..."abcdefghijklmnopqrstuvwxyz",
  ...["su", "ka", "sukaluhur", "sukluhur", "kabupaten", "kota", "jawa", "bandung suka", "gubeng surabaya", "desa"],
  ...["bakongan aceh selatan", "mekarasri", "xqzw", "ai ai", "ung", "sumatera", "kab kota", "99011", "barat timur"],
];

const load = async (url: string, headers: Record<string, string> = {}): Promise<number> => {
  await autocannon({ url, headers, connections: 16, duration: 2 });
  const result = await autocannon({ url, headers, connections: 16, duration: 6 });
  if (result.non2xx > 0) throw new Error(`${url}: ${result.non2xx} answers were not 200`);
  return result.requests.average;
};

/** The slowest search of the longest code list; a page of a form, signed in, against a constant text of its size. */
export async function forms(hall: Hall): Promise<Figure[]> {
  const { world } = hall;
  let slowest = 0;
  for (const words of typed) {
    const times: number[] = [];
    for (let i = 0; i < 9; i += 1) {
      const start = performance.now();
      await ask(world, stranger, lookups.findCodes, { list: "regions/villages", words });
      times.push(performance.now() - start);
    }
    slowest = Math.max(slowest, times.sort((a, b) => a - b)[4]!);
  }
  const owner = await ownerOf(hall);
  const [business] = await ask(world, owner, businessesOfPerson, { person: owner.person! });
  const { draft } = await act(world, owner, beginDraft, { service: "izin-usaha-mikro", business: business!.id });
  const web = await hall.serve();
  try {
    const headers = { authorization: `Bearer ${await hall.token("owner")}` };
    const address = `${web.address}/ajukan/${draft}/produk`;
    const size = (await (await fetch(address, { headers })).arrayBuffer()).byteLength;
    const constant = await constantOf(size);
    const floor = await load(constant.address);
    constant.stop();
    const page = await load(address, headers);
    return [
      {
        name: "look in a list of 83,000 villages, the slowest of 45 searches",
        ours: milliseconds(slowest),
        against: "",
        ratio: null,
        target: "≤ 30 ms",
        met: slowest <= 30,
      },
      {
        name: `a page of a form, signed in, ${size} bytes`,
        ours: perSecond(page),
        against: `constant text by Fastify ${perSecond(floor)}`,
        ratio: page / floor,
        target: "≥ 20 %",
        met: page / floor >= 0.2,
      },
    ];
  } finally {
    await web.stop();
  }
}
