/** What a registry is called, in an option and where an image's name begins. */

export const registryHostSyntax = 'HOST[:PORT]';

/** What the syntax allows and there cannot be. */
export const registryHostLimits = 'the port 65535 at most, an IPv4 address of four numbers up to 255';
