// What the exchange offers to be told of changes, for the room's manifest.
import { parcelOf } from "./content.ts";
import { createEventType, eventStatus, eventTypes, publishEvent, stopEvent, withdrawEventType } from "./event-types.ts";
import { claimDeliveries, dueDeliveries, settleDelivery } from "./line.ts";
import { mediator, openMediator } from "./mediator.ts";
import { confirmEvent, nextEvent } from "./pull.ts";
import { spreadEvents, unspread } from "./spread.ts";
import {
  changeSubscription,
  deadLetters,
  replayDeliveries,
  setCallback,
  steerSubscription,
  subscribe,
  subscriptions,
} from "./subscriptions.ts";

export const commands = [
  openMediator,
  createEventType,
  withdrawEventType,
  publishEvent,
  stopEvent,
  setCallback,
  subscribe,
  changeSubscription,
  steerSubscription,
  replayDeliveries,
  confirmEvent,
  spreadEvents,
  claimDeliveries,
  settleDelivery,
];
export const queries = [
  mediator,
  eventTypes,
  eventStatus,
  subscriptions,
  deadLetters,
  nextEvent,
  parcelOf,
  unspread,
  dueDeliveries,
];
