import { parts, ServiceFile } from "../catalogue/index.ts";
import { type Shape, shapeOf } from "./editor/shape.ts";
import type { PartName } from "./outline.tsx";

/** The shape of every file of a service, made once from the schemas that read them. */
export const shapes = Object.fromEntries(
  Object.entries({ service: ServiceFile, ...parts }).map(([name, schema]) => [name, shapeOf(schema)]),
) as Record<PartName, Shape>;
