import type { ComponentChildren } from "preact";

/** Where a fact comes from, in small below it: "Data kependudukan". */
export const Origin = ({ children }: { children: ComponentChildren }) => <span class="origin">{children}</span>;
