import { GatewayFault } from "./fault.ts";

// After so many failures in a row a service is left alone for a while: callers are answered at once instead of waiting.
const most = 5;
const restMs = 15_000;

interface State {
  failures: number;
  openUntil: number;
  trying: boolean;
}
const states = new Map<string, State>();

/** Calls a service unless it has just failed again and again; one call is let through after the rest, to see whether it is back. */
export async function throughCircuit<T>(service: string, call: () => Promise<T>): Promise<T> {
  const state = states.get(service) ?? { failures: 0, openUntil: 0, trying: false };
  states.set(service, state);
  const open = state.failures >= most;
  if (open && (performance.now() < state.openUntil || state.trying))
    throw new GatewayFault(
      "Server.ServerProxy.ServiceFailed.Suspended",
      "The service failed repeatedly; try again in a few seconds",
    );
  state.trying = open;
  try {
    const answer = await call();
    state.failures = 0;
    return answer;
  } catch (error) {
    state.failures += 1;
    if (state.failures >= most) state.openUntil = performance.now() + restMs;
    throw error;
  } finally {
    state.trying = false;
  }
}
