/** How long a browser stays signed in. */

/** Without any request. */
export const SESSION_IDLE_MS = 12 * 60 * 60 * 1000;

/** In all, however busy. */
export const SESSION_ABSOLUTE_MS = 7 * 24 * 60 * 60 * 1000;
