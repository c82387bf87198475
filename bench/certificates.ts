import { act, ask, systemActor, type WorkContext } from "../kernel/index.ts";
import { issueDocument } from "../modules/documents/index.ts";
import { type Figure, type Hall, perSecond, rate } from "./hall.ts";
import { ownerOf } from "./rows.ts";

const count = 200;

/** Certificates from order to sealed file in the register: set, signed by an officer, sealed, time-stamped twice. */
export async function certificates(hall: Hall): Promise<Figure[]> {
  const { world } = hall;
  const room = systemActor("documents");
  const context = {
    world,
    act: (command: never, raw: never) => act(world, room, command, raw),
    ask: (query: never, raw: never) => ask(world, room, query, raw),
  } as unknown as WorkContext;
  const { person } = await ownerOf(hall);
  const order = (i: number) => ({
    subject: `bench-${world.newId()}-${i}`,
    kind: "izin-usaha-mikro",
    title: { id: "Izin Usaha Mikro", en: "Micro-Business Licence" },
    person,
    business: null,
    holder: "Warung Bu Narti",
    agency: "dpmptsp",
    office: "perizinan",
    template: "micro-business-licence",
    numberPattern: "BENCH/{seq:6}/{year}",
    validUntil: "2031-11-24",
    rows: [
      { label: "Nama usaha", value: `Warung ${i}` },
      { label: "NIB", value: "9901000000026" },
    ],
    legalBasis: ["PP 28/2025"],
    signatory: {
      officer: person,
      name: "Bambang Sutrisno",
      office: "Kepala Dinas",
      at: world.clock.now().toISOString(),
    },
  });
  await rate(10, 2, (i) => issueDocument(context, order(i)));
  const done = await rate(count, 4, (i) => issueDocument(context, order(i)));
  return [
    {
      name: "certificates: PDF/A-3a, signed and sealed (PAdES B-T), stored",
      ours: perSecond(done),
      against: "",
      ratio: null,
      target: "≥ 25 /s",
      met: done >= 25,
    },
  ];
}
