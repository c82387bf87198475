import type { Government } from "../../kernel/index.ts";
import { formKinds, metadataForms } from "./definition/metadata.ts";
import type { DatasetRow } from "./tables.ts";

/** What a dataset's description still lacks before it can be handed in: fields of variables, and of the metadata forms. */
export function lacking(
  government: Government,
  { variables, metadata }: Pick<DatasetRow, "variables" | "metadata">,
): string[] {
  const forms = metadataForms(government);
  return [
    ...variables.flatMap((one) => {
      const must = [
        "label",
        "concept",
        "definition",
        ...(one.type === "integer" || one.type === "number" ? ["unit"] : []),
      ];
      return must.filter((part) => one[part as "label"] === "").map((part) => `${one.name}.${part}`);
    }),
    ...formKinds.flatMap((kind) =>
      forms[kind].parts
        .flatMap(({ fields }) => fields)
        .filter(({ required, code }) => required && !metadata[kind]?.[code])
        .map(({ code }) => `${kind}.${code}`),
    ),
  ];
}
