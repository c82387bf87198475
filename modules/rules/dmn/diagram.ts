import { writeXml as xml } from "./xml.ts";

/** A thing of the graph: how far up it stands, and what it needs as "requirement thing". */
export interface Shape {
  id: string;
  level: number;
  needs: readonly string[];
}

const [width, height, across, up] = [160, 60, 200, 120];

/** A drawing of the graph, inputs below and what is decided last on top, so that other tools open it with a picture. */
export function diagram(shapes: readonly Shape[]): string {
  const top = Math.max(0, ...shapes.map(({ level }) => level));
  const places = new Map(
    shapes.map((shape, i) => {
      const x = shapes.slice(0, i).filter(({ level }) => level === shape.level).length * across + 40;
      return [shape.id, { x, y: (top - shape.level) * up + 40 }];
    }),
  );
  const point = (x: number, y: number) => xml("di:waypoint", { x: String(x), y: String(y) });
  const drawn = shapes.flatMap(({ id, needs }) => {
    const at = places.get(id)!;
    const bounds = { height: String(height), width: String(width), x: String(at.x), y: String(at.y) };
    const edges = needs.flatMap((need) => {
      const [requirement = "", from = ""] = need.split(" ");
      const start = places.get(from);
      return start
        ? [
            xml("dmndi:DMNEdge", { id: `edge_${requirement}`, dmnElementRef: requirement }, [
              point(start.x + width / 2, start.y),
              point(at.x + width / 2, at.y + height),
            ]),
          ]
        : [];
    });
    return [xml("dmndi:DMNShape", { id: `shape_${id}`, dmnElementRef: id }, [xml("dc:Bounds", bounds)]), ...edges];
  });
  return xml("dmndi:DMNDI", {}, [xml("dmndi:DMNDiagram", { id: "diagram" }, drawn)]);
}
