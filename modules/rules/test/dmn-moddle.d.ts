declare module "dmn-moddle" {
  /** The reader of the bpmn.io tools: the part of it that judges our export. */
  export class DmnModdle {
    fromXML(xml: string): Promise<{ rootElement: Record<string, unknown>; warnings: unknown[] }>;
  }
}
