/**
 * Root keys in a PKCS#11 token: opening the token, keeping sessions alive, and the life of root
 * keys that never leave it. Speaks in bytes and key ids and knows nothing of the KMS model.
 */
@NullMarked
package dev.strongroom.hsm;

import org.jspecify.annotations.NullMarked;
