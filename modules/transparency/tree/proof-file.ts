import { exactBase64 } from "./base64.ts";

/** A proof that stands alone (C2SP tlog-proof): place, hashes, signed checkpoint, and what the maker adds as `extra`. */
export interface ProofFile {
  extra: string;
  index: number;
  path: readonly Buffer[];
  checkpoint: string;
}

const kind = "c2sp.org/tlog-proof@v1";

export const writeProof = ({ extra, index, path, checkpoint }: ProofFile): string =>
  [
    kind,
    `extra ${Buffer.from(extra).toString("base64")}`,
    `index ${index}`,
    ...path.map((hash) => hash.toString("base64")),
    "",
    checkpoint,
  ].join("\n");

/** Reads a proof file; null when it is none. */
export function readProof(text: string): ProofFile | null {
  const cut = text.indexOf("\n\n");
  if (cut < 0) return null;
  const [first, extra = "", index = "", ...path] = text.slice(0, cut).split("\n");
  const place = /^index (0|[1-9]\d{0,15})$/.exec(index)?.[1];
  const hashes = path.flatMap((line) => exactBase64(line) ?? []);
  if (
    first !== kind ||
    !extra.startsWith("extra ") ||
    place === undefined ||
    hashes.length > 63 ||
    hashes.length !== path.length ||
    hashes.some((hash) => hash.length !== 32)
  )
    return null;
  return {
    extra: Buffer.from(extra.slice(6), "base64").toString(),
    index: Number(place),
    path: hashes,
    checkpoint: text.slice(cut + 2),
  };
}
