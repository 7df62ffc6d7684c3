/** Row seals: rows that decide something carry an HMAC that only this service can make. */
@NullMarked
package dev.strongroom.domain.seal;

import org.jspecify.annotations.NullMarked;
