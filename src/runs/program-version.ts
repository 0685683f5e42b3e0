/**
 * The version that saved progress belongs to: that of package.json (a test compares them).
 *
 * Written out here so that the bundled program reads no file for it.
 */
export const programVersion = '0.1.0'
