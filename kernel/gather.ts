/**
 * Work that costs little more for many than for one: what is brought while one lot is under way goes into the next. `work`
 * answers for each item in its place; when it throws, every item of that lot has failed.
 */
export function gather<T, R>(work: (items: readonly T[]) => Promise<readonly R[]>): (item: T) => Promise<R> {
  let waiting: T[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<readonly R[]> | null = null;
  const go = (): Promise<readonly R[]> => {
    const lot = waiting;
    waiting = [];
    next = null;
    const done = work(lot);
    last = done.catch(() => {});
    return done;
  };
  return async (item) => {
    const place = waiting.push(item) - 1;
    next ??= last.then(go);
    return (await next)[place] as R;
  };
}
