/** The version of the package; the models arrive with their golden checks, one family at a time. */
export const version = '0.1.0';
