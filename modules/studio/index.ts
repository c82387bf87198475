// What other rooms may use of the Studio: nothing yet.
export {};
