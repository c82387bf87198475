import { isId, on, type Tx } from "../../kernel/index.ts";
import type { DocumentRow, DocumentsTables } from "./tables.ts";

export async function documentHeld(tx: Tx, id: string): Promise<DocumentRow | null> {
  if (!isId(id)) return null;
  return (
    (await on<DocumentsTables>(tx)
      .selectFrom("documents.document")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst()) ?? null
  );
}

export const tidyCode = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, 12)
    .replace(/(.{4})(?=.)/g, "$1-");
