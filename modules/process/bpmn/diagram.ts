import type { Node, Scope } from "./scope.ts";
import { element } from "./xml.ts";

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
const gap = 40;
const sizes = (tag: string): { width: number; height: number } =>
  tag.endsWith("Event")
    ? { width: 36, height: 36 }
    : tag.endsWith("Gateway")
      ? { width: 50, height: 50 }
      : { width: 160, height: 70 };

/** The diagram of a process: each scope one under the other, what goes elsewhere led past on the right. */
export function drawn(code: string, root: Scope): string {
  const boxes = new Map<string, Box>();
  place(root, 60, 40, boxes);
  const at = (id: string) => boxes.get(id)!;
  const bounds = ({ x, y, width, height }: Box) =>
    element("dc:Bounds", { x: `${x}`, y: `${y}`, width: `${width}`, height: `${height}` });
  const shapes: string[] = [];
  const edges: string[] = [];
  const visit = ({ nodes, flows }: Scope): void => {
    for (const { id, scope } of nodes) {
      const more = scope ? { isExpanded: "true" } : {};
      shapes.push(element("bpmndi:BPMNShape", { id: `_shape.${id}`, bpmnElement: id, ...more }, [bounds(at(id))]));
      if (scope) visit(scope);
    }
    flows.forEach(({ id, from, to }, i) => {
      const [a, b] = [at(from), at(to)];
      const right = Math.max(...nodes.map((node) => at(node.id).x + at(node.id).width)) + 14 + (i % 6) * 8;
      const points = under(a, b)
        ? [
            [middle(a), a.y + a.height],
            [middle(b), b.y],
          ]
        : [
            [a.x + a.width, a.y + a.height / 2],
            [right, a.y + a.height / 2],
            [right, b.y + b.height / 2],
            [b.x + b.width, b.y + b.height / 2],
          ];
      edges.push(
        element(
          "bpmndi:BPMNEdge",
          { id: `_edge.${id}`, bpmnElement: id },
          points.map(([x, y]) => element("di:waypoint", { x: `${x}`, y: `${y}` })),
        ),
      );
    });
  };
  visit(root);
  return element("bpmndi:BPMNDiagram", { id: "_diagram" }, [
    element("bpmndi:BPMNPlane", { id: "_plane", bpmnElement: code }, [...shapes, ...edges]),
  ]);
}

const middle = ({ x, width }: Box): number => x + width / 2;
const under = (a: Box, b: Box): boolean => b.y - (a.y + a.height) > 0 && b.y - (a.y + a.height) <= gap;

/** Gives each node its place; returns how wide and high the whole is. */
function place(
  { nodes }: Scope,
  left: number,
  top: number,
  boxes: Map<string, Box>,
): { width: number; height: number } {
  let y = top;
  let width = 160;
  for (const node of nodes.filter(({ on }) => on === undefined)) {
    const inside = node.scope ? place(node.scope, left + 30, y + 30, boxes) : null;
    const size = inside ? { width: inside.width + 60, height: inside.height + 60 } : sizes(node.tag);
    const x = inside ? left : left + (160 - size.width) / 2;
    boxes.set(node.id, { x, y, ...size });
    border(node, nodes, boxes);
    y += size.height + gap;
    width = Math.max(width, size.width);
  }
  // Room for what is led past.
  return { width: width + 70, height: y - gap - top };
}

function border(node: Node, nodes: readonly Node[], boxes: Map<string, Box>): void {
  const { x, y, height } = boxes.get(node.id)!;
  nodes
    .filter(({ on }) => on === node.id)
    .forEach(({ id }, i) => {
      boxes.set(id, { x: x + 8 + i * 44, y: y + height - 18, width: 36, height: 36 });
    });
}
