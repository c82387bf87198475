import type { TestContext } from "node:test";
import { scene } from "../../../test/scene.ts";
import type { DocumentRow } from "../tables.ts";

/** The whole house, and licences made by the road that everybody's take: handed in, decided, paid, worked off. */
export async function papers(t: TestContext, more: Parameters<typeof scene>[1] = {}) {
  const s = await scene(t, more);
  const row = async (subject: string) =>
    (await s.asOwner<DocumentRow>("select * from documents.document where subject = $1", [subject]))[0]!;
  const file = async ({ store }: DocumentRow) => {
    const bytes = await s.world.files.get(store!);
    if (!bytes) throw new Error(`${store} is not there`);
    return bytes;
  };
  const issued = async (subject: string) => {
    await s.paid(subject);
    await s.work();
    const document = await row(subject);
    return { row: document, pdf: await file(document) };
  };
  return {
    ...s,
    row,
    file,
    issued,
    /** Decided by the rules alone: the agency's seal. */
    sealed: async () => issued(await s.submitted({ floorArea: "12", cooks: false })),
    /** Approved by the head: signature and seal. */
    async signed() {
      const id = await s.submitted();
      await s.approved(id);
      return issued(id);
    },
  };
}
