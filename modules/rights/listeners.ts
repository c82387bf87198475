import type { Listener } from "../../kernel/index.ts";
import { signCertificate } from "./commands/destroy-key.ts";
import { tellPeople } from "./commands/tell-people.ts";
import { certificateById } from "./queries/certificate.ts";

/** The agency signs what was destroyed, after the destruction is certain. A second telling finds it signed. */
export const onDestroyed: Listener = {
  fact: "rights.key-destroyed",
  name: "rights.sign-destruction",
  async handle({ world, act, ask }, fact) {
    const sealer = world.modules.find((room) => room.sealer)?.sealer;
    if (!sealer) throw new Error("No room keeps the agencies' keys");
    const { content } = await ask(certificateById, { id: fact.subject });
    const { signature, publicKey } = await sealer.seal(
      world,
      String((fact.body as { agency: string }).agency),
      Buffer.from(content),
    );
    await act(
      signCertificate,
      {
        certificate: fact.subject,
        signature: signature.toString("base64"),
        publicKey: publicKey.toString("base64"),
      },
      { key: `${fact.id}:signed` },
    );
  },
};

interface Pair {
  from: string;
  into: string;
}

/** Two records became one. */
export const onMerged: Listener = {
  fact: "registry.people-merged",
  name: "rights.tell-merged",
  async handle({ act }, fact) {
    const { into } = fact.body as unknown as Pair;
    await act(tellPeople, { people: [into], what: "merged", about: fact.subject }, { key: `${fact.id}:told` });
  },
};

/** One record became two, or two again. */
export const onParted: Listener = {
  fact: "registry.person-split",
  name: "rights.tell-parted",
  async handle({ act }, fact) {
    const { from, into } = fact.body as unknown as Pair;
    await act(tellPeople, { people: [from, into], what: "parted", about: fact.subject }, { key: `${fact.id}:told` });
  },
};
