/** What is wrong with an expression, at which character. */
export class ExpressionFault extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.name = "ExpressionFault";
    this.at = at;
  }
}

/** Limits that keep a definition from being a bomb. */
export const limits = { length: 2000, depth: 40, nodes: 500, items: 10_000, steps: 100_000, calls: 200 } as const;
