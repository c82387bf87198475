import type { World } from "./world.ts";

export interface Believed<V> {
  /** What was found under this key a moment ago, or what `find` finds now. Whoever asks meanwhile waits for the same answer. */
  (world: World, key: string, find: () => Promise<V>): Promise<V>;
  /** What this process itself changes it knows at once. */
  forget(world: World): void;
}

/** What every call asks and few acts change: asked once, and believed for so many milliseconds. A fault is not believed. */
export function believed<V>(ms: number, most = 10_000): Believed<V> {
  const worlds = new WeakMap<World, Map<string, { until: number; found: Promise<V> }>>();
  const recall = (world: World, key: string, find: () => Promise<V>): Promise<V> => {
    const known = worlds.get(world) ?? new Map<string, { until: number; found: Promise<V> }>();
    worlds.set(world, known);
    const kept = known.get(key);
    if (kept && kept.until > performance.now()) return kept.found;
    if (known.size >= most) known.clear();
    const fresh = { until: performance.now() + ms, found: find() };
    known.set(key, fresh);
    fresh.found.catch(() => known.get(key) === fresh && known.delete(key));
    return fresh.found;
  };
  return Object.assign(recall, { forget: (world: World) => void worlds.delete(world) });
}
