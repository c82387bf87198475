// Nobody uses the portal: it is the door.
export {};
