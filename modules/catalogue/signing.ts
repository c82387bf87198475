import { createPublicKey, verify } from "node:crypto";
import type { Listener } from "../../kernel/index.ts";
import { recordSignature } from "./commands/record-signature.ts";

/** What an agency signs: which service, which version, and the SHA-256 of all that its files hold. */
export const signedContent = (code: string, version: number, hash: string): string =>
  `pendopo service definition\n${code}\n${version}\n${hash}\n`;

/** Whether a signature is the key's over that very version. */
export const isGenuine = (
  { content, signature, publicKey }: { content: string; signature: Buffer; publicKey: Buffer },
  code: string,
  version: number,
  hash: string,
): boolean =>
  content === signedContent(code, version, hash) &&
  verify("sha256", Buffer.from(content), createPublicKey({ key: publicKey, format: "der", type: "spki" }), signature);

/** The publishing agency signs, after the publication is certain. A second telling finds it signed. */
export const onPublished: Listener = {
  fact: "catalogue.published",
  name: "catalogue.sign-version",
  async handle({ world, act }, fact) {
    const sealer = world.modules.find((room) => room.sealer)?.sealer;
    if (!sealer) throw new Error("No room keeps the agencies' keys");
    const { code, version, agency, hash } = fact.body as {
      code: string;
      version: number;
      agency: string;
      hash: string;
    };
    const content = signedContent(code, version, hash);
    const { signature, publicKey } = await sealer.seal(world, agency, Buffer.from(content));
    await act(
      recordSignature,
      {
        code,
        version,
        agency,
        content,
        signature: signature.toString("base64"),
        publicKey: publicKey.toString("base64"),
      },
      { key: `${fact.id}:signed` },
    );
  },
};
