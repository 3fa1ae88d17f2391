// What tells an address from any other text, where a format keeps both in one place: a scheme, or the slashes of a share.

/** An address and nothing before it, with a host. */
export const BEGINS_WITH_HOST = /^(?:\\\\|\/\/|[a-z][a-z0-9+.-]{1,30}:\/\/)/i;

/** An address somewhere, or a text that is one. */
export const HOLDS_ADDRESS = /[a-z][a-z0-9+.-]{1,30}:|\\\\|^\s*\/\//i;

/** An address with a host, somewhere. */
export const HOLDS_HOST = /[a-z][a-z0-9+.-]{1,30}:\/\/|\\\\/i;
