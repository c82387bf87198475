import { stopsAfterwards } from "./afterwards.ts";
import { stopsOfExchange } from "./exchange.ts";
import { stopsOfMerging } from "./merging.ts";
import { stopsOfOneData } from "./one-data.ts";
import { stopsOfResidents } from "./registers.ts";
import { stopsOfRights } from "./rights.ts";
import { stopsOfSignon } from "./signon.ts";
import type { States } from "./states.ts";
import { stopsOfSteward } from "./stewards.ts";
import type { Stop } from "./stops.ts";

/** What each seat looks at of the rooms that list their pages themselves; one seat may come more than once. */
export const stopsOfRooms = (states: States): [seat: string, stops: Stop[]][] =>
  [
    { "population-data": [...stopsOfMerging(states.doubled), ...stopsOfSteward()] },
    stopsAfterwards(states),
    stopsOfRights(states.asked),
    stopsOfSignon(states),
    stopsOfOneData(),
    stopsOfResidents(),
    stopsOfExchange(states.exchanged),
  ].flatMap((one) => Object.entries<Stop[]>(one));
