/** Injection token of the process's settings (`Env`). */
export const ENV = Symbol('ENV');
