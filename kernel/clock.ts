/** The only source of "now". Tests stop it; nothing else calls Date.now for a decision. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved. */
export function stoppedClock(
  start: Date | string,
): Clock & { set(to: Date | string): void; forward(ms: number): void } {
  let at = new Date(start).getTime();
  return {
    now: () => new Date(at),
    set: (to) => {
      at = new Date(to).getTime();
    },
    forward: (ms) => {
      at += ms;
    },
  };
}
