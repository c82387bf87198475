import type { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { isOnline, type OnlineService, publishService, serviceByCode } from "../../catalogue/index.ts";
import { demoPeople } from "../../registry/index.ts";
import { beginDraft } from "../commands/begin-draft.ts";
import { savePage } from "../commands/save-page.ts";

type Scene = Awaited<ReturnType<typeof scene>>;

/** The licence's service as it is in force. */
export async function licence(s: Scene): Promise<OnlineService> {
  const found = await s.ask(actors.stranger, serviceByCode, { code: "izin-usaha-mikro" });
  if (!found || !isOnline(found)) throw new Error("the licence is not offered");
  return found;
}

/** Publishes the next version of the licence's service, changed as said; it is in force at once. */
export async function nextEdition(s: Scene, change: (service: OnlineService) => void): Promise<OnlineService> {
  const service = structuredClone(await licence(s));
  service.version += 1;
  change(service);
  service.hash = s.world.newId().replaceAll("-", "").repeat(2);
  await s.act(actors.system("catalogue"), publishService, { definition: service });
  // Each process looks for new versions once a second.
  await new Promise((done) => setTimeout(done, 1100));
  return service;
}

/** A draft with every answer, of a rented place whose owner is Joko. */
export async function rented(s: Scene, floorArea = "12"): Promise<string> {
  const { draft } = await s.act(s.owner, beginDraft, { service: "izin-usaha-mikro" });
  const photo = {
    id: s.world.newId(),
    store: "cases/test.jpg",
    name: "lapak.jpg",
    type: "image/jpeg",
    bytes: 10,
    sha256: "0".repeat(64),
  };
  const pages: [page: string, posted: Record<string, string>, files?: object][] = [
    ["pemohon", { phone: "081234567890" }],
    ["usaha", { workers: "2" }],
    ["tempat", { ...rent, floorArea }, { photo }],
    ["pemilik", joko(s)],
    ["pangan", { cooksOnSite: "no" }],
    ["produk", { "products.0.name": "Nasi rames", "products.0.monthly": "4.500.000" }],
  ];
  for (const [page, posted, files = {}] of pages)
    await s.act(s.owner, savePage, { draft, page, posted, files: files as never });
  return draft;
}
export const rent = { ownership: "rent", hazardous: "no" };
/** The owner as the register knows him, written otherwise. */
export const joko = (s: Scene) => ({
  ownerNik: demoPeople(s.world.government).get("joko")!.nik,
  ownerName: "joko  PRASETYO",
});
