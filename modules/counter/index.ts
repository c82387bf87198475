// Nobody uses the counter: it uses the others.
export {};
