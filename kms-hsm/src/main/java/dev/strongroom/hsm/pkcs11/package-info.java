/**
 * The raw binding to a PKCS#11 v2.40 module through the Foreign Function and Memory API. Knows
 * structures, return codes, sessions and handles; knows nothing of root keys. Not used from outside
 * the module.
 */
@NullMarked
package dev.strongroom.hsm.pkcs11;

import org.jspecify.annotations.NullMarked;
