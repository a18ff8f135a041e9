/** Version of every service: they are released together. */
export const VERSION = '0.1.0';
